"""Links, notes and substitutions of a file's tree: what stands for something else in it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from docutils import nodes

from corpus.article import Skipped
from corpus.errors import ArticleError, cut
from corpus.readers.rst.roles import LABEL
from corpus.readers.rst.writing import Opened, Writing

__all__ = ["References"]

_SUBSTITUTED = 100_000
"""How often substitutions are written in a file at most."""
_MOST_UNKNOWN = 5
"""Substitutions of which it is said that the file doesn't say what they stand for."""


class References(Writing):
    """Writes what leads to another place, or is written in another's place."""

    def _reference(self, node: nodes.Element) -> Opened:
        target = node.get("refuri")
        if target is None and "refid" in node:
            target = f"#{self.id_of(node['refid'])}"
        return self.link(node, target)

    def link(self, node: nodes.Element, target: str | None) -> Opened:
        """Begin a link to a target, or words alone where there is none."""
        if target is None:
            return Opened(iter(node.children), "")
        self.put(f'<a href="{escape(target)}">')
        return Opened(iter(node.children), "</a>")

    def id_of(self, name: str) -> str:
        """Return the id that is written for what has an id."""
        node = self.document.ids.get(name)
        return str(node["ids"][0]) if isinstance(node, nodes.section) else name

    def _inline(self, node: nodes.Element) -> Opened:
        """What a role shows; where that is a label of this file, what stands there."""
        own = self.document.nameids.get(node[LABEL]) if LABEL in node else None
        labelled = self.document.ids.get(own) if own else None
        if not isinstance(labelled, nodes.section):
            return Opened(iter(node.children), "")
        title = next(iter(labelled.findall(nodes.title)), None)
        opened = self.link(node, f"#{labelled['ids'][0]}")
        return Opened(iter([nodes.Text(title.astext())] if title else []), opened.end)

    def _footnote_reference(self, node: nodes.Element) -> Opened:
        target = node.get("refid", "")
        own = next(iter(node["ids"]), "")
        self.put(f'<a class="footnote-reference" href="#{escape(target)}" id="{escape(own)}"')
        self.put(' role="doc-noteref">[')
        return Opened(iter(node.children), "]</a>")

    def _citation_reference(self, node: nodes.Element) -> Opened:
        self.put("[")
        return Opened(iter(node.children), "]")

    def _footnote(self, node: nodes.Element) -> Opened:
        if not isinstance(node.parent, nodes.document | nodes.section):
            return self._citation(node)  # within an item it is a part of that
        own = next(iter(node["ids"]), "")
        back = next(iter(node.get("backrefs", [])), "")
        self.begin(node, "aside", f' class="footnote" id="{escape(own)}" role="doc-footnote"')
        link = f'<a role="doc-backlink" href="#{escape(back)}">{escape(_label(node))}</a>'
        self.put(f'<span class="label">[{link}]</span>')
        return Opened(iter(node.children), "</aside>")

    def _citation(self, node: nodes.Element) -> Opened:
        said: list[nodes.Node] = [nodes.Text(f"[{_label(node)}] ")]
        for each in node.children[1:]:
            first = len(said) == 1 and isinstance(each, nodes.paragraph)
            said += each.children if first else [each]
        self.begin(node, "div")
        return Opened(iter(said), "</div>")

    def _substitution_reference(self, node: nodes.Element) -> Opened:
        """What a substitution stands for; as it was typed where this file doesn't say."""
        written = str(node.get("refname", node.astext()))
        definitions = self.document.substitution_defs
        name = written if written in definitions else None
        name = name or self.document.substitution_names.get(written.lower())
        if name is None:
            self.put(f"|{escape(node.astext())}|")
            if written not in self.unknown and len(self.unknown) < _MOST_UNKNOWN:
                self.unknown.add(written)
                reason = f"{cut(f'|{written}|')} stands for nothing in this file: read as typed"
                self.warnings.append(Skipped(self.path, _line_of(node) or self.line, reason))
            return Opened(iter(()), "")
        self.times += 1
        if name in self.substituted or self.times > _SUBSTITUTED:
            reason = f"the substitution {cut(f'|{name}|')} has no end: write what it stands for"
            raise ArticleError(self.path, reason, _line_of(node))
        self.substituted.append(name)
        return Opened(iter(definitions[name].children), "", name)


def _label(node: nodes.Element) -> str:
    first: Iterable[nodes.Node] = node.children[:1]
    return next((each.astext() for each in first if isinstance(each, nodes.label)), "")


def _line_of(node: nodes.Node) -> int | None:
    """Return the line of a node, or of the nearest one around it that has one."""
    around: nodes.Node | None = node
    while around is not None and not around.line:
        around = around.parent
    return around.line if around is not None else None
