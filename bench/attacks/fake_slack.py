"""A Slack for the attacks: takes messages, keeps what it took, and behaves as it is told."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

from bench.slack_load import SECRET, TOKEN, headers

QUESTION = "How long does it take to become a registered nurse?"


class FakeSlack:
    """Plays chat.postMessage and conversations.replies."""

    def __init__(self) -> None:
        self.threads: dict[str, list[dict[str, Any]]] = {}
        """What it took, by thread."""
        self.asked: list[str] = []
        """The thread of each message that came."""
        self.habits: dict[str, str] = {}
        """How it answers in a thread: break, slow, html, or the name of an error."""
        self.pause = 0.0
        """Seconds that it takes for each message."""
        slack = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                query = parse_qs(self.path.partition("?")[2])
                messages = slack.threads.get(query.get("ts", [""])[0], [])
                self.say(json.dumps({"ok": True, "messages": messages}))

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if not self.path.endswith("chat.postMessage"):
                    self.say(json.dumps({"ok": True}))
                    return
                said = json.loads(raw)
                thread = said["thread_ts"]
                habit = slack.habits.get(thread, "")
                slack.asked.append(thread)
                if habit in ("", "break", "slow"):
                    slack.threads.setdefault(thread, []).append(said)
                time.sleep(16 if habit == "slow" else slack.pause)
                if habit == "break":
                    self.close_connection = True
                elif habit == "html":
                    self.say("<html>Sorry</html>", "text/plain")
                elif habit in ("", "slow"):
                    self.say(json.dumps({"ok": True, "ts": "1.0"}))
                else:
                    self.say(json.dumps({"ok": False, "error": habit}))

            def say(self, body: str, kind: str = "application/json") -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_: object) -> None:
                """Pass over a client that is gone."""

        self._server = Server(("127.0.0.1", 0), Handler)

    def __enter__(self) -> FakeSlack:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def twice(self) -> int:
        """How many threads have more than one answer."""
        return sum(len(said) > 1 for said in self.threads.values())

    def settings(self) -> dict[str, str]:
        """Return the settings of a service that talks to it."""
        url = f"http://127.0.0.1:{self._server.server_port}"
        return {
            "CAREERBOT_SLACK_SIGNING_SECRET": SECRET,
            "CAREERBOT_SLACK_BOT_TOKEN": TOKEN,
            "CAREERBOT_SLACK_API_URL": f"{url}/api/",
            "CAREERBOT_SLACK_HOOKS_URL": url,
        }

    def send(self, url: str, thread: str, channel: str = "C1") -> None:
        """Mention the bot."""
        event = {
            "type": "app_mention", "user": "U1", "text": f"<@U2> {QUESTION}",
            "ts": thread, "channel": channel,
        }  # fmt: skip
        outer = {"type": "event_callback", "event_id": f"Ev{thread}", "event": event}
        body = json.dumps(outer).encode()
        request = urllib.request.Request(f"{url}/slack/events", body, headers(body))  # noqa: S310
        urllib.request.urlopen(request, timeout=30).close()  # noqa: S310 - a local one
