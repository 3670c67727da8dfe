"""Any model of sentence-transformers becomes a folder that answers without torch, where it can.

torch follows one pass through the model and writes down what it does, and what that gives is
compared with the model itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from index.encoding.onnx import GRAPH, INPUTS, TOKENIZER, OnnxEncoder
from index.encoding.quiet import quiet
from index.encoding.torch import MODEL, load_model
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["export_by_torch", "trace"]

SAMPLE = ["How long does it take?", "What does a project manager do every day, and who asks?"]
MIN_COSINE = 0.9999


def export_by_torch(
    model: str, source: str, sha256: str, folder: Path, notice: Callable[[str], None]
) -> EncoderInfo:
    """Write a model into a folder, and return what it is; what ONNX can't express stays as it is.

    Raises EncoderError for a folder that holds no model, or one without what ranking needs.
    """
    loaded = load_model(source, model_kwargs={"attn_implementation": "eager"}).eval()
    info = _info(model, sha256, loaded)
    try:
        with quiet():
            loaded.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
            _to_onnx(loaded, info, folder)
    except Exception as error:  # whatever stops the export, the model still answers
        first_line = str(error).strip().partition("\n")[0][:200]
        notice(
            f"{model} can't be exported ({type(error).__name__}: {first_line}): "
            "it answers through torch, which takes seconds to start."
        )
        for left in folder.iterdir():
            left.unlink()
        info = replace(info, runtime="torch")
        loaded.save(str(folder / MODEL), create_model_card=False)
    return info


def _info(model: str, sha256: str, loaded: SentenceTransformer) -> EncoderInfo:
    """Describe a model; raises EncoderError where it lacks what every encoder here gives."""
    tokenizer = loaded.tokenizer
    if not getattr(tokenizer, "is_fast", False):
        raise EncoderError(f"{model}: its tokenizer can't say where in a text a token stands")
    inputs = tuple(name for name in INPUTS if name in tokenizer.model_input_names)
    sample = tokenizer(SAMPLE[:1], return_tensors="pt")
    if "token_embeddings" not in loaded({name: sample[name] for name in inputs}):
        raise EncoderError(f"{model}: it gives no vectors of tokens, which ranking needs")
    prompts = loaded.prompts or {}
    return EncoderInfo(
        model=model,
        sha256=sha256,
        dimensions=int(loaded.get_embedding_dimension() or 0),
        max_tokens=int(loaded.max_seq_length or 512),
        inputs=inputs,
        query_prompt=prompts.get("query") or "",
        passage_prompt=prompts.get("document") or prompts.get("passage") or "",
    )


def _to_onnx(loaded: SentenceTransformer, info: EncoderInfo, folder: Path) -> None:
    """Write the graph, its attention and normalisations fused where that leaves it the same."""
    raw = folder / "raw.onnx"
    trace(loaded, info.inputs, raw)
    info.write(folder)
    try:
        _save(raw, folder / GRAPH, loaded)
        _check(folder, loaded)
    except Exception:  # the optimizer knows BERT and its like; of others it may make nonsense
        for left in folder.glob(f"{GRAPH}*"):
            left.unlink()
        _save(raw, folder / GRAPH, None)
        _check(folder, loaded)
    raw.unlink()


def trace(loaded: SentenceTransformer, names: tuple[str, ...], path: Path) -> None:
    """Write the graph of a model as torch follows it, with both kinds of vectors."""
    import torch

    class BothVectors(torch.nn.Module):
        """The dense vector and the token vectors, L2-normalised, from one pass."""

        def __init__(self) -> None:
            super().__init__()
            self.model = loaded

        def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            features = self.model(dict(zip(names, inputs, strict=True)))
            normalize = torch.nn.functional.normalize
            return (
                normalize(features["sentence_embedding"], dim=-1),
                normalize(features["token_embeddings"], dim=-1),
            )

    sample = loaded.tokenizer(SAMPLE, padding=True, return_tensors="pt")
    axes = {name: {0: "batch", 1: "token"} for name in (*names, "tokens")}
    torch.onnx.export(
        BothVectors().eval(),  # the export leaves all below it in the mode it found this in
        tuple(sample[name] for name in names),
        str(path),
        input_names=list(names),
        output_names=["dense", "tokens"],
        dynamic_axes={**axes, "dense": {0: "batch"}},
        dynamo=False,
        opset_version=17,
    )


def _save(raw: Path, graph: Path, loaded: SentenceTransformer | None) -> None:
    """Save a graph with its weights beside it, fused as a model of BERT's kind where one is given.

    Weights of their own are mapped into memory when the graph is opened: only what is needed of
    them is read.
    """
    from onnxruntime.transformers import onnx_model, optimizer

    if loaded is None:
        import onnx

        made = onnx_model.OnnxModel(onnx.load(str(raw)))
    else:
        config = getattr(loaded[0], "auto_model", loaded[0]).config
        made = optimizer.optimize_model(
            str(raw),
            model_type="bert",
            num_heads=int(getattr(config, "num_attention_heads", 0)),
            hidden_size=int(getattr(config, "hidden_size", 0)),
            opt_level=0,
        )
    made.save_model_to_file(str(graph), use_external_data_format=True)


def _check(folder: Path, loaded: SentenceTransformer) -> None:
    """The exported model must say what the model itself says, of a text alone and in a batch."""
    import torch

    encoder = OnnxEncoder(folder)
    together = encoder.encode(SAMPLE)
    for text, batched in zip(SAMPLE, together, strict=True):
        prompted = encoder.info.passage_prompt + text
        sample = loaded.tokenizer([prompted], return_tensors="pt", return_special_tokens_mask=True)
        kept = ~sample.pop("special_tokens_mask")[0].bool()
        with torch.inference_mode():
            out = loaded({name: sample[name] for name in encoder.info.inputs})
        tokens = torch.nn.functional.normalize(out["token_embeddings"][0][kept], dim=-1)
        dense = torch.nn.functional.normalize(out["sentence_embedding"][0], dim=-1)
        for encoded in (batched, encoder.encode([text])[0]):
            _same(encoded.dense[None], dense[None].numpy())
            # A prompt's own tokens come first, and are not the text's.
            _same(encoded.tokens, tokens.numpy()[len(tokens) - len(encoded.tokens) :])


def _same(got: np.ndarray, expected: np.ndarray) -> None:
    cosine = float((got * expected).sum(axis=1).min())
    if not cosine >= MIN_COSINE:
        raise EncoderError(f"the exported vectors differ: cosine {cosine:.4f}")
