"""A template's tags that nothing has replaced: `{% block main %}`, `@section('main')`, PHP."""

from __future__ import annotations

import re
from itertools import islice

from turbohtml import Comment, E, Element, Node, ProcessingInstruction, Text

from corpus.readers.html.names import INLINE, LITERAL, words_beside
from corpus.readers.markdown.generator import COMMENTED, LIQUID

__all__ = ["one_node_each", "tidy_template_tags"]

_TAG = re.compile(
    rf"{LIQUID}"  # and Django's, Jinja's, Twig's
    r"|\{#(?:(?!#\}).){1,2000}#\}"
    r"|\{\{--(?:(?!--\}\}).){1,2000}--\}\}"  # Blade
    r"|<%[@#-](?:(?!%>).){1,2000}%>",  # ASP, ERB
    re.DOTALL,
)
_COMMENTED = re.compile(rf"(?:{COMMENTED}|\{{#(?:(?!#\}}).){{1,2000}}#\}})", re.DOTALL)
_FIRST_TAG = re.compile(r"<(/?)[a-z]", re.IGNORECASE)
_ARGUMENTS = r"\((?:[^()]|\([^()]{0,500}\)){0,2000}\)"
_DIRECTIVES = re.compile(rf"(?:@[a-z]{{2,20}}\s?(?:{_ARGUMENTS})?\s*)+", re.IGNORECASE)
_DIRECTIVE = re.compile(rf"@(?:[a-z]{{2,20}}\s?{_ARGUMENTS}|end[a-z]{{2,20}})", re.IGNORECASE)
"""One that is no person's handle."""
_PHP = re.compile(r"<\?(?:php\b|=|\s)(?:(?!\?>).){0,5000}\?>", re.DOTALL | re.IGNORECASE)
_WRITES = re.compile(
    r"=|(?:echo|print|printf)\b"
    r"|(?!(?:if|else|elseif|for|foreach|while|switch|use|include|require|return|exit|die|end)\b"
    r"|(?:include|require)_once\b)(?:\$?\w+(?:->|::|\\))*\w+\s*\(.*\)\s*;?",
    re.DOTALL | re.IGNORECASE,
)
"""What writes a value in PHP: `= $fee`, `echo fee();`, `fee('x')`; other statements don't."""
_MOST = 2_000
"""Of such parts: made elements share a hash, so that each costs what all before it do."""
_GREATER = "\ue000"
"""Stands for ">" within PHP, which would end its node."""


def one_node_each(text: str) -> str:
    """Return a page's text so that each part of it that is PHP is parsed as one node.

    So is a template's comment, where it hides elements.
    """
    shown = _COMMENTED.sub(_hidden, text)
    return _PHP.sub(lambda match: match[0][:-1].replace(">", _GREATER) + ">", shown)


def _hidden(comment: re.Match[str]) -> str:
    """Return a comment as HTML writes one, as long as it was.

    One that begins with an element's end is none, but two tags that the page speaks of.
    """
    first = _FIRST_TAG.search(comment[0])
    if first is None or first[1] or "--" in comment[0]:
        return comment[0]
    return f"<!-- {comment[0][5:-3]}-->"


def tidy_template_tags(root: Node) -> dict[Element, str]:
    """Take a template's tags out of the text; return those that stand alone, to be reported."""
    lone: dict[Element, str] = {}
    _show_values(root)
    texts = [each for each in root.descendants if isinstance(each, Text)]
    signed = (each.data.strip() for each in texts if "@" in each.data)
    blade = any(_DIRECTIVES.fullmatch(each) and _DIRECTIVE.search(each) for each in signed)
    for text in texts:
        around = text.parent
        if isinstance(around, Element) and around.tag in LITERAL:
            continue
        rest = _TAG.sub(" ", text.data)
        left = rest.strip()
        said = _DIRECTIVES.fullmatch(left) is not None
        if said and (_DIRECTIVE.search(left) or (blade and not _is_within_sentence(text))):
            left = ""
        if not left and text.data.strip():
            text.replace_with(made := E.span(text.data))
            lone[made] = "of the site's generator"
        elif rest != text.data:
            text.replace_with(E.span(rest))
    return lone


def _show_values(root: Node) -> None:
    """Put PHP that writes a value within a sentence into the text: else a hole would be quoted."""
    codes = (e for e in root.descendants if isinstance(e, Comment | ProcessingInstruction))
    for code in [*islice(codes, _MOST)]:
        written = code.data.strip("? \t\r\n").replace(_GREATER, ">")
        if _WRITES.match(written) and _is_within_sentence(code):
            code.replace_with(E.span(f"<?{'' if written[0] == '=' else 'php '}{written} ?>"))


def _is_within_sentence(node: Node) -> bool:
    """Tell whether running text stands beside a node, or beside what of it holds that."""
    for each in (node, *node.ancestors):
        if words_beside(each.previous_siblings) or words_beside(each.next_siblings):
            return True
        if not isinstance(each.parent, Element) or each.parent.tag not in INLINE:
            break
    return False
