"""A file's tree as HTML, as Sphinx writes it; each element stands in the line of the file's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from docutils import nodes

from corpus.article import Skipped
from corpus.errors import ArticleError, cut
from corpus.readers.rst.directives import LEFT_OUT
from corpus.readers.rst.fields import head_of
from corpus.readers.rst.roles import LABEL
from corpus.white_space import collapse

__all__ = ["written_page"]

_TAGS = {
    **{"paragraph": "p", "caption": "figcaption"},
    **{
        "bullet_list": "ul",
        "enumerated_list": "ol",
        "list_item": "li",
        "block_quote": "blockquote",
    },
    **dict.fromkeys(("definition_list", "field_list", "option_list"), "dl"),
    **dict.fromkeys(("term", "field_name"), "dt"),
    **dict.fromkeys(("definition", "field_body", "description"), "dd"),
    **{"emphasis": "em", "strong": "strong", "literal": "code", "math": "code"},
    **{"subscript": "sub", "superscript": "sup", "title_reference": "cite"},
    **{"table": "table", "thead": "thead", "tbody": "tbody", "row": "tr", "figure": "figure"},
    **dict.fromkeys(("legend", "compound", "container", "line_block", "line"), "div"),
    **dict.fromkeys(("topic", "sidebar"), "details"),
    **{"section": "section", "transition": "hr"},
}
_CODE = ("literal_block", "doctest_block", "math_block")
_UNSEEN = (
    *("comment", "target", "pending", "image", "substitution_definition", "decoration", "meta"),
    *("colspec", "classifier", "label", "option_group"),
)
"""What holds no text of the page, and what is written with another."""
_TITLED = ("note", "attention", "caution", "danger", "error", "hint", "important", "tip", "warning")
_OUTERMOST_HEADING = 6
_UNSURE_ID = re.compile(r"id\d+")
"""An id that a site may well give something else."""
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_SUBSTITUTED = 100_000
"""How often substitutions are written in a file at most."""
_MOST_UNKNOWN = 5
"""Substitutions of which it is said that the file doesn't say what they stand for."""
_LONGEST = 16 * 1024 * 1024
"""Characters of a page, which is about as long as its file where no substitution is repeated."""
_ERROR = 3
"""The level of a message of docutils from which on something was not read."""
_ADORNED = re.compile(r"(\W)\1*")


class _Open(NamedTuple):
    """An element whose children are being written."""

    children: Iterator[nodes.Node]
    end: str
    substituted: str | None = None


def written_page(document: nodes.document, path: str) -> tuple[str, list[Skipped]]:
    """Return a tree as a page, and what of the file was not read."""
    page = _Page(document, path)
    page.write()
    return "".join(page.parts), page.warnings


class _Page:
    def __init__(self, document: nodes.document, path: str) -> None:
        self.document = document
        self.path = path
        self.parts: list[str] = []
        self.warnings: list[Skipped] = []
        self.line = 1
        self.length = 0
        self.levels = 0
        self.substituted: list[str] = []
        """Names of the substitutions that are being written."""
        self.times = 0
        self.verbatim = 0
        """How many elements are open whose lines stay as they are."""
        self.unknown: set[str] = set()

    def write(self) -> None:
        head, read = head_of(self.document)
        self.put(f"{head}<body>")
        self.read = read
        stack = [_Open(iter(self.document.children), "</body>")]
        while stack:
            node = next(stack[-1].children, None)
            if node is None:
                done = stack.pop()
                self.leave(done)
            elif isinstance(node, nodes.Text):
                text = node.astext()
                self.put(escape(text if self.verbatim else re.sub(r"\s*\n\s*", " ", text)))
            elif (opened := self.enter(node)) is not None:
                stack.append(opened)

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.line += text.count("\n")
        self.length += len(text)
        if self.length > _LONGEST:
            reason = f"over {_LONGEST // 2**20} MiB with its substitutions: split the file"
            raise ArticleError(self.path, reason)

    def leave(self, done: _Open) -> None:
        self.put(done.end)
        if done.substituted:
            self.substituted.pop()
        if done.end == "</section>":
            self.levels -= 1
        elif done.end == "</pre>":
            self.verbatim -= 1

    def begin(self, node: nodes.Node, tag: str, attributes: str = "") -> None:
        """Write how an element begins, in its own line if that is still ahead."""
        line = _first_line(node) if isinstance(node, nodes.row) else node.line
        if line and line > self.line:
            self.put("\n" * (line - self.line))
        self.put(f"<{tag}{attributes}>")

    def enter(self, node: nodes.Node) -> _Open | None:
        """Write what a node begins with; return what follows, None where it is all written."""
        assert isinstance(node, nodes.Element)
        name = node.tagname
        if name in _UNSEEN or node is self.read:
            return None
        special = getattr(self, f"_{name}", None)
        if special is not None:
            found: _Open | None = special(node)
            return found
        if name in _CODE:
            self.begin(node, "pre")
            self.verbatim += 1
            return _Open(iter(node.children), "</pre>")
        if name in _TITLED:
            self.begin(node, "div", f' class="admonition {name}"')
            return _Open(iter(node.children), "</div>")
        tag = _TAGS.get(name)
        if tag is None:
            return _Open(iter(node.children), "")
        self.begin(node, tag, _attributes(node))
        return _Open(iter(node.children), f"</{tag}>") if tag != "hr" else None

    def _section(self, node: nodes.Element) -> _Open:
        self.levels += 1
        own = next((each for each in node["ids"] if not _UNSURE_ID.fullmatch(each)), None)
        self.put(f'<section id="{escape(own)}">' if own else "<section>")
        return _Open(iter(node.children), "</section>")

    def _title(self, node: nodes.Element) -> _Open:
        parent = node.parent.tagname
        if parent == "section":
            tag = f"h{min(self.levels, _OUTERMOST_HEADING)}"
            self.begin(node, tag)
        elif parent == "table":
            tag = "caption"
            self.begin(node, tag)
        elif parent == "admonition":
            tag = "p"
            self.begin(node, tag, ' class="admonition-title"')
        else:
            tag = "summary"
            self.begin(node, tag)
        return _Open(iter(node.children), f"</{tag}>")

    def _rubric(self, node: nodes.Element) -> _Open:
        """A heading that stands outside the order of the others."""
        self.begin(node, "p")
        self.put("<strong>")
        return _Open(iter(node.children), "</strong></p>")

    def _subtitle(self, node: nodes.Element) -> _Open:
        self.begin(node, "p")
        return _Open(iter(node.children), "</p>")

    def _admonition(self, node: nodes.Element) -> _Open:
        self.begin(node, "div", ' class="admonition"')
        return _Open(iter(node.children), "</div>")

    def _term(self, node: nodes.Element) -> _Open:
        """A term, with the kinds that stand behind it in its line."""
        said: list[nodes.Node] = list(node.children)
        behind = node.parent.children[node.parent.index(node) + 1 :]
        for each in behind:
            if not isinstance(each, nodes.classifier):
                break
            said += [nodes.Text(" : "), *each.children]
        self.begin(node, "dt")
        return _Open(iter(said), "</dt>")

    def _option_list_item(self, node: nodes.Element) -> _Open:
        names = ", ".join(each.astext() for each in node.children[0].children)
        self.begin(node, "dt")
        self.put(f"{escape(names)}</dt>")
        return _Open(iter(node.children), "")

    def _entry(self, node: nodes.Element) -> _Open:
        row = node.parent
        headed = isinstance(row.parent, nodes.thead)
        group = row.parent.parent
        columns = [each for each in group.children if isinstance(each, nodes.colspec)]
        at = row.index(node)
        stub = at < len(columns) and bool(columns[at].get("stub"))
        tag = "th" if headed or stub else "td"
        spans = (("colspan", "morecols"), ("rowspan", "morerows"))
        written = (f' {name}="{node[more] + 1}"' for name, more in spans if node.get(more))
        self.begin(node, tag, "".join(written))
        return _Open(iter(node.children), f"</{tag}>")

    def _reference(self, node: nodes.Element) -> _Open:
        target = node.get("refuri")
        if target is None and "refid" in node:
            target = f"#{self.id_of(node['refid'])}"
        return self.link(node, target)

    def link(self, node: nodes.Element, target: str | None) -> _Open:
        if target is None:
            return _Open(iter(node.children), "")
        self.put(f'<a href="{escape(target)}">')
        return _Open(iter(node.children), "</a>")

    def id_of(self, name: str) -> str:
        """Return the id that is written for what has an id."""
        node = self.document.ids.get(name)
        return str(node["ids"][0]) if isinstance(node, nodes.section) else name

    def _inline(self, node: nodes.Element) -> _Open:
        """What a role shows; where that is a label of this file, what stands there."""
        own = self.document.nameids.get(node[LABEL]) if LABEL in node else None
        labelled = self.document.ids.get(own) if own else None
        if not isinstance(labelled, nodes.section):
            return _Open(iter(node.children), "")
        title = next(iter(labelled.findall(nodes.title)), None)
        opened = self.link(node, f"#{labelled['ids'][0]}")
        return _Open(iter([nodes.Text(title.astext())] if title else []), opened.end)

    def _footnote_reference(self, node: nodes.Element) -> _Open:
        target = node.get("refid", "")
        own = next(iter(node["ids"]), "")
        self.put(f'<a class="footnote-reference" href="#{escape(target)}" id="{escape(own)}"')
        self.put(' role="doc-noteref">[')
        return _Open(iter(node.children), "]</a>")

    def _citation_reference(self, node: nodes.Element) -> _Open:
        self.put("[")
        return _Open(iter(node.children), "]")

    def _footnote(self, node: nodes.Element) -> _Open:
        own = next(iter(node["ids"]), "")
        back = next(iter(node.get("backrefs", [])), "")
        self.begin(node, "aside", f' class="footnote" id="{escape(own)}" role="doc-footnote"')
        link = f'<a role="doc-backlink" href="#{escape(back)}">{escape(_label(node))}</a>'
        self.put(f'<span class="label">[{link}]</span>')
        return _Open(iter(node.children), "</aside>")

    def _citation(self, node: nodes.Element) -> _Open:
        said: list[nodes.Node] = [nodes.Text(f"[{_label(node)}] ")]
        for each in node.children[1:]:
            first = len(said) == 1 and isinstance(each, nodes.paragraph)
            said += each.children if first else [each]
        self.begin(node, "div")
        return _Open(iter(said), "</div>")

    def _attribution(self, node: nodes.Element) -> _Open:
        self.begin(node, "p")
        self.put("— ")
        return _Open(iter(node.children), "</p>")

    def _raw(self, node: nodes.Element) -> None:
        if reason := node.get(LEFT_OUT):
            self.warnings.append(Skipped(self.path, node.line, reason))
        elif _BREAK.fullmatch(node.astext()):
            self.put("<br>")

    def _substitution_reference(self, node: nodes.Element) -> _Open:
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
            return _Open(iter(()), "")
        self.times += 1
        if name in self.substituted or self.times > _SUBSTITUTED:
            reason = f"the substitution {cut(f'|{name}|')} has no end: write what it stands for"
            raise ArticleError(self.path, reason, _line_of(node))
        self.substituted.append(name)
        return _Open(iter(definitions[name].children), "", name)

    def _system_message(self, node: nodes.Element) -> None:
        """What docutils couldn't read, as it stands in the file."""
        shown = [each for each in node.children if isinstance(each, nodes.literal_block)]
        if node["level"] < _ERROR or not shown:
            return
        message = next(iter(node.findall(nodes.paragraph)), node).astext()
        text = "\n".join(each.astext() for each in shown)
        lines = [line.strip() for line in text.splitlines()]
        titled = [line for line in lines if line and not _ADORNED.fullmatch(line)]
        line = node.get("line")
        if "title" in message.lower() and len(titled) == 1 and len(lines) > 1:
            node.line = line
            self.begin(node, f"h{min(self.levels + 1, _OUTERMOST_HEADING)}")
            self.put(f"{escape(titled[0])}</h{min(self.levels + 1, _OUTERMOST_HEADING)}>")
            return
        self.warnings.append(Skipped(self.path, line, f"read as it stands: {collapse(message)}"))
        self.begin(node, "pre")
        self.put(f"{escape(text)}</pre>")


def _attributes(node: nodes.Element) -> str:
    return f' start="{node["start"]}"' if "start" in node else ""


def _label(node: nodes.Element) -> str:
    first: Iterable[nodes.Node] = node.children[:1]
    return next((each.astext() for each in first if isinstance(each, nodes.label)), "")


def _first_line(node: nodes.Node) -> int | None:
    """Return the first line of what a node holds, where it has none itself."""
    return next((each.line for each in node.findall() if each.line), None)


def _line_of(node: nodes.Node) -> int | None:
    """Return the line of a node, or of the nearest one around it that has one."""
    around: nodes.Node | None = node
    while around is not None and not around.line:
        around = around.parent
    return around.line if around is not None else None
