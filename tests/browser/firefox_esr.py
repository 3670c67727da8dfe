"""Stands between Playwright and a Firefox of its last ESR, which lacks one command of the protocol.

Playwright drives Firefox over WebDriver BiDi and asks for `emulation.setMediaFeaturesOverride` of
every page. ESR 153 doesn't know it, so it is answered here; all else goes through. Colours and
motion are set by preferences instead. Run as Firefox would be: `python firefox_esr.py ARGUMENTS`.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
import sys

from websockets.asyncio.client import connect
from websockets.asyncio.connection import Connection
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

UNKNOWN = "emulation.setMediaFeaturesOverride"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


async def _pass_on(source: Connection, target: Connection) -> None:
    try:
        async for message in source:
            if isinstance(message, str) and UNKNOWN in message:
                command = json.loads(message)
                if command.get("method") == UNKNOWN:
                    reply = {"type": "success", "id": command["id"], "result": {}}
                    await source.send(json.dumps(reply))
                    continue
            await target.send(message)
    except ConnectionClosed:
        pass
    await target.close()


async def main(program: str, arguments: list[str]) -> int:
    """Run Firefox, and say on standard error where this listens instead of it."""
    firefox = await asyncio.create_subprocess_exec(
        program, *arguments, stderr=asyncio.subprocess.PIPE, limit=1 << 20
    )
    assert firefox.stderr is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, firefox.terminate)
    address = ""

    async def session(client: ServerConnection) -> None:
        async with connect(f"{address}/session", max_size=None) as upstream:
            await asyncio.gather(_pass_on(client, upstream), _pass_on(upstream, client))

    async with serve(session, "127.0.0.1", 0, max_size=None) as server:
        port = server.sockets[0].getsockname()[1]
        async for line in firefox.stderr:
            text = line.decode(errors="replace")
            if found := LISTENING.search(text):
                address = found[1]
                text = f"WebDriver BiDi listening on ws://127.0.0.1:{port}\n"
            sys.stderr.write(text)
            sys.stderr.flush()
        return await firefox.wait()


if __name__ == "__main__":
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    sys.exit(asyncio.run(main(found, sys.argv[1:])) if found else "no Firefox here")
