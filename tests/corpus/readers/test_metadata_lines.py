"""Lines that say something of a text, above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read_text
from corpus.readers.metadata_lines import read_metadata

HEAD = "Title: Membership\nDate: 2024-12-16 10:20\nSlug: membership\nImage: /img/Mill.webp\n"


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_metadata_is_no_text(suffix: str, end: str) -> None:
    head = HEAD.replace("Mill", "mill") + "Author: Ann Oat\n"
    body = "## Fees\n\nTen a month.\n\nAsk us.\n"
    text = f"{head}\n{body}".replace("\n", end)
    article = read_text(text, Path(f"page{suffix}"))
    assert (article.title, article.author) == ("Membership", "Ann Oat")
    assert [passage.text for passage in article.passages] == ["Ten a month.", "Ask us."]
    assert [(each.start, each.reason) for each in article.set_aside] == [(0, "metadata")]
    assert article.set_aside[0].text.endswith("Ann Oat")
    assert article.warnings == ()


def test_a_title_may_be_said_again() -> None:
    article = read_text("Subject: Mills\nFrom: a@b.example\n\nMILLS\n\nThey turn.\n", Path("m.txt"))
    assert (article.title, [each.text for each in article.passages]) == ("Mills", ["They turn."])


def test_mail_without_a_subject_has_its_title_below() -> None:
    head = "Archive-Name: mills/faq\nLast-modified: 3 March 2003\nMaintainer: Ann Oat\n  of Rye\n"
    article = read_text(f"{head}\nAll of Mills\n\nThey turn.\n\nAll day.\n", Path("m.txt"))
    assert article.title == "All of Mills"
    assert [each.text for each in article.passages] == ["They turn.", "All day."]


@pytest.mark.parametrize(
    "head",
    [
        "Note: we moved.\nStatus: open\n",
        "Location: London\nDate: 2024-12-16\n",
        "Title: Senior Baker\n",
        "Title: Senior Baker\nLocation: London\n",
        "Title: Bake sale\nDate: 5 May\n",
        HEAD,
        "Title: Baker\nSlug: baker\nand more of it\n",
        "Title: Baker\n\nSlug: baker\n",
    ],
)
def test_what_a_reader_is_told_is_text(head: str) -> None:
    assert read_metadata(f"{head}\nText.\n") is None
    article = read_text(f"# Bakers\n\n{head}\nText.\n", Path("page.md"))
    assert article.set_aside == ()
