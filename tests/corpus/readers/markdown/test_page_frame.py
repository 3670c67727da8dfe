"""What stands around the main part of a page that was turned into Markdown as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_text
from corpus.overrides import Overrides

SITE = "https://bakery.example"
FRAME = (
    f"Opens in a new tab\n\n[![]({SITE}/logo.png)Become a baker]({SITE}/jobs)\n\n"
    f"- [Pay]({SITE}/pay)\n- [Hours]({SITE}/hours)\n\n### In this section\n\n"
    f"- [Pay]({SITE}/pay)\n- [Questions]({SITE}/faq)\n\n"
)
SKIP = f"[Skip to main content]({SITE}/faq#main)\n\n"
MAIN = "Bakers are 18 or older.\n"


def told(article: Article) -> list[str]:
    return [each.text for each in article.passages]


def test_a_page_begins_where_its_own_link_leads(tmp_path: Path) -> None:
    article = read_text(f"{SKIP}{FRAME}# Questions\n\n{MAIN}", tmp_path / "faq.md")
    assert article.title == "Questions"
    assert told(article) == [MAIN.strip()]
    assert article.sections == ()
    left = " ".join(each.text for each in article.set_aside)
    assert all(words in left for words in ("Become a baker", "Hours", "Opens in a new tab"))


@pytest.mark.parametrize("text", [f"{FRAME}# Questions\n\n{MAIN}", f"{SKIP}{FRAME}{MAIN}"])
def test_without_that_link_or_a_main_heading_nothing_goes(tmp_path: Path, text: str) -> None:
    assert "Opens in a new tab" in told(read_text(text, tmp_path / "faq.md"))


def test_its_owner_keeps_what_is_above(tmp_path: Path) -> None:
    text = f"{SKIP}{FRAME}# Questions\n\n{MAIN}"
    kept = Overrides(keep=("Opens in a new tab",))
    assert told(read_text(text, tmp_path / "faq.md", overrides=kept))[0] == "Opens in a new tab"
