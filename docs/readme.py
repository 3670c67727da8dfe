"""What the docs take from the code: command help, settings, a picture.

`make docs` writes it; a test fails where it was forgotten.
"""

from __future__ import annotations

import dataclasses
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args, get_type_hints

from annotated_doc import Doc
from rich.console import Console
from rich.text import Text

from bot.cli import app
from bot.open_index import open_answerer
from bot.render.terminal import show
from bot.settings import PREFIX, Settings
from docs.page import with_part

__all__ = ["COMMANDS", "PICTURE", "SETTINGS", "commands", "picture", "settings_table"]

ROOT = Path(__file__).parent.parent
COMMANDS = Path(__file__).with_name("commands.md")
SETTINGS = Path(__file__).with_name("settings.md")
PICTURE = Path(__file__).with_name("answer.svg")
QUESTION = "How long does it take to become a technical project manager?"


def commands() -> str:
    """Return the help of every command, as it is printed."""
    plain = {**os.environ, "COLUMNS": "80"}
    parts = []
    for each in app.registered_commands:
        assert each.callback is not None
        command = each.name or each.callback.__name__
        ended = subprocess.run(  # noqa: S603 - this project's own command
            [sys.executable, "-m", "bot", command, "--help"],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=plain,
        )
        parts.append(ended.stdout.strip())
    return "```\n" + "\n\n".join(parts) + "\n```"


def settings_table() -> str:
    """Return every setting, with its default and what it is for, as a Markdown table."""
    kinds = get_type_hints(Settings, include_extras=True)
    lines = ["| variable | default | what it sets |", "|---|---|---|"]
    for each in dataclasses.fields(Settings):
        doc = next(part for part in get_args(kinds[each.name]) if isinstance(part, Doc))
        if each.default_factory is not dataclasses.MISSING:
            default = "the user's own"
        else:
            default = f"`{each.default}`" if each.default not in (None, (), False) else ""
        text = doc.documentation.replace("|", "\\|")
        lines.append(f"| `{PREFIX}{each.name.upper()}` | {default} | {text} |")
    return "\n".join(lines)


def picture() -> str:
    """Return a terminal with an answer of the bundled guides, as SVG."""
    console = Console(
        record=True, width=94, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text.assemble(("$ ", "bold green"), f'careerbot ask "{QUESTION}"'))
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), cache_dir=Settings.read().cache_dir)
        show(open_answerer(settings).answer(QUESTION), console)
    # Without the font that a viewer would have to fetch.
    fonts = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
    return fonts.sub("", console.export_svg(title="careerbot"))


def main() -> None:
    """Write the parts of the pages, and the picture."""
    for page, name, part in (
        (COMMANDS, "commands", commands()),
        (SETTINGS, "settings", settings_table()),
    ):
        page.write_text(with_part(page.read_text("utf-8"), name, part), "utf-8")
    PICTURE.write_text(picture(), "utf-8")


if __name__ == "__main__":
    main()
