"""A file's tree, as docutils reads it: no other file is read, and nothing is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, directives, states
from docutils.statemachine import string2lines
from docutils.transforms import references
from docutils.utils import new_document

from corpus.errors import ArticleError
from corpus.readers.rst.directives import found_directive
from corpus.readers.rst.roles import RoleText

__all__ = ["read_tree"]

_SETTINGS = {
    **{"file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True},
    **{"report_level": 5, "halt_level": 5, "warning_stream": False, "syntax_highlight": "none"},
    **{"auto_id_prefix": "id", "smart_quotes": False, "pep_references": False},
}
_TRANSFORMS = (
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
)
"""What finds where links lead. What they don't find stays a link by its words."""
_LONGEST_LINE = 10_000
"""Characters, as is docutils' own limit: its patterns go over a line again and again."""
_MOST_CORNERS = 20_000
_LOCK = Lock()


def read_tree(text: str, path: str) -> nodes.document:
    """Return the tree of a text; ArticleError where a line is too long."""
    settings = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document(path, settings)
    machine = states.RSTStateMachine(states.state_classes, "Body")
    lines = string2lines(text, tab_width=settings.tab_width, convert_whitespace=True)
    _refuse(lines, path)
    with _own_directives():
        machine.run(lines, document, inliner=RoleText(path))
    document.transformer.add_transforms(_TRANSFORMS)
    document.transformer.apply_transforms()
    return document


def _refuse(lines: Sequence[str], path: str) -> None:
    """Raise ArticleError for what docutils would take minutes for."""
    corners = 0
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            reason = f"over {_LONGEST_LINE:,} characters in a line: break it into several"
            raise ArticleError(path, reason, number)
        drawn = line.lstrip()
        corners = corners + drawn.count("+") if drawn.startswith(("+", "|")) else 0
        if corners > _MOST_CORNERS:
            reason = f"a table drawn with over {_MOST_CORNERS:,} corners: split it"
            raise ArticleError(path, reason, number)


@contextmanager
def _own_directives() -> Iterator[None]:
    """Have docutils find this project's directives: there is one place for all of a process."""
    with _LOCK:
        theirs = directives.directive
        directives.directive = found_directive(theirs)
        try:
            yield
        finally:
            directives.directive = theirs
