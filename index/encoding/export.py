"""A sentence-transformers model becomes a folder that answers without torch.

What is here runs while an index is built; nothing of it is imported on the way to an answer.
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from index.encoding import adapter as trained
from index.encoding.onnx import (
    GRAPH,
    READER_GRAPH,
    READER_INPUTS,
    TOKENIZER,
    OnnxEncoder,
    open_session,
)
from index.encoding.torch import MODEL, load_model, quiet
from index.encoding.weights import DEFAULT_MODEL, checksum, find_weights
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.encoding.reader_network import ReaderNetwork

__all__ = ["DEFAULT_MODEL", "exported"]

# Part of the cache key: raise it when the export itself changes.
EXPORT_FORMAT = 3
SAMPLE = ["How long does it take?", "What does a project manager do every day, and who asks?"]
MIN_COSINE = 0.9999
MOST_ROUNDED = 0.5
"""By what the reader's scores may differ when its weights are rounded to eight bits."""


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
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Who comes second waits, and finds the model exported.
    with FileLock(folder.parent / f".{folder.name}.lock"):
        if folder.exists():
            if _whole(folder):
                return folder
            notice(f"The exported model in {folder} is damaged: exporting it again.")
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
            made = Path(temporary) / "encoder"
            made.mkdir()
            _export(model, source, sha256, adapter, made, notice)
            if folder.exists():
                folder.rename(Path(temporary) / "damaged")
            made.rename(folder)
    return folder


def _export(
    model: str,
    source: str,
    sha256: str,
    adapter: str,
    folder: Path,
    notice: Callable[[str], None],
) -> None:
    loaded = load_model(source, model_kwargs={"attn_implementation": "eager"}).eval()
    from index.encoding.reader_network import ReaderNetwork

    network = getattr(loaded[0], "auto_model", None)
    reader = None
    if network is not None and trained.described(trained.READER, sha256) is not None:
        changed = copy.deepcopy(network)
        reader = ReaderNetwork(
            changed, trained.add_to(changed, trained.READER), network.config.hidden_size
        )
    if network is not None and trained.described(trained.ADAPTER, sha256) is not None:
        trained.add_to(network, trained.ADAPTER)
    info = replace(_info(model, sha256, loaded), adapter=adapter)
    try:
        with quiet():
            loaded.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
            _to_onnx(loaded, info, folder)
    except Exception as error:  # whatever stops the export, the model still answers
        notice(
            f"{model} can't be exported ({type(error).__name__}: {_first_line(error)}): "
            "it answers through torch, which takes seconds to start."
        )
        for left in folder.iterdir():
            left.unlink()
        info = replace(info, runtime="torch")
        loaded.save(str(folder / MODEL), create_model_card=False)
        reader = None
    if reader is not None:
        try:
            with quiet():
                _reader_to_onnx(reader, loaded, folder)
        except Exception as error:  # whatever stops it, passages are ranked without
            for left in [*folder.glob("*raw.onnx*"), *folder.glob("reader.onnx*")]:
                left.unlink()
            notice(
                f"The reader of {model} can't be exported ({type(error).__name__}: "
                f"{_first_line(error)}): passages are ranked without it."
            )
    replace(info, files_sha256=checksum(_files(folder))).write(folder)


def _info(model: str, sha256: str, loaded: SentenceTransformer) -> EncoderInfo:
    """Describe a model; raises EncoderError where it lacks what every encoder here gives."""
    tokenizer = loaded.tokenizer
    if not getattr(tokenizer, "is_fast", False):
        raise EncoderError(f"{model}: its tokenizer can't say where in a text a token stands")
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = tuple(name for name in names if name in tokenizer.model_input_names)
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
    _trace(loaded, info.inputs, raw)
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


def _trace(loaded: SentenceTransformer, names: tuple[str, ...], path: Path) -> None:
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


def _reader_to_onnx(reader: ReaderNetwork, loaded: SentenceTransformer, folder: Path) -> None:
    """Write the reader's graph, and compare what it says with what the network says."""
    import torch

    raw = folder / "raw.onnx"
    longest = int(loaded.max_seq_length or 512)
    sample = loaded.tokenizer(
        SAMPLE[:1] * 2,
        SAMPLE,
        padding=True,
        truncation=True,
        max_length=longest,
        return_tensors="pt",
    )
    values = tuple(sample[name] for name in READER_INPUTS)
    torch.onnx.export(
        reader,
        values,
        str(raw),
        input_names=list(READER_INPUTS),
        output_names=["scores"],
        dynamic_axes={
            **{name: {0: "batch", 1: "token"} for name in READER_INPUTS},
            "scores": {0: "batch"},
        },
        dynamo=False,
        opset_version=17,
    )
    whole = folder / "whole-raw.onnx"
    _save(raw, whole, loaded)
    _quantized(whole, folder / READER_GRAPH)
    for left in (raw, *folder.glob(f"{whole.name}*")):
        left.unlink()
    with torch.inference_mode():
        expected = reader(*values).numpy()
    feed = {name: sample[name].numpy() for name in READER_INPUTS}
    got = open_session(folder / READER_GRAPH, 1).run(None, feed)[0]
    if not np.allclose(got, expected, rtol=MOST_ROUNDED, atol=MOST_ROUNDED):
        raise EncoderError(f"the exported reader's scores differ: {got} for {expected}")


def _quantized(graph: Path, path: Path) -> None:
    """Write a graph with the weights of its layers in eight bits: it reads in half the time.

    Seven of the eight are used, since without them processors that lack VNNI would overflow and
    say something else. The head stays as it is.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    nodes = onnx.load(str(graph), load_external_data=False).graph.node
    quantize_dynamic(
        str(graph),
        str(path),
        op_types_to_quantize=["MatMul", "Attention"],
        nodes_to_exclude=[node.name for node in nodes if node.name.startswith("/head")],
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        use_external_data_format=True,
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


def _whole(folder: Path) -> bool:
    """Whether an exported model is as it was written."""
    try:
        return checksum(_files(folder)) == EncoderInfo.read(folder).files_sha256
    except (EncoderError, OSError):
        return False


def _files(folder: Path) -> list[Path]:
    described = folder / "encoder.json"
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != described)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
