"""The report: its figures, in SQLite and in PostgreSQL, and its forms."""

from __future__ import annotations

import csv
import io
import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.cli import main
from bot.commands.database import with_database
from bot.database.asked import AskedQuestion
from bot.database.tables import FeedbackRow
from bot.learning.figures import Figures, figures
from bot.learning.report import as_csv, as_html, as_text
from bot.settings import Settings
from tests.bot.learning.asked_rows import NOW, keep, kept
from tests.bot.learning.month import month

PAID = {"status": "answered", "article": "pay", "vector": [1], "latency": 10.0}


@pytest.fixture
def found(settings: Settings) -> Figures:
    """The figures of three days with one of everything."""
    keep(
        settings,
        kept("a", "What pays?", days=0, **PAID),
        kept("b", "what pays", days=1, **PAID | {"channel": "slack", "latency": 30.0}),
        kept("c", "What pays?", days=1, **PAID | {"asked_again": True, "latency": 20.0}),
        kept("d", "What pays?", days=1, **PAID),
        kept("e", "Is it so?", days=2, status="unsure", article="so", vector=[0, 1]),
        kept("f", "=1+1", days=2, vector=[0, 0, 1]),
        kept("g", "hello", small_talk=True),
        kept("h", "Long ago?", days=3),
        FeedbackRow(answer_id="a", helpful=True),
        FeedbackRow(answer_id="b", helpful=False),
        FeedbackRow(answer_id="d", person=True),
    )
    since = (NOW - timedelta(days=2)).date()
    return with_database(settings, lambda database: figures(database, since, NOW, 384))


def test_an_answer_that_was_unsure_resolved_what_somebody_says_it_did() -> None:
    asked = AskedQuestion("e", "Is it so?", NOW, "unsure")
    assert not asked.resolved
    assert replace(asked, helpful=True).resolved
    assert not replace(asked, helpful=True, person=True).resolved


def test_the_figures_say_what_became_of_every_question(found: Figures) -> None:
    whole = found.all
    assert (whole.asked, whole.answered, whole.unsure, whole.no_answer) == (6, 4, 1, 1)
    assert (whole.resolved, whole.voted_up, whole.voted_down) == (1, 1, 1)
    assert (whole.answer_rate, whole.resolution_rate) == (4 / 6, 1 / 6)
    assert (found.asked_again, found.persons) == (1, 1)
    assert [day.asked for day in found.days] == [2, 3, 1]
    assert [(each.name, each.asked) for each in found.articles] == [("pay", 4), ("so", 1)]
    assert [(each.name, each.asked) for each in found.channels] == [("widget", 5), ("slack", 1)]
    assert found.latency[0] == (50, 20.0)
    assert [each.count for each in found.groups] == [4, 1, 1]
    assert [each.question for each in found.gaps] == ["=1+1"]
    assert [each.name for each in found.worst] == ["what pays"]


def test_the_table_adds_up_and_holds_nothing_that_is_calculated(found: Figures) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    for column in ("asked", "answered", "unsure", "no_answer", "resolved", "voted_down"):
        whole = next(int(row[column]) for row in rows if row["of"] == "all")
        assert sum(int(row[column]) for row in rows if row["of"] == "day") == whole
        assert sum(int(row[column]) for row in rows if row["of"] == "channel") == whole
    assert "'=1+1" in {row["name"] for row in rows}


def test_the_page_loads_nothing_and_its_bars_are_the_days(settings: Settings) -> None:
    keep(settings, *month(NOW, a_day=8), kept("x", "<script>alert(1)</script>", vector=[1]))
    since = (NOW - timedelta(days=29)).date()
    found = with_database(settings, lambda database: figures(database, since, NOW, 384))
    html = as_html(found)
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", html)
    assert "&lt;script&gt;alert(1)" in html
    (chart,) = re.findall(r'<svg class="chart".*?</svg>', html, re.DOTALL)
    bars = ElementTree.fromstring(chart).findall("rect")
    heights = dict.fromkeys(("answered", "unsure", "no_answer"), 0.0)
    for bar in bars:
        heights[bar.attrib["class"]] += float(bar.attrib["height"])
    most = max(day.asked for day in found.days)
    for kind, height in heights.items():
        assert height == pytest.approx(180 * getattr(found.all, kind) / most, abs=3)


def test_nothing_asked_is_a_report_too(settings: Settings) -> None:
    found = with_database(settings, lambda database: figures(database, NOW.date(), NOW, 384))
    assert as_text(found) == "2026-11-28 to 2026-11-28: 0 questions"
    assert "None." in as_html(found)


@pytest.fixture
def taken() -> Iterator[tuple[str, list[str]]]:
    """Slack's webhook, and what it got."""
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(404 if self.path == "/gone" else 200)
            self.end_headers()
            self.wfile.write(b"no_service" if self.path == "/gone" else b"ok")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", got
        server.shutdown()


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server that takes everything, in the clear."""

    got: list[str] = []  # noqa: RUF012 - the server makes a new one for each client

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                Mailbox.got.append(b"".join(lines).decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


def test_it_goes_to_slack_and_by_mail(
    taken: tuple[str, list[str]],
    guides_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url, got = taken
    keep(Settings.read(), *month(a_day=3), kept("x", "<!channel> & pay?", vector=[1], days=0))
    command = ["report", "--index", str(guides_index), "--since", "2000-01-01"]
    monkeypatch.setenv("CAREERBOT_REPORT_SLACK_URL", url)
    assert main([*command, "--to", "slack"]) == 0
    assert "&lt;!channel&gt; &amp; pay?" in got[0]
    monkeypatch.setenv("CAREERBOT_REPORT_SLACK_URL", f"{url}/gone")
    assert main([*command, "--to", "slack"]) == 1
    assert "Slack didn't take the report: 404 no_service" in capsys.readouterr().err
    with socketserver.TCPServer(("127.0.0.1", 0), Mailbox) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("CAREERBOT_REPORT_MAIL", "owner@example.org,desk@example.org")
        monkeypatch.setenv("CAREERBOT_SMTP_URL", f"smtp://{host}")
        assert main([*command, "--to", "mail"]) == 0
        monkeypatch.setenv("CAREERBOT_SMTP_URL", f"smtp://me:secret@{host}")
        assert main([*command, "--to", "mail"]) == 1
        server.shutdown()
    said = capsys.readouterr().err
    assert "offers no encryption" in said
    assert "secret" not in said
    (mail,) = Mailbox.got
    assert "To: owner@example.org, desk@example.org" in mail
    assert 'filename="report.html"' in mail


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "soon"], "--since soon: give a day"),
        (["--since", "2999-01-01"], "still to come"),
        (["--since", "9" * 30], "give a day"),
        (["--to", "fax"], "--to fax: it goes to slack or mail"),
        (["--to", "slack"], "REPORT_SLACK_URL isn't set"),
        (["--to", "mail"], "SMTP_URL isn't set"),
        (["--html", "/nowhere/report.html"], "/nowhere/report.html: can't be written"),
    ],
)
def test_what_cannot_be_reported_is_one_line(
    arguments: list[str], message: str, guides_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--index", str(guides_index), *arguments]) in (1, 2)
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert message in line
