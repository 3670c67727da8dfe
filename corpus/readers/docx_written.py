"""What Word shows of a document, written into its file before mammoth reads it."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from corpus.readers.docx_numbers import write_numbers

__all__ = ["as_shown", "text_size"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_OFF = ("0", "false", "off")
_DEFAULT_SIZE = 10.0
"""Points of a text whose file says nothing of them, by the standard of the format."""


def as_shown(data: bytes) -> bytes:
    """Return a document with its lists' numbers as text, and without what Word doesn't show.

    It is returned as it is where it has neither.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        if _DOCUMENT not in names:
            return data
        document = ET.fromstring(file.read(_DOCUMENT))  # noqa: S314 - bounded by who calls
        numbered = write_numbers(document, file)
        if not (_take_hidden(document, _hidden_styles(file)) | _mark_unfilled(document) | numbered):
            return data
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
            for name in dict.fromkeys(names):
                content = ET.tostring(document) if name == _DOCUMENT else file.read(name)
                written.writestr(name, content)
        return packed.getvalue()


def text_size(data: bytes) -> float:
    """Return the points of the letters of which a document says nothing else."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if _STYLES not in file.namelist():
            return _DEFAULT_SIZE
        styles = ET.fromstring(file.read(_STYLES))  # noqa: S314
    normal = f"{_W}style[@{_W}styleId='Normal']/{_W}rPr/{_W}sz"
    for path in (normal, f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz"):
        found = styles.find(path)
        written = "" if found is None else found.get(f"{_W}val", "")
        if written.isdecimal() and 0 < int(written) < 1000:
            return int(written) / 2
    return _DEFAULT_SIZE


def _take_hidden(document: ET.Element, styles: set[str]) -> bool:
    """Take out the runs that are hidden text; tell whether there is any."""
    found = False
    for paragraph in document.iter(f"{_W}p"):
        props = paragraph.find(f"{_W}pPr/{_W}pStyle")
        hidden = props is not None and props.get(f"{_W}val") in styles
        for run in paragraph.iter(f"{_W}r"):
            style = run.find(f"{_W}rPr/{_W}rStyle")
            by_style = hidden or (style is not None and style.get(f"{_W}val") in styles)
            own = run.find(f"{_W}rPr/{_W}vanish")
            if by_style if own is None else _is_on(own):
                found = True
                run[:] = []
    return found


def _hidden_styles(file: zipfile.ZipFile) -> set[str]:
    if _STYLES not in file.namelist():
        return set()
    styles = ET.fromstring(file.read(_STYLES)).iter(f"{_W}style")  # noqa: S314
    found = ((each, each.find(f"{_W}rPr/{_W}vanish")) for each in styles)
    return {each.get(f"{_W}styleId", "") for each, own in found if own is not None and _is_on(own)}


def _mark_unfilled(document: ET.Element) -> bool:
    """Make a placeholder of what a form's field shows until it is filled in."""
    found = False
    for field in document.iter(f"{_W}sdt"):
        shows = field.find(f"{_W}sdtPr/{_W}showingPlcHdr")
        texts = list(field.iter(f"{_W}t"))
        if shows is not None and _is_on(shows) and texts:
            found = True
            texts[0].text = f"{{{{ {texts[0].text or ''}"
            texts[-1].text = f"{texts[-1].text or ''} }}}}"
    return found


def _is_on(element: ET.Element) -> bool:
    return element.get(f"{_W}val", "") not in _OFF
