"""`careerbot inspect`: what is read, what isn't, and what may need a look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

BAKER = """# Working as a baker

Bakers start at four [1].

## Duties

- Kneading the dough
- Baking it

| Stage | Pay |
|---|---|
| Apprentice | $24,000 |

Start your free trial today!

## Frequently asked questions

### Is it hard?

See above.

## References

[1] A book on bread
"""
EXPECTED = """{0}: Working as a baker (5 passages, 1 FAQ question, 1 table, 1 reference)
  1 paragraph
  Duties: 2 items, 1 row
  Frequently asked questions
    ? Is it hard?: 1 paragraph
  References
  suggests:
    Is it hard?
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "baker.md").write_text(BAKER, "utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["inspect", *arguments])
    return code, capsys.readouterr().out


def test_all_of_it_is_shown_and_nothing_is_built(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(capsys, str(articles), "--strict")
    path = articles / "baker.md"
    assert code == 0
    assert out.startswith(EXPECTED.format(path))
    assert f"\nSet aside, as nothing to answer with:\n- {path}:14: Start your free trial" in out
    assert f"- {path}:18: the answer to 'Is it hard?' only points elsewhere: 'See above.'" in out
    assert not list((tmp_path / "data").glob("*"))


def test_a_question_is_suggested_once_as_visitors_see_it(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "cook.md").write_text("# Cooking\n\n## Is it loud?\n\nVery.\n", "utf-8")
    code, out = run(capsys, str(articles), "--json")
    baker, cook = json.loads(out)["articles"]
    assert code == 0
    assert baker["suggests"] == ["Is it hard? (Working as a baker)", "Duties (Working as a baker)"]
    assert cook["suggests"] == ["Is it loud? (Cooking)"]


def test_what_is_skipped_fails_where_that_is_wanted(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "empty.md").write_text("", "utf-8")
    code, out = run(capsys, str(articles))
    assert code == 0
    assert f"Skipped, or read in part:\n- {articles / 'empty.md'}: the file is empty" in out
    assert run(capsys, str(articles), "--strict")[0] == 1
    (articles / "baker.md").unlink()
    assert run(capsys, str(articles))[0] == 1


def test_the_object_has_the_tree_and_every_place(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, pay in (("welcome", 20), ("pay", 22)):
        text = f"# Of {name}\n\nThe interns of the bakery are paid ${pay} an hour in summer.\n"
        (articles / f"{name}.md").write_text(text, "utf-8")
    code, out = run(capsys, str(articles), "--json")
    found = json.loads(out)
    assert (code, found["skipped"]) == (0, [])
    baker = found["articles"][0]
    assert [each["text"] for each in baker["passages"]] == ["Bakers start at four."]
    (faq,) = (each for each in baker["sections"] if each["faq"])
    assert faq["heading"] == ["Frequently asked questions", "Is it hard?"]
    assert [each["text"] for each in faq["passages"]] == ["See above."]
    assert (baker["tables"], len(baker["references"]), len(baker["set_aside"])) == (1, 1, 1)
    assert baker["suggests"][0] == "Is it hard? (Working as a baker)"
    (odd,) = found["doubtful"]
    assert odd["line"] == 18
    (pair,) = found["pairs"]
    assert pair["kind"] == "other numbers"
    assert [Path(each["path"]).name for each in pair["places"]] == ["pay.md", "welcome.md"]


def test_what_is_said_often_is_one_line(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "The fee is due by the first of May, to be paid in cash at the desk."
    other = "Bring your own flour and salt to each lesson in the evening."
    texts = [said, other, said, said, other, said]
    text = "\n\n".join(f"## Part {number}\n\n{each}" for number, each in enumerate(texts))
    (articles / "fees.md").write_text(f"# Fees\n\n{text}\n", "utf-8")
    _, out = run(capsys, str(articles / "fees.md"))
    lines = out.split("Said twice:\n")[1].splitlines()
    assert [line.count(said) for line in lines] == [4, 0]
    assert [line.count(other) for line in lines] == [0, 2]


def test_the_language_is_named_where_it_is_another_or_told_from_the_text(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "a.md").write_text("---\nlang: fr\n---\n# Le four\n\nIl est chaud.\n", "utf-8")
    text = "Der Ofen ist morgens um vier schon heiß, und die Bäcker backen darin das Brot."
    (articles / "b.md").write_text(f"# Der Ofen\n\n{text}\n", "utf-8")
    (articles / "c.md").write_text("# Oven\n\nIt is hot.\n", "utf-8")
    _, out = run(capsys, str(articles))
    assert "a.md: Le four (1 passage, in fr)" in out
    assert "b.md: Der Ofen (1 passage, in de by its text)" in out
    assert "c.md: Oven (1 passage)" in out
    (articles / "b.md").unlink()
    for name in ("c.md", "baker.md"):
        (articles / name).unlink()
    assert "a.md: Le four (1 passage)" in run(capsys, str(articles))[1]
    _, out = run(capsys, str(articles), "--json")
    [article] = json.loads(out)["articles"]
    assert (article["language"], article["language_said"]) == ("fr", True)
