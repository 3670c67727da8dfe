"""Code and formulas: what tools wrote beside and around them."""

from __future__ import annotations

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import text_of
from corpus.readers.html.tidying.tree import class_words

__all__ = ["tidy_code", "tidy_formulas"]

_NUMBERS = ".linenos,.lineno,.line-numbers,.line-numbers-rows,.gutter,.lnt"
_OWN_LINE = ("div", "li", "p", "tr")


def tidy_code(root: Node) -> None:
    """Take line numbers and the name of the language from code, and part its lines."""
    for table in root.find_all("table"):
        numbered = table.select_one(_NUMBERS)
        code = table.select("td:not(.linenos):not(.gutter) pre")
        if numbered is not None and code and len(table.find_all("tr")) == 1:
            table.replace_with(code[-1])
    for pre in root.find_all("pre"):
        for number in pre.select(_NUMBERS):
            number.decompose()
        if any(pre.find(tag) for tag in ("br", *_OWN_LINE)):
            pre.set_text(_lines(pre))
    for label in root.select("span.lang"):
        if any(isinstance(each, Element) and each.tag == "pre" for each in label.next_siblings):
            label.decompose()


def _lines(pre: Element) -> str:
    """Return the text of code each of whose lines is an element, or ends with <br>."""
    parts: list[str] = []
    stack: list[Node | str] = [pre]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            parts.append("" if parts and parts[-1].endswith("\n") else each)
        elif isinstance(each, Text):
            parts.append(each.data)
        elif isinstance(each, Element) and each.tag == "br":
            parts.append("\n")
        else:
            if isinstance(each, Element) and each.tag in _OWN_LINE:
                stack.append("\n")
            stack.extend(reversed(each.children))
    return "".join(parts)


def tidy_formulas(root: Node) -> None:
    """Keep of a formula, which tools write two or three times, what its author wrote."""
    for formula in root.find_all("math"):
        written = formula.select_one("annotation")
        formula.replace_with(E.span(text_of(written if written is not None else formula)))
    for shown in root.select(".katex-html,mjx-assistive-mml,.MathJax_Preview"):
        if "katex" not in class_words(shown) or shown.previous_sibling is not None:
            shown.decompose()
