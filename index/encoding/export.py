"""A sentence-transformers model becomes a folder that answers without torch.

A model of BERT's kind, as the default one, is written from its weights; any other one is exported
by torch. What is here runs while an index is built; nothing of it is imported on the way to an
answer.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from index.encoding import adapter as trained
from index.encoding.bert import Bert, read_bert
from index.encoding.onnx import GRAPH, INPUTS, READER_GRAPH, TOKENIZER
from index.encoding.weights import DEFAULT_MODEL, checksum, find_weights
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo

__all__ = ["DEFAULT_MODEL", "exported"]

# Part of the cache key: raise it when the export itself changes.
EXPORT_FORMAT = 5


def exported(model: str, cache: Path, *, notice: Callable[[str], None] = lambda _: None) -> Path:
    """Return the folder of the exported model, exporting it into `cache` where it isn't there.

    A folder whose files no longer have their checksum is exported anew. Raises EncoderError for a
    model that can't be loaded or whose weights are not the published ones.
    """
    from filelock import FileLock

    source, sha256 = find_weights(model)
    adapter = trained.trained_on(sha256)
    named = f"{sha256[:16]}-{adapter[:16]}" if adapter else sha256[:16]
    folder = cache / "encoders" / f"{named}-{EXPORT_FORMAT}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        why = None if os.access(folder.parent, os.W_OK) else os.strerror(errno.EACCES)
    except OSError as error:
        why = error.strerror
    if why:
        raise EncoderError(
            f"{folder.parent}: can't be written to ({why}): set CAREERBOT_CACHE_DIR to a folder "
            "that can"
        )
    # Who comes second waits, and finds the model exported.
    with FileLock(folder.parent / f".{folder.name}.lock"):
        if folder.exists():
            if _whole(folder):
                return folder
            notice(f"The exported model in {folder} is damaged: exporting it again.")
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
            made = Path(temporary) / "encoder"
            made.mkdir()
            bert = read_bert(Path(source))
            if bert is not None:
                info = replace(_written(bert, source, sha256, made), model=model, adapter=adapter)
            else:
                from index.encoding.torch_export import export_by_torch

                info = export_by_torch(model, source, sha256, made, notice)
            replace(info, files_sha256=checksum(_files(made))).write(made)
            if folder.exists():
                folder.rename(Path(temporary) / "damaged")
            made.rename(folder)
    return folder


def _written(bert: Bert, source: str, sha256: str, folder: Path) -> EncoderInfo:
    """Write a model of BERT's kind, with what was trained on its weights, and return what it is."""
    from index.encoding.bert_graph import write_encoder

    encoder = bert
    if trained.described(trained.ADAPTER, sha256) is not None:
        encoder, _ = bert.changed(trained.ADAPTER)
    write_encoder(encoder, folder / GRAPH)
    if trained.described(trained.READER, sha256) is not None:
        from index.encoding.reader_graph import write_reader

        write_reader(*bert.changed(trained.READER), folder / READER_GRAPH)
    shutil.copyfile(Path(source) / TOKENIZER, folder / TOKENIZER)
    return EncoderInfo(
        model="",
        sha256=sha256,
        dimensions=bert.size,
        max_tokens=bert.max_tokens,
        inputs=INPUTS,
    )


def _whole(folder: Path) -> bool:
    """Whether an exported model is as it was written."""
    try:
        return checksum(_files(folder)) == EncoderInfo.read(folder).files_sha256
    except (EncoderError, OSError):
        return False


def _files(folder: Path) -> list[Path]:
    described = folder / "encoder.json"
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != described)
