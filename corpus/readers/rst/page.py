"""A file's tree as HTML, as Sphinx writes it; each element stands in the line of the file's own."""

from __future__ import annotations

import re
from html import escape

from docutils import nodes

from corpus.article import Skipped
from corpus.readers.rst.directives import LEFT_OUT
from corpus.readers.rst.fields import head_of
from corpus.readers.rst.references import References
from corpus.readers.rst.writing import Opened
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
_ERROR = 3
"""The level of a message of docutils from which on something was not read."""
_ADORNED = re.compile(r"(\W)\1*")


def written_page(document: nodes.document, path: str) -> tuple[str, list[Skipped]]:
    """Return a tree as a page, and what of the file was not read."""
    page = _Page(document, path)
    page.write()
    return "".join(page.parts), page.warnings


class _Page(References):
    """All of a file's tree."""

    def write(self) -> None:
        head, read = head_of(self.document)
        self.put(f"{head}<body>")
        self.read = read
        stack = [Opened(iter(self.document.children), "</body>")]
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

    def leave(self, done: Opened) -> None:
        self.put(done.end)
        if done.substituted:
            self.substituted.pop()
        if done.end == "</section>":
            self.levels -= 1
        elif done.end == "</pre>":
            self.verbatim -= 1

    def enter(self, node: nodes.Node) -> Opened | None:
        """Write what a node begins with; return what follows, None where it is all written."""
        assert isinstance(node, nodes.Element)
        name = node.tagname
        if name in _UNSEEN or node is self.read:
            return None
        special = getattr(self, f"_{name}", None)
        if special is not None:
            found: Opened | None = special(node)
            return found
        if name in _CODE:
            self.begin(node, "pre")
            self.verbatim += 1
            return Opened(iter(node.children), "</pre>")
        if name in _TITLED:
            self.begin(node, "div", f' class="admonition {name}"')
            return Opened(iter(node.children), "</div>")
        tag = _TAGS.get(name)
        if tag is None:
            return Opened(iter(node.children), "")
        self.begin(node, tag, _attributes(node))
        return Opened(iter(node.children), f"</{tag}>") if tag != "hr" else None

    def _section(self, node: nodes.Element) -> Opened:
        self.levels += 1
        own = next((each for each in node["ids"] if not _UNSURE_ID.fullmatch(each)), None)
        self.put(f'<section id="{escape(own)}">' if own else "<section>")
        return Opened(iter(node.children), "</section>")

    def _title(self, node: nodes.Element) -> Opened:
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
        return Opened(iter(node.children), f"</{tag}>")

    def _rubric(self, node: nodes.Element) -> Opened:
        """A heading that stands outside the order of the others."""
        self.begin(node, "p")
        self.put("<strong>")
        return Opened(iter(node.children), "</strong></p>")

    def _subtitle(self, node: nodes.Element) -> Opened:
        self.begin(node, "p")
        return Opened(iter(node.children), "</p>")

    def _admonition(self, node: nodes.Element) -> Opened:
        self.begin(node, "div", ' class="admonition"')
        return Opened(iter(node.children), "</div>")

    def _term(self, node: nodes.Element) -> Opened:
        """A term, with the kinds that stand behind it in its line."""
        said: list[nodes.Node] = list(node.children)
        behind = node.parent.children[node.parent.index(node) + 1 :]
        for each in behind:
            if not isinstance(each, nodes.classifier):
                break
            said += [nodes.Text(" : "), *each.children]
        self.begin(node, "dt")
        return Opened(iter(said), "</dt>")

    def _option_list_item(self, node: nodes.Element) -> Opened:
        names = ", ".join(each.astext() for each in node.children[0].children)
        self.begin(node, "dt")
        self.put(f"{escape(names)}</dt>")
        return Opened(iter(node.children), "")

    def _entry(self, node: nodes.Element) -> Opened:
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
        return Opened(iter(node.children), f"</{tag}>")

    def _attribution(self, node: nodes.Element) -> Opened:
        self.begin(node, "p")
        self.put("— ")
        return Opened(iter(node.children), "</p>")

    def _raw(self, node: nodes.Element) -> None:
        if reason := node.get(LEFT_OUT):
            self.warnings.append(Skipped(self.path, node.line, reason))
        elif _BREAK.fullmatch(node.astext()):
            self.put("<br>")

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
