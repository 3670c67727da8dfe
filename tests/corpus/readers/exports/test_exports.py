"""Pages as the tools of their owners write them: nothing lost unreported, nothing shown as markup.

Beside each page lies what is read of it: a line a passage, behind its headings ("?" before those of
an FAQ), then what is set aside, and what is warned of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Article, read_article

HERE = Path(__file__).resolve().parent
FILES = (each for each in sorted(HERE.iterdir()) if each.is_file())
PAGES = [each for each in FILES if each.suffix not in (".py", ".read")]


def told(article: Article) -> Iterator[str]:
    yield f"{article.id}: {article.title}"
    asked = {section.path for section in article.sections if section.faq}
    for each in article.passages:
        number = f"{each.ordinal}. " if each.ordinal else ""
        marks = " ".join(["", *each.marks])
        sign = "?" if each.heading in asked else " "
        text = each.text.replace("\n", " / ")
        yield f"{sign} {' > '.join(each.heading)}: {number}{text}{marks} [{each.kind}]"
    for aside in article.set_aside:
        yield f"- {' '.join(aside.text.split())} ({aside.reason})"
    yield from (f"! {each.reason}" for each in article.warnings)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_a_tool_is_read_as_its_reader_sees_it(
    page: Path, check: Callable[[Article], None]
) -> None:
    article = read_article(page)
    check(article)
    assert [line.rstrip() for line in told(article)] == (
        page.with_name(f"{page.name}.read").read_text("utf-8").splitlines()
    )
