"""An exported model, run by ONNX Runtime: both kinds of vectors from one forward pass."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.background import in_background
from index.encoding.model import Encoded
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Encoding as Tokens
    from tokenizers import Tokenizer

__all__ = [
    "GRAPH",
    "INPUTS",
    "READER_GRAPH",
    "READER_INPUTS",
    "TOKENIZER",
    "OnnxEncoder",
    "cores",
    "open_session",
]

GRAPH, READER_GRAPH, TOKENIZER = "model.onnx", "reader.onnx", "tokenizer.json"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
READER_INPUTS = ("input_ids", "token_type_ids")
"""Of one pair alone, which is never padded."""
READ_TOKENS = 128
"""Tokens of a question, and of a passage, that are read, as in training."""
LARGEST_COPY = 512 * 1024 * 1024
"""Bytes of weights up to which a process that goes on keeps a copy of its own."""
# Cores that one short question can use; more only wait for each other.
MOST_THREADS = 4
# Tokens of a forward pass while building: little padding, and small enough for the caches.
BATCH_TOKENS = 512


class OnnxEncoder:
    """An exported model, run by ONNX Runtime.

    `folder` holds what `index.encoding.export` writes. Threads open the model and the tokenizer,
    while whoever opens the encoder goes on: `ready` waits for them, and so does the first text.
    The weights are mapped, which is quick; a `lasting` one copies them, so that it goes on whatever
    becomes of the file. Raises EncoderError where the folder doesn't hold a usable encoder.
    """

    def __init__(self, folder: Path, *, threads: int | None = None, lasting: bool = False) -> None:
        import onnxruntime  # noqa: F401 - here, so that the thread can begin with the model

        # No function below may hold the encoder: it ends with whoever used it last.
        self.info = EncoderInfo.read(folder)
        self._lasting = lasting
        self._session = in_background(
            partial(open_session, folder / GRAPH, threads or _threads(), lasting)
        )
        import tokenizers  # noqa: F401

        self._tokenizer = in_background(partial(_tokenizer, folder, self.info))
        # Opened when it is needed first: whoever asks once may not need it. Each thread reads a
        # passage of its own: two that share one wait for each other in every layer.
        reader = folder / READER_GRAPH
        opened = cache(partial(open_session, reader, 1, lasting))
        self._reader = opened if reader.exists() else None
        self._readers = ThreadPoolExecutor(threads or _threads())

    def ready(self) -> None:
        """Wait until model and tokenizer are open; raises EncoderError where they can't be."""
        self._session.result()
        self._tokenizer.result()
        if self._lasting and self._reader is not None:
            self._reader()

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:
        """Encode the texts, in order; `query` chooses the model's prompt for questions."""
        prompt = self.info.query_prompt if query else self.info.passage_prompt
        tokens = self._tokenizer.result().encode_batch([prompt + text for text in texts])
        session = self._session.result()
        encoded: list[Encoded | None] = [None] * len(tokens)
        # Of one length first to last, so that a batch is hardly padded.
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i].ids))
        # Every question by itself: in a batch the last bits of its vectors would depend on what
        # else is asked, for a twentieth of the time.
        for batch in [[i] for i in order] if query else _batches(order, tokens):
            dense, vectors = session.run(
                ["dense", "tokens"], self._feed([tokens[i] for i in batch])
            )
            for row, i in enumerate(batch):
                encoded[i] = _encoded(tokens[i], dense[row], vectors[row], len(prompt))
        return [each for each in encoded if each is not None]

    def read(self, question: str, passages: Sequence[str]) -> NDArray[np.float32] | None:
        """Return how well each passage answers a question, (passages,), the two read together.

        None where the model has no reader.
        """
        if self._reader is None:
            return None
        longest = min(READ_TOKENS, self.info.max_tokens // 2)
        asked, *said = (
            each.ids[: longest - 1] + each.ids[-1:] if len(each.ids) > longest else each.ids
            for each in self._tokenizer.result().encode_batch([question, *passages])
        )
        session = self._reader()
        # An index that was built before has a reader that wants the mask, too.
        wanted = {each.name for each in session.get_inputs()}

        def score(ids: list[int]) -> float:
            # Both end with a separator, and only the question begins with the sign of a beginning.
            pair = np.asarray([asked + ids[1:]], np.int64)
            second = np.arange(pair.shape[1])[None] >= len(asked)
            values = (pair, np.ones_like(pair), second.astype(np.int64))
            named = zip(INPUTS, values, strict=True)
            return float(session.run(None, {k: v for k, v in named if k in wanted})[0][0])

        # One by one: together they would be padded, and round each other's numbers.
        return np.fromiter(self._readers.map(score, said), np.float32, len(said))

    def _feed(self, batch: Sequence[Tokens]) -> dict[str, NDArray[np.int64]]:
        width = max(len(tokens.ids) for tokens in batch)
        feed = {name: np.zeros((len(batch), width), np.int64) for name in self.info.inputs}
        for row, tokens in enumerate(batch):
            feed["input_ids"][row, : len(tokens.ids)] = tokens.ids
            feed["attention_mask"][row, : len(tokens.ids)] = 1
        return feed


def _tokenizer(folder: Path, info: EncoderInfo) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:  # tokenizers raises bare Exception
        raise EncoderError(f"{folder / TOKENIZER}: can't be read: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(info.max_tokens)
    return tokenizer


def cores() -> int:
    """Return how many cores this process may run on."""
    counted = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return counted or 1


def _threads() -> int:
    return min(cores(), MOST_THREADS)


def open_session(graph: Path, threads: int, lasting: bool = False) -> onnxruntime.InferenceSession:
    """Open a graph; raises EncoderError where it can't be."""
    import onnxruntime

    weights = graph.with_name(f"{graph.name}.data")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # The exported graph is fused already: optimising it again only delays the first answer.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that still spin when the reader begins, or when the encoder does again, take its
    # cores: a passage was read in 34 ms instead of 7.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    # Measured and left as they are: without the arena a question takes as long, and with threads
    # that block instead of spinning a quarter longer.
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    try:
        if lasting and weights.exists() and weights.stat().st_size <= LARGEST_COPY:
            copied = weights.read_bytes()
            options.add_external_initializers_from_files_in_memory(
                [weights.name], [copied], [len(copied)]
            )
        return onnxruntime.InferenceSession(str(graph), options, ["CPUExecutionProvider"])
    except Exception as error:  # its own exceptions share no base but Exception
        raise EncoderError(f"{graph}: the model can't be opened: {error}") from error


def _batches(order: Sequence[int], tokens: Sequence[Tokens]) -> list[list[int]]:
    batches: list[list[int]] = []
    for i in order:
        # Lengths rise, so this text would be the batch's longest.
        if batches and (len(batches[-1]) + 1) * len(tokens[i].ids) <= BATCH_TOKENS:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _encoded(
    tokens: Tokens, dense: NDArray[np.float32], vectors: NDArray[np.float32], shift: int
) -> Encoded:
    kept = [i for i, special in enumerate(tokens.special_tokens_mask) if not special]
    offsets = np.asarray([tokens.offsets[i] for i in kept], np.int32).reshape(-1, 2) - shift
    ids = np.asarray([tokens.ids[i] for i in kept], np.int32)
    if shift:
        inside = offsets[:, 0] >= 0  # the prompt's own tokens are not the text's
        kept = [i for i, keep in zip(kept, inside, strict=True) if keep]
        ids, offsets = ids[inside], offsets[inside]
    return Encoded(dense, vectors[kept], ids, offsets)
