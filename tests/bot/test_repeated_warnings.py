"""An outage is a few lines of the log, and not thousands."""

from __future__ import annotations

import json
import logging
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from bot.logs import log_config
from bot.repeated_warnings import Repeats
from tests.bot.commands.test_serve import serving, stopped


class Lines(logging.Handler):
    """Keeps the lines that come through."""

    def __init__(self, repeats: Repeats) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.addFilter(repeats)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def test_a_kind_of_warning_is_one_line_and_a_count() -> None:
    repeats = Repeats(600)
    lines = Lines(repeats)
    log = logging.getLogger("tests.repeats")
    log.addHandler(lines)
    log.setLevel("DEBUG")
    try:
        for n in range(3_000):
            log.warning("the database %s: %s", "db", n)
            log.info("answered %d", n)
        log.warning("another")
        log.error("the database %s: %s", "db", "an error, and no warning")
        said = [line for line in lines.lines if not line.startswith("answered")]
        assert said == [
            "the database db: 0",
            "another",
            "the database db: an error, and no warning",
        ]
        assert len(lines.lines) == 3_003
        repeats.close()
        assert lines.lines[-1] == "2999 more within 600 s like: the database …: …"
        log.warning("the database %s: %s", "db", "later")  # of the next minute
        assert lines.lines[-1] == "the database db: later"
    finally:
        log.removeHandler(lines)


def test_the_count_comes_by_itself() -> None:
    program = (
        "import json, logging.config, sys, time\n"
        "config = json.loads(sys.argv[1])\n"
        "config['handlers']['stderr']['period'] = 0.2\n"
        "logging.config.dictConfig(config)\n"
        "for n in range(100): logging.getLogger('bot.x').warning('gone: %s', n)\n"
        "time.sleep(1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(log_config("warning"))],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert re.findall(r"gone: \S+|\d+ more", done.stderr) == ["gone: 0", "99 more", "gone: …"]


def test_a_database_that_is_gone_does_not_flood_the_log(guides_index: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    settings = {
        "CAREERBOT_DATA_DIR": str(tmp_path / "data"),
        "CAREERBOT_FEEDBACK_LIMIT": "1000/minute",
    }
    with serving("--index", str(guides_index), **settings) as (process, url):
        with httpx.Client() as client:
            for n in range(200):
                said = {"answer_id": str(n), "helpful": True}
                assert client.post(f"{url}/api/feedback", json=said).status_code == 503
        code, said_of_it = stopped(process, signal.SIGTERM)
    assert code == 0
    assert len(said_of_it.splitlines()) <= 3
    assert "199 more" in said_of_it
