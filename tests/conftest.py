"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with the user's article and the question sets."""
    folder = ROOT.parent / "shared"
    assert (folder / "corpus").is_dir(), f"{folder} is missing: the tests read the user's article there"
    return folder


@pytest.fixture(autouse=True)
def private_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test its own data folder, so that none reads or writes the user's."""
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(tmp_path / "data"))
    for name in ("CAREERBOT_INDEX", "CAREERBOT_MODEL"):
        monkeypatch.delenv(name, raising=False)
