"""A template's tags that nothing has replaced: `{% block main %}`, `@section('main')`."""

from __future__ import annotations

import re

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import LITERAL
from corpus.readers.markdown.generator import LIQUID

__all__ = ["tidy_template_tags"]

_TAG = re.compile(
    rf"{LIQUID}"  # and Django's, Jinja's, Twig's
    r"|\{#(?:(?!#\}).){1,2000}#\}"
    r"|\{\{--(?:(?!--\}\}).){1,2000}--\}\}"  # Blade
    r"|<%[@#-](?:(?!%>).){1,2000}%>",  # ASP, ERB
    re.DOTALL,
)
_ARGUMENTS = r"\((?:[^()]|\([^()]{0,500}\)){0,2000}\)"
_DIRECTIVES = re.compile(rf"(?:@[a-z]{{2,20}}\s?(?:{_ARGUMENTS})?\s*)+", re.IGNORECASE)
_DIRECTIVE = re.compile(rf"@(?:[a-z]{{2,20}}\s?{_ARGUMENTS}|end[a-z]{{2,20}})", re.IGNORECASE)
"""One that is no person's handle."""


def tidy_template_tags(root: Node) -> dict[Element, str]:
    """Take a template's tags out of the text; return those that stand alone, to be reported."""
    lone: dict[Element, str] = {}
    for text in [each for each in root.descendants if isinstance(each, Text)]:
        around = text.parent
        if isinstance(around, Element) and around.tag in LITERAL:
            continue
        rest = _TAG.sub(" ", text.data)
        said = rest.strip()
        if _DIRECTIVES.fullmatch(said) and _DIRECTIVE.search(said):
            said = ""
        if not said and text.data.strip():
            text.replace_with(made := E.span(text.data))
            lone[made] = "of the site's generator"
        elif rest != text.data:
            text.replace_with(E.span(rest))
    return lone
