"""Hostile files where articles, the owner's file or a question are read: what became of each.

Each is one run of `careerbot`, of at most 20 seconds and 4 GB of address space.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from bench.attacks import Figure

PATIENCE = 20
MEMORY = 4 * 2**30
"""Bytes of address space, of which the libraries reserve a part."""
ARTICLE = "# Baker\n\nBakers start work at three in the morning.\n"
OUTSIDE = "xylqorvanth"


def attack(checkout: Path) -> Iterator[Figure]:
    """Index each, and say what the index then holds or the command says."""
    for measure, put in ATTACKS.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "articles"
            folder.mkdir()
            (folder / "good.md").write_text(ARTICLE)
            named = put(folder) or folder
            yield Figure("articles", measure, _indexed(checkout, named, Path(name) / "index"))
    with tempfile.TemporaryDirectory() as name, Path("/dev/zero").open("rb") as endless:
        said = _run(checkout, ["ask", "-"], Path(name), stdin=endless.fileno())
        yield Figure("articles", "`ask -` of an endless input", said)
        said = _run(checkout, ["eval", "/dev/zero"], Path(name))
        yield Figure("articles", "`eval` of an endless file", said)


def _indexed(checkout: Path, named: Path, index: Path) -> str:
    said = _run(checkout, ["index", str(named), "--index", str(index)], index.parent)
    held = [file.read_bytes() for file in index.rglob("*") if file.is_file()]
    if any(OUTSIDE.encode() in each for each in held):
        said = f"in the index: what stands outside of the folder; {said}"
    if any(b'"javascript:' in each for each in held):
        said = f"in the index: a script's address; {said}"
    return said


def _run(checkout: Path, arguments: list[str], data: Path, stdin: int | None = None) -> str:
    environment = {
        **{key: value for key, value in os.environ.items() if key[:10] != "CAREERBOT_"},
        "CAREERBOT_DATA_DIR": str(data),
        "PYTHONPATH": str(checkout),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=checkout,
            env=environment,
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            capture_output=True,
            timeout=PATIENCE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"over {PATIENCE} s"
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    said = ascii(lines[-1][-120:] if lines else "").strip("'\"").replace("|", "/")
    raw = ", an escape sequence raw" if b"\x1b" in done.stdout + done.stderr else ""
    return f"exit {done.returncode}{raw}: …{said}"


def _link(folder: Path) -> None:
    (folder.parent / "secret.md").write_text(f"# Secret\n\nThe word is {OUTSIDE}.\n")
    (folder / "link.md").symlink_to("../secret.md")


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.md")
    return folder / "pipe.md"


def _script(folder: Path) -> None:
    (folder / "script.md").write_text(
        "---\ntitle: T\nreferences: [{title: Book, url: 'javascript:alert(1)'}]\n---\nSaid [1].\n"
    )


def _bomb(depth: int) -> str:
    names = "abcdefghij"[: depth + 1]
    return f"{names[0]}: &{names[0]} {{x: y}}\n" + "".join(
        f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 10)}]}}\n" for old, new in pairwise(names)
    )


def _owner_bomb(folder: Path) -> None:
    (folder / "careerbot.yaml").write_text(_bomb(9))


def _article_bomb(folder: Path) -> None:
    (folder / "bomb.md").write_text(f"---\n{_bomb(9)}---\n{ARTICLE}")


def _long_yaml(folder: Path) -> None:
    text = "- [a, b, c, d]\n" * 350_000
    (folder / "long.md").write_text(f"---\ntitle: T\nx:\n{text}---\n{ARTICLE}")


def _many(folder: Path) -> None:
    for n in range(20_000):
        (folder / f"{n}.jpg").touch()


def _name(folder: Path) -> None:
    (folder / "\x1b[31mred\x1b[0m.jpg").touch()


ATTACKS: dict[str, Callable[[Path], Path | None]] = {
    "a link out of the folder": _link,
    "a named pipe": _pipe,
    "a reference to `javascript:`": _script,
    "`careerbot.yaml`: ten lines that stand for 10⁹": _owner_bomb,
    "front matter: ten lines that stand for 10⁹": _article_bomb,
    "front matter of 5 MB": _long_yaml,
    "a folder of 20,000 files": _many,
    "a name with an escape sequence": _name,
}
