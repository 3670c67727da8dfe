"""What is added to an owner's files leaves every character there, and can be taken out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.learning.owner_edit import EditError, OwnerEdit, entry_edit, phrasings_edit, taken_out

ON = date(2026, 11, 28)
NEW = ['how "much"?', "so: much # really", "naïve ☃"]
WRITTEN = {
    "no file": None,
    "nothing": "",
    "a comment": "# mine",
    "another key": "acronyms:\n  A: b # c\n",
    "no phrasings yet": "phrasings:\nkeep:\n- x\n",
    "another heading": "phrasings:\n  Other?: # why\n  - x # c\n\n# end\nkeep:\n- a\n",
    "the heading": "# top\nphrasings:\n    'pay?':\n        - x # c\n\n    # later\n    O: [a]\n",
    "at the end": "phrasings:\n  Pay?:\n  - x",
    "without its list": "phrasings:\n  Pay?:\n",
    "a short list": 'phrasings:\n  Pay?: ["a", b]  # c\nkeep: [x]',
    "Windows' lines": "phrasings:\r\n  Pay?:\r\n    - x\r\n",
}


def phrasings(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(text)["phrasings"]
    return found


@pytest.mark.parametrize("before", WRITTEN.values(), ids=WRITTEN)
def test_phrasings_are_added_and_taken_out_again(before: str | None, tmp_path: Path) -> None:
    file = tmp_path / "careerbot.yaml"
    if before is not None:
        file.write_bytes(before.encode())
        file.chmod(0o640)
    edit = phrasings_edit(tmp_path, "Pay?", NEW, ON)
    assert not file.exists() if before is None else file.read_bytes() == before.encode()
    edit.write()
    after = file.read_bytes().decode()
    (found,) = (said for head, said in phrasings(after).items() if head.casefold() == "pay?")
    assert found[-3:] == NEW
    left = after.replace(edit.added[0], "")
    assert left == (before or "")
    if before is not None:
        assert file.stat().st_mode & 0o777 == 0o640
    taken_out(edit.as_dict()).write()
    assert (file.read_bytes().decode() if file.exists() else "") == (before or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("phrasings: {Other: [a]}\n", "isn't written in lines"),
        ("phrasings: {}\n", "isn't written in lines"),
        ("phrasings: [a\n", "not YAML"),
        ("{acronyms: {A: b}}\n", "isn't written in lines"),
    ],
)
def test_what_cannot_be_added_to_stays_as_it_is(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "careerbot.yaml"
    file.write_text(text)
    with pytest.raises(EditError, match=said) as raised:
        phrasings_edit(tmp_path, "Pay?", NEW, ON)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert file.read_text() == text


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "careerbot.yaml"
    edit = phrasings_edit(tmp_path, "Pay?", NEW, ON)
    file.write_text("acronyms:\n  A: b\n")
    with pytest.raises(EditError, match="was changed meanwhile"):
        edit.write()
    edit = phrasings_edit(tmp_path, "Pay?", NEW, ON)
    edit.write()
    file.write_text(file.read_text().replace("really", "truly"))
    with pytest.raises(EditError, match="was changed since"):
        taken_out(edit.as_dict())
    assert "truly" in file.read_text()


@pytest.mark.parametrize("before", [None, "# FAQ\n\n### Is it paid?\n\nYes."])
def test_an_entry_is_added_under_the_faqs_own_level(before: str | None, tmp_path: Path) -> None:
    file = tmp_path / "faq.md"
    if before is not None:
        file.write_text(before)
    edit = entry_edit(file, "How *much*?\n", "# A lot.\n\n- more\n")
    edit.write()
    level = "##" if before is None else "###"
    assert file.read_text().endswith(f"\n{level} How \\*much\\*?\n\n\\# A lot.\n\n- more\n")
    taken_out(edit.as_dict()).write()
    assert (file.read_text() if file.exists() else None) == before


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    edit = OwnerEdit(tmp_path / "faq.md", None, "half \ud83d", ("half",))
    with pytest.raises(UnicodeEncodeError):
        edit.write()
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_named_itself(tmp_path: Path) -> None:
    file = tmp_path / f"{'f' * 250}.md"  # the file beside it, which is written first, is longer
    with pytest.raises(EditError) as caught:
        OwnerEdit(file, None, "# FAQ\n", ("# FAQ",)).write()
    assert str(caught.value).startswith(f"{file}: can't be written (File name too long)")
    assert not list(tmp_path.iterdir())
