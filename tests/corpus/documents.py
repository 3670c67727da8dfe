"""Word documents made for the tests, by what Word itself would write of them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

__all__ = ["docx", "heading", "item", "lines", "note", "paragraph", "run", "table"]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("document.main", "styles", "numbering", "footnotes")
_BULLETS, _NUMBERS, _ANEW = 1, 2, 3


def run(text: str, bold: bool = False, looks: str = "") -> str:
    """A run; `looks` is what else Word writes of its letters, such as "<w:u/>"."""
    props = f"<w:rPr>{'<w:b/>' if bold else ''}{looks}</w:rPr>"
    text = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, style: str = "", bold: bool = False, more: str = "") -> str:
    """A paragraph; `more` is runs behind its text."""
    props = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{props}{run(text, bold)}{more}</w:p>"


def heading(text: str, level: int) -> str:
    return paragraph(text, f"Heading{level}" if level else "Title")


def item(text: str, depth: int = 0, numbered: bool = False, begins_anew: bool = False) -> str:
    kind = _NUMBERS if numbered else _BULLETS
    kind = _ANEW if begins_anew else kind
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{kind}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr>{run(text)}</w:p>"


def lines(*texts: str) -> str:
    """Plain paragraphs, a text or runs each."""
    runs = (text if text.startswith("<") else run(text) for text in texts)
    return "".join(f"<w:p>{each}</w:p>" for each in runs)


def table(rows: list[list[str]]) -> str:
    written = ""
    for number, row in enumerate(rows):
        props = "<w:trPr><w:tblHeader/></w:trPr>" if not number else ""
        cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row)
        written += f"<w:tr>{props}{cells}</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def note(number: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def docx(*body: str, notes: tuple[str, ...] = ()) -> bytes:
    """Return a document of these paragraphs and tables, and of footnotes numbered from 1."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/></w:style>'
        for name, said in [
            ("Title", "Title"),
            *((f"Heading{n}", f"heading {n}") for n in range(1, 7)),
        ]
    )
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{kind}">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/></w:lvl>' for n in range(5))
        + "</w:abstractNum>"
        for kind, form in ((_BULLETS, "bullet"), (_NUMBERS, "decimal"))
    )
    numbers = "".join(
        f'<w:num w:numId="{kind}"><w:abstractNumId w:val="{kind}"/></w:num>'
        for kind in (_BULLETS, _NUMBERS)
    )
    numbers += (
        f'<w:num w:numId="{_ANEW}"><w:abstractNumId w:val="{_NUMBERS}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    footnotes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    types = "".join(
        f'<Override PartName="/word/{part.split(".")[0]}.xml" ContentType="{_TYPE}.{part}+xml"/>'
        for part in _PARTS
    )
    related = "".join(
        f'<Relationship Id="r{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        for part in ("styles", "numbering", "footnotes")
    )
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships {relations}><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f"<Relationships {relations}>{related}</Relationships>",
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{levels}{numbers}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{footnotes}</w:footnotes>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return packed.getvalue()
