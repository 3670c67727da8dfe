"""Nothing leaves the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_the_runtime_keeps_no_telemetry(guides_index: Path, tmp_path: Path) -> None:
    """ONNX Runtime's telemetry would leave an id and a queue of reports in the home folder."""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    environment = {**os.environ, **home}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    command = [sys.executable, "-m", "bot", "ask", "Is nursing school hard?"]
    asked = subprocess.run(
        [*command, "--index", str(guides_index)], env=environment, capture_output=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    left = [path.name for path in tmp_path.rglob("*") if "microsoft" in str(path).lower()]
    assert left == []
