"""The title of a Markdown article: from its front matter, or from its headings."""

from __future__ import annotations

from corpus.draft import Element, Heading
from corpus.errors import ArticleError

__all__ = ["find_title"]


def find_title(
    written: str | None, elements: list[Element], path: str
) -> tuple[str, Heading | None]:
    """Return the title, and the heading that says it and so heads no section.

    `written` is the front matter's title. Without one it is the first heading of level 1, or a
    heading that opens the text and stands above all others; else ArticleError.
    """
    headings = [element for element in elements if isinstance(element, Heading)]
    highest = min((heading.level for heading in headings), default=0)
    outermost = [heading for heading in headings if heading.level == highest]
    alone = len(outermost) == 1 and elements[0] is outermost[0]
    level_one = highest == 10
    if written:
        return written, outermost[0] if alone and level_one else None
    if not (level_one or alone):
        reason = "no title: add a line `# Title`, or `title:` to the front matter"
        raise ArticleError(path, reason, 1)
    return outermost[0].text, outermost[0]
