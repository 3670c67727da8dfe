"""Looks that a word processor's page gives by the classes and styles of its runs of text."""

from __future__ import annotations

import re
from collections import Counter

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import HEADINGS, LITERAL, UNSEEN, text_of

__all__ = ["embolden", "show_looks"]

_RULE = re.compile(
    r"(?:^|(?<=[{};/>-]))\s*(?:span)?\.(?P<name>[A-Za-z][\w-]{0,60})\s*\{(?P<looks>[^{}]{0,2000})\}"
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)\b")
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_SIZE = re.compile(r"font-size\s*:\s*(?P<points>\d{1,3}(?:\.\d+)?)pt")
_KEPT = (_BOLD, _STRUCK, _SIZE)
_LARGER = 1.15
"""Of a title's letters to those of the text, as in documents whose titles have no style."""
_LONGEST_TITLE = 20
"""Words."""
_TITLED = "p.title,p.MsoTitle"
"""The title's style in the pages of Google's and Microsoft's word processors."""
_AROUND = "details,li,td,th,blockquote,figure"
_MOST = 5_000
"""Runs of text that are looked at."""


def show_looks(document: Node, root: Node) -> None:
    """Write what a page's sheet says of runs of text into their style, and head what is large."""
    _style_by_class(document, root)
    _head_by_size(root)


def embolden(root: Node) -> None:
    """Put runs of text that their style makes bold into HTML's own element for that.

    So is an underlined line, which is no link: that is how titles look where letters are all alike.
    """
    for line in root.select("p > u")[:_MOST]:
        around = line.parent
        alone = isinstance(around, Element) and text_of(around) == text_of(line)
        if alone and not line.find("a") and not _is_bold_already(line):
            line.tag = "b"
    for run in root.select("span[style]")[:_MOST]:
        if _BOLD.search(run.attr("style") or "") and not _is_bold_already(run):
            before = run.previous_sibling
            run.tag = "b"
            if isinstance(before, Element) and before.tag == "b":
                for each in list(run.children):
                    before.append(each)
                run.decompose()


def _style_by_class(document: Node, root: Node) -> None:
    """Write into each run's style what the page's own sheet says of its class."""
    sheets = " ".join(each.text for each in document.find_all("style"))
    looks = {
        each["name"]: kept
        for each in _RULE.finditer(sheets)
        if (kept := ";".join(m[0] for rule in _KEPT if (m := rule.search(each["looks"]))))
    }
    for run in root.select("span[class]")[:_MOST] if looks else ():
        said = [looks[name] for name in (run.attr("class") or "").split() if name in looks]
        if said:
            run.attrs["style"] = ";".join([*said, run.attr("style") or ""])


def _is_bold_already(run: Element) -> bool:
    around = run.closest(",".join(("b", "strong", *HEADINGS, *LITERAL)))
    return around is not None or not re.search(r"\w", run.text)


def _head_by_size(root: Node) -> None:
    """Make headings of the lines in larger letters, where a page has none; else only its title."""
    titles = [each for each in root.select(_TITLED) if _leads(each)]
    letters: Counter[float] = Counter()
    lines: dict[Element, float] = {}
    for line in root.find_all("p"):
        sizes = {_size(each): len(each.data) for each in _texts(line)}
        letters.update(sizes)
        words = text_of(line)
        if sizes and len(words.split()) <= _LONGEST_TITLE and not words.endswith("."):
            lines[line] = min(sizes)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    large = {
        line: size
        for line, size in lines.items()
        if usual and size >= _LARGER * usual and line.closest(_AROUND) is None
    }
    order = sorted({*large.values()}, reverse=True)
    headed = root.select_one(",".join(HEADINGS))
    for line, size in () if headed else large.items():
        line.tag = f"h{min(order.index(size) + 2, 6)}"
        for text in line.descendants:
            if isinstance(text, Text) and not re.search(r"\w", text.data):
                text.data = " "  # a ruler of dashes above it
    first = next(iter(large), None)
    if not titles and first is not None and large[first] == order[0] and _leads(first):
        titles = [first] if list(large.values()).count(order[0]) == 1 else []
    if titles and not root.find("h1"):
        titles[0].tag = "h1"
    elif titles:
        titles[0].insert_before(made := E.h1())
        for each in list(titles[0].children):
            made.append(each)
        titles[0].decompose()


def _leads(line: Element) -> bool:
    """Tell whether no heading stands before a line of the page's own."""
    if line.closest(_AROUND) is not None or not re.search(r"\w", text_of(line)):
        return False
    return not any(isinstance(e, Element) and e.tag in HEADINGS for e in line.preceding)


def _texts(line: Element) -> list[Text]:
    within = (each for each in line.descendants if isinstance(each, Text))
    return [each for each in within if re.search(r"\w", each.data) and not _is_unseen(each)]


def _is_unseen(text: Text) -> bool:
    return isinstance(text.parent, Element) and text.parent.tag in UNSEEN


def _size(text: Text) -> float:
    """Return the points of a text's letters; 0 where nothing around it says so."""
    for each in text.ancestors:
        if not isinstance(each, Element):
            continue
        size = _SIZE.search(each.attr("style") or "")
        if size:
            return float(size["points"])
        if each.tag == "p":
            break
    return 0.0
