"""What measures the bot against the number of passages still does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.sets import ROOT


def test_an_index_of_made_up_passages_is_built_opened_and_served(tmp_path: Path) -> None:
    command = ["-m", "bench.scale", "--sizes", "400", "--seconds", "1", "--folder", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, cwd=ROOT, timeout=300
    )
    assert done.returncode == 0, done.stderr
    head, _, row = done.stdout.splitlines()
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    found = dict(zip(head.strip("| ").split(" | "), cells, strict=True))
    assert found["passages"] == "400"
    assert found["FAISS"] == "flat"
    assert found["recall@50"] == "1.000"
