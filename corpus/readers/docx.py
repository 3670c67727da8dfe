"""Word's documents, through mammoth: what it makes of them is read as a page."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from functools import partial

from corpus.article import Skipped
from corpus.draft import Draft
from corpus.errors import ArticleError
from corpus.overrides import Overrides
from corpus.readers.docx_looks import with_structure
from corpus.readers.docx_numbers import with_values
from corpus.readers.docx_written import as_shown, text_size
from corpus.readers.html.page import read_page
from corpus.source import MAX_LINES, Source
from corpus.white_space import collapse

__all__ = ["read_docx"]

_PARAGRAPH = re.compile(rb"<\w{1,20}:p[\s>]")
_MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of the texts in it."""
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Caption'] => p.caption:fresh"
_IGNORED = "An unrecognised element was ignored: "


def read_docx(data: bytes, path: str, overrides: Overrides) -> Draft:
    """Read a Word document into a draft; ArticleError where it is none, or has no text."""
    import mammoth  # 100 ms, for the few files that need it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            texts = [each for each in file.infolist() if each.filename.endswith((".xml", ".rels"))]
            if sum(each.file_size for each in texts) > _MOST_UNPACKED:
                reason = f"over {_MOST_UNPACKED // 2**20} MiB of text: split the file"
                raise ArticleError(path, reason)
            # Turning them into a page takes a minute for some 200,000.
            if sum(len(_PARAGRAPH.findall(file.read(each))) for each in texts) > MAX_LINES:
                raise ArticleError(path, f"over {MAX_LINES:,} paragraphs: split the file")
        made = mammoth.convert_to_html(
            io.BytesIO(as_shown(data)),
            style_map=_STYLES,
            transform_document=partial(with_structure, size=text_size(data)),
            convert_image=mammoth.images.img_element(lambda _: {}),
        )
    except ArticleError:
        raise
    except Exception as error:  # damaged files fail in as many ways as there are libraries
        reason = f"no Word document that can be read ({collapse(str(error)) or 'damaged'})"
        raise ArticleError(path, f"{reason}: save it anew as .docx") from error
    source = Source(with_values(made.value), path, hashlib.sha256(data).hexdigest())
    draft = read_page(source, overrides, lined=False)
    ignored = {each.message for each in made.messages if each.message.startswith(_IGNORED)}
    draft.warnings += [
        Skipped(path, None, f"left out, if there was text in it: {each.removeprefix(_IGNORED)}")
        for each in sorted(ignored)
    ]
    return draft
