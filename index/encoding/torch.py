"""A model run by sentence-transformers itself: slow to start, but there is none it can't run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoding.model import Encoded
from index.encoding.quiet import quiet
from index.encoding.weights import not_installed
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["MODEL", "TorchEncoder", "load_model"]

MULTI_VECTOR = ("MultiVectorEncoder", "ColBERT", "HF_ColBERT")
"""What sentence-transformers, PyLate and Stanford's ColBERT name the kind in a model's folder."""
MODEL = "model"
"""Where in an encoder's folder the model itself lies."""


class TorchEncoder:
    """A model that ONNX can't express, with the same two kinds of vectors."""

    def __init__(self, folder: Path) -> None:
        self.info = EncoderInfo.read(folder)
        self._model = load_model(str(folder / MODEL)).eval()

    def ready(self) -> None:
        """Do nothing: it is loaded."""

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:
        """Encode the texts, in order; `query` chooses the model's prompt for questions."""
        prompt = self.info.query_prompt if query else self.info.passage_prompt
        return [self._encode(text, prompt) for text in texts]

    def read(self, question: str, passages: Sequence[str]) -> None:
        """Return None: what is run by torch has no reader."""

    def _encode(self, text: str, prompt: str) -> Encoded:
        import torch

        batch = self._model.tokenizer(
            [prompt + text],
            return_tensors="pt",
            truncation=True,
            max_length=self.info.max_tokens,
            return_special_tokens_mask=True,
            return_offsets_mapping=True,
        )
        special = batch.pop("special_tokens_mask")[0].bool()
        offsets = batch.pop("offset_mapping")[0] - len(prompt)
        with torch.inference_mode():
            out = self._model({name: batch[name] for name in self.info.inputs})
        kept = ~special & (offsets[:, 0] >= 0)
        vectors = torch.nn.functional.normalize(out["token_embeddings"][0], dim=-1)
        dense = torch.nn.functional.normalize(out["sentence_embedding"][0], dim=-1)
        return Encoded(
            dense.numpy().astype(np.float32),
            vectors[kept].numpy().astype(np.float32),
            batch["input_ids"][0][kept].numpy().astype(np.int32),
            offsets[kept].numpy().astype(np.int32),
        )


def _is_multi_vector(source: str) -> bool:
    """Whether a model was saved as one of ColBERT's kind, which gives vectors of tokens alone."""
    from sentence_transformers.util import load_file_path

    def described(name: str) -> dict[str, Any]:
        path = load_file_path(source, name)
        return {} if path is None else json.loads(Path(path).read_text("utf-8"))

    kinds = [described("config_sentence_transformers.json").get("model_type")]
    kinds += (described("config.json").get("architectures") or [])[:1]
    return any(kind in MULTI_VECTOR for kind in kinds)


def _with_dense_vector(source: str, **kwargs: Any) -> SentenceTransformer:  # noqa: ANN401
    """Load a model of ColBERT's kind, with the mean of its token vectors as the dense one."""
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer
    from sentence_transformers.multi_vector_encoder.modules import MultiVectorMask
    from sentence_transformers.sentence_transformer.modules import Pooling

    loaded = MultiVectorEncoder(source, device="cpu", **kwargs)
    # Which tokens count is decided here: those with a letter or digit.
    kept = [module for module in loaded if not isinstance(module, MultiVectorMask)]
    pooling = Pooling(loaded.get_embedding_dimension(), "mean")
    prompts = {name: prompt or "" for name, prompt in (loaded.prompts or {}).items()}
    return SentenceTransformer(modules=[*kept, pooling], prompts=prompts, device="cpu")


def load_model(source: str, **kwargs: Any) -> SentenceTransformer:  # noqa: ANN401
    """Load a sentence-transformers model.

    Raises EncoderError for a folder that holds none, and where the library isn't installed.
    """
    with quiet():
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        except ModuleNotFoundError as error:
            raise not_installed(source, error) from None
        disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            if _is_multi_vector(source):
                return _with_dense_vector(source, **kwargs)
            return SentenceTransformer(source, device="cpu", **kwargs)
        except Exception as error:  # a broken folder fails in as many ways as it can be broken
            raise EncoderError(f"{source}: not a sentence-transformers model: {error}") from error
