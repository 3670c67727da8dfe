"""reStructuredText's directives by what they do, beside those that MyST writes, too."""

from __future__ import annotations

import re

__all__ = [
    "AUTO",
    "CODE",
    "FILES",
    "NAMES_ALONE",
    "NO_TEXT",
    "OBJECTS",
    "OF_DOCUTILS",
    "PLAIN",
    "SUBSTITUTED",
]

OF_DOCUTILS = re.compile(
    r"attention|caution|danger|error|hint|important|note|tip|warning|admonition|topic|sidebar|"
    r"line-block|parsed-literal|math|rubric|epigraph|highlights|pull-quote|compound|table|"
    r"csv-table|list-table|figure|image"
)
SUBSTITUTED = re.compile(r"replace|unicode")
NO_TEXT = re.compile(
    r"raw|meta|header|footer|target-notes|title|date|default-role|default-domain|todo|todolist|"
    r"(?:py:|js:)?(?:current)?module|program|tabularcolumns|sectionauthor|codeauthor|"
    r"testsetup|testcleanup|youtube|vimeo|video|post|nocontent"
)
FILES = re.compile(r"include|literalinclude|mdinclude")
CODE = re.compile(
    r"code|code-block|sourcecode|code-tab|code-cell|prompt|productionlist|doctest|testcode|"
    r"testoutput|ipython|jupyter-execute|mermaid|graphviz|graph|digraph|plantuml|uml"
)
PLAIN = re.compile(r"seealso|centered")
OBJECTS = re.compile(
    r"(?!prf:|proof:)[a-z]{1,10}:[\w:-]+|function|method|data|attribute|exception|decorator|"
    r"staticmethod|classmethod|property|option|envvar|confval|setting|describe|object"
)
"""Those whose lines name what is described below them."""
AUTO = re.compile(r"auto(?!summary)\w+")
NAMES_ALONE = re.compile(r"class|rst-class|cssclass|ifconfig|ifslides|jinja|tabs")
"""Those whose first line is no text, beside `UNTITLED`."""
