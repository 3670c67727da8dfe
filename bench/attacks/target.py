"""The service that is attacked: started of any checkout, and looked at from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["Figure", "Target", "serving"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that an attack measured."""

    attack: str
    measure: str
    value: str


@dataclass(frozen=True, slots=True)
class Target:
    """A service under attack."""

    url: str
    port: int
    process: subprocess.Popen[str]
    folder: Path
    """Its data folder; the log is `log` in there."""

    @property
    def memory(self) -> float:
        """Resident memory of its first process, in MB."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def descriptors(self) -> int:
        """Open file descriptors of its first process."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    @property
    def log(self) -> str:
        """What it has logged."""
        return (self.folder / "log").read_text("utf-8", "replace")


@contextmanager
def serving(
    checkout: Path, settings: Mapping[str, str] | None = None, arguments: tuple[str, ...] = ()
) -> Iterator[Target]:
    """Serve the bundled guides by the code of a checkout; `settings` are CAREERBOT_ variables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **{key: value for key, value in os.environ.items() if key[:10] != "CAREERBOT_"},
            "CAREERBOT_DATA_DIR": name,
            "CAREERBOT_RATE_LIMIT": "1000000/second",  # what else bounds it is attacked
            "PYTHONPATH": str(checkout),
            **(settings or {}),
        }
        command = [sys.executable, "-m", "bot", "serve", "--port", "0", *arguments]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                command,
                cwd=checkout,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        try:
            assert process.stdout
            said = process.stdout.readline()  # "careerbot answers on http://…", once it does
            if not said:
                raise RuntimeError(f"no service: {(folder / 'log').read_text()}")
            url = said.split()[-1]
            yield Target(url, int(url.rsplit(":", 1)[1]), process, folder)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
