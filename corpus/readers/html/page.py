"""HTML pages: what is content of them, under the title that they give."""

from __future__ import annotations

from turbohtml import Element, Node, parse, parse_fragment

from corpus.draft import Draft
from corpus.errors import NothingToQuoteError, cut
from corpus.overrides import Overrides
from corpus.readers.canonical.running import plain
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.html.contact import contacts
from corpus.readers.html.footnotes import Footnotes
from corpus.readers.html.head import leads_on, read_head
from corpus.readers.html.inline import Inline
from corpus.readers.html.known import Page
from corpus.readers.html.names import text_of
from corpus.readers.html.structured import Asked, structured_data
from corpus.readers.html.tidying.confluence import as_html
from corpus.readers.html.tidying.struck import take_struck
from corpus.readers.html.tidying.template_tags import one_node_each
from corpus.readers.html.tidying.tidy import tidy
from corpus.readers.html.toggles import Toggles
from corpus.readers.html.walker import Walker
from corpus.readers.markdown.front_matter import FrontMatter, read_above_page
from corpus.source import Place, Source

__all__ = ["read_page"]

_LEAST_OF_MAIN = 0.4
"""Share of a page's paragraphs that its main part holds, or else it isn't believed to be that."""

_MOST_BESIDE = 500
"""Characters of paragraphs that stand beside the main part of any page."""


def read_page(source: Source, overrides: Overrides, lined: bool = True) -> Draft:
    """Read HTML into a draft; ArticleError where there is no text in it.

    `lined` says that its lines are those of a file.
    """
    above, below = read_above_page(source)
    document = parse(as_html(one_node_each(below)))
    data = structured_data(document, source.path)
    head, title = read_head(document, data, source.path)
    front = _with_head(above, head)
    front.url = front.url or source.address
    root: Node = document.find("body") or document
    if address := leads_on(document, text_of(root)):
        reason = f"it only leads on to {cut(address)}: nothing to read"
        raise NothingToQuoteError(source.path, reason)
    tools = tidy(root, front.url or "", document)
    seen = text_of(root).casefold()
    notes = Footnotes(root)
    main = _main(root)
    asked = {each.question.casefold() for each in data.questions}
    page = Page(
        inline=Inline(document.base_url(front.url or ""), notes),
        toggles=Toggles(root),
        notes=notes,
        questions=asked,
        main=main,
        headed=main is not None and _is_headed(main, root, title),
        tools=tools,
        overrides=overrides.joined(front.overrides),
        lined=lined,
    )
    text = CanonicalText(source)
    walker = Walker(text, page)
    walker.walk(root)
    _add_contacts(root, text, page)
    _add_unseen(data.questions, seen, text, page)
    draft = text.draft(front, title, overrides)
    draft.warnings += data.warnings
    return draft


def _with_head(front: FrontMatter, head: FrontMatter) -> FrontMatter:
    """What a page says above itself, and in its head where it doesn't say it there."""
    for name in ("url", "author", "publisher", "updated", "language"):
        setattr(front, name, getattr(front, name) or getattr(head, name))
    return front


def _add_contacts(root: Node, text: CanonicalText, page: Page) -> None:
    """Add how to reach the page's owner under no heading, where only what frames it says so."""
    for around, words in contacts(root, page, text.content):
        text.close_sections()
        text.place = Place(around.source_line if page.lined else None)
        text.paragraph(plain(words))


def _add_unseen(questions: list[Asked], seen: str, text: CanonicalText, page: Page) -> None:
    """Add the questions whose answers stand nowhere on the page, each once."""
    done: set[str] = set()
    page.main, page.lined = None, False
    for question, answer, line in questions:
        tree = parse_fragment(answer)
        page.tools |= take_struck(tree)
        words = text_of(tree).casefold()
        key = question.casefold()
        if not words or key in done or (key in seen and words in seen):
            continue
        if not done:
            text.close_sections()
        done.add(key)
        walker = Walker(text, page)
        walker.line = line
        walker.flush()
        text.open_fold()
        text.title_fold(plain(question), asked=True)
        for each in tree.children:
            walker.walk(each, line)
        text.close_fold()


def _main(root: Node) -> Element | None:
    """Return the part of a page that it calls its main one, or its only article."""
    mains = root.select("main,[role=main]")
    articles = root.find_all("article")
    for found in (mains, articles if len(articles) == 1 else []):
        largest = max(found, key=lambda each: len(text_of(each)), default=None)
        if largest is not None and _holds_content(largest, root):
            return largest
    return None


def _holds_content(part: Element, root: Node) -> bool:
    """Tell whether enough of a page's paragraphs stand in a part of it."""
    inside, outside = (
        sum(len(text_of(each)) for each in node.find_all("p")) for node in (part, root)
    )
    enough = inside >= _LEAST_OF_MAIN * outside or outside - inside <= _MOST_BESIDE
    return enough and text_of(part) != ""


def _is_headed(main: Element, root: Node, title: str | None) -> bool:
    """Tell whether a page's main part has its main heading, or what is above it names the site."""
    if main.find("h1"):
        return True
    above = root.find("h1")
    name = text_of(above).casefold() if above else ""
    return name in (title or "").casefold() and not (title or "").casefold().startswith(name)
