"""`careerbot inbox`: what it shows, and that a repair and its undoing leave nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.open_index import open_answerer
from bot.settings import Settings
from tests.bot.learning.asked_rows import NOW, keep, kept

in_both = pytest.mark.parametrize("own", ["sqlite", "postgresql"], indirect=True)
GUIDE = """# Working with dogs

## What does grooming pay?

Grooming pays 20 dollars an hour.

## What about weekends?

Most groomers work on Saturdays.
"""
OWNER = "# mine\nphrasings:\n  What about weekends?:  # often\n    - saturdays?\n"


@pytest.fixture
def own(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an owner's articles, which the default index was built of.

    Questions are kept in SQLite, or in PostgreSQL where a test asks for that.
    """
    if getattr(request, "param", "sqlite") == "postgresql":
        url = request.getfixturevalue("emptied_postgresql")
        monkeypatch.setenv("CAREERBOT_DATABASE_URL", url)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "dogs.md").write_text(GUIDE)
    (folder / "careerbot.yaml").write_text(OWNER)
    assert main(["index", str(folder)]) == 0
    keep(
        Settings.read(),
        *(kept(f"a-{n}", "zqx money", days=n) for n in range(3)),
        kept("b-1", "Do I need a licence for parrots?", days=0),
    )
    return folder


def said(question: str) -> tuple[str, str]:
    answer = open_answerer(Settings.read()).answer(question)
    return answer.status, answer.answer


def files(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in folder.iterdir()}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["inbox", *arguments]) == 0
    return capsys.readouterr().out


def passage(capsys: pytest.CaptureFixture[str]) -> str:
    found = run(capsys, "1", "--search", "what does grooming pay")
    return next(line[2:].partition(":")[0] for line in found.splitlines() if "20 dollars" in line)


@in_both
def test_a_passage_answers_as_soon_as_it_is_told_and_no_more_when_that_is_undone(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, listed = files(own), run(capsys)
    assert "4 questions in 2 groups" in listed
    assert "1      3×  zqx money" in listed
    assert said("zqx money?")[0] == "no_answer"
    shown = run(capsys, "1", "--passage", passage(capsys))
    assert "after:  answered, dogs: Grooming pays 20 dollars an hour." in shown
    assert '\n+   "What does grooming pay?":\n+     - "zqx money" # asked by ' in shown
    assert files(own) == before
    assert said("zqx money?")[0] == "no_answer"
    published = run(capsys, "1", "--passage", passage(capsys), "--publish")
    assert said("zqx money?") == ("answered", "Grooming pays 20 dollars an hour.")
    assert files(own)["careerbot.yaml"].startswith(OWNER)
    assert "1 question in 1 group" in run(capsys)
    key = published.split("--undo ")[1].split()[0]
    assert "zqx money" in run(capsys, "--undo", key)
    assert said("zqx money?")[0] == "no_answer"
    assert files(own) == before
    assert run(capsys) == listed


def test_of_a_heading_with_several_passages_the_one_that_is_chosen_answers(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fees = "\n\n".join(f"A {dog} is bathed for {n} dollars." for n, dog in enumerate("abcd", 20))
    (own / "fees.md").write_text(f"# Fees\n\nWho pays late pays more.\n\n## Baths\n\n{fees}\n")
    assert main(["index", str(own)]) == 0
    before, listed = files(own), run(capsys)

    def found(question: str, words: str) -> str:
        lines = run(capsys, "1", "--search", question).splitlines()
        return next(line[2:].partition(":")[0] for line in lines if words in line)

    for chosen in ("A c is bathed for 22 dollars.", "Who pays late pays more."):
        named = found(chosen, chosen)
        published = run(capsys, "1", "--passage", named, "--publish")
        assert (
            f'"{named}":\n    - "zqx money" # asked by visitors, ' in files(own)["careerbot.yaml"]
        )
        assert f": {chosen}\n" in files(own)["careerbot.yaml"]
        answer = open_answerer(Settings.read()).answer("zqx money?")
        assert (answer.status, answer.sources[0].quote) == ("answered", chosen)
        assert answer.highlight is not None
        assert answer.highlight in chosen
        assert main(["index", str(own)]) == 0
        assert "no article has" not in capsys.readouterr().out
        run(capsys, "--undo", published.split("--undo ")[1].split()[0])
        assert files(own) == before
        assert run(capsys) == listed


def test_repairs_are_undone_in_any_order(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(own)
    first = run(capsys, "1", "--passage", passage(capsys), "--publish")
    second = run(capsys, "1", "--answer", "Parrots need **none**.", "--publish")
    assert said("do i need a licence for parrots") == ("answered", "Parrots need none.")
    for undone in (first, second):
        run(capsys, "--undo", undone.split("--undo ")[1].split()[0])
        statuses = [said(each)[0] for each in ("zqx money", "Do I need a licence for parrots?")]
        assert statuses == ["no_answer", "answered" if undone is first else "no_answer"]
    assert files(own) == before
    assert main(["index", str(own)]) == 0
    assert "The same as before" in capsys.readouterr().out


@in_both
def test_an_answer_goes_into_the_article_that_is_chosen(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(own)
    assert "An answer goes into faq.md; --into: dogs.md" in run(capsys, "2")
    for file in ("dogs.md", "parrots.md"):
        published = run(capsys, "2", "--answer", "None is needed.", "--into", file, "--publish")
        assert said("do i need a licence for parrots") == ("answered", "None is needed.")
        after = files(own)
        entry = "\n## Do I need a licence for parrots?\n\nNone is needed.\n"
        assert after.pop(file) == before.get(file, "# Frequently asked questions\n") + entry
        assert after == {name: text for name, text in before.items() if name != file}
        assert not list((Settings.read().data_dir / "repair").glob("*"))  # it was published
        run(capsys, "--undo", published.split("--undo ")[1].split()[0])
        assert files(own) == before
        assert said("do i need a licence for parrots")[0] == "no_answer"


def test_an_answer_goes_into_a_new_file_where_a_page_has_the_name(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "faq.html").write_text("<main><h1>FAQ</h1><p>Dogs are walked at noon.</p></main>")
    assert main(["index", str(own)]) == 0
    assert "An answer goes into faq-2.md; --into: dogs.md" in run(capsys, "2")
    first = run(capsys, "2", "--answer", "None is needed.", "--publish")
    assert said("do i need a licence for parrots") == ("answered", "None is needed.")
    run(capsys, "1", "--answer", "Twenty dollars.", "--publish")  # into the same one, again
    assert (own / "faq-2.md").read_text().count("\n## ") == 2
    assert not (own / "faq-3.md").exists()
    run(capsys, "--undo", first.split("--undo ")[1].split()[0])
    assert said("do i need a licence for parrots")[0] == "no_answer"


def test_what_was_shown_is_published_without_being_built_again(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repair = "1", "--passage", passage(capsys)
    run(capsys, *repair)
    (built,) = (Settings.read().data_dir / "repair").iterdir()
    made = (built / "manifest.json").stat().st_mtime_ns
    run(capsys, *repair)
    assert (built / "manifest.json").stat().st_mtime_ns == made
    # Another index answers by now: what was built of the one before isn't taken.
    (own / "dogs.md").write_text(GUIDE.replace("20", "30"))
    assert main(["index", str(own)]) == 0
    run(capsys, "1", "--answer", "Well paid.", "--publish")
    assert said("zqx money?") == ("answered", "Well paid.")
    assert said("what does grooming pay?")[1] == "Grooming pays 30 dollars an hour."


def test_nothing_is_published_below_the_bar(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bar = tmp_path / "bar.jsonl"
    bar.write_text('{"q": "zqx money", "gold": ["Saturdays"]}\n')
    monkeypatch.setenv("CAREERBOT_BAR_QUESTIONS", str(bar))
    monkeypatch.setenv("CAREERBOT_BAR", "hit1=0.5")
    before = files(own)
    assert main(["inbox", "1", "--passage", passage(capsys), "--publish"]) == 1
    assert "hit1 is 0, under the bar of 0.5" in capsys.readouterr().err
    assert files(own) == before
    assert said("zqx money?")[0] == "no_answer"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["9"], 2, "'9' is no group of the inbox"),
        (["--dismiss"], 2, "name a group"),
        (["1", "--dismiss", "--answer", "x"], 2, "one of them"),
        (["1", "--publish"], 2, "--publish goes with"),
        (["1", "--passage", "p"], 1, "There is no passage 'p'"),
        (["1", "--answer", " "], 1, "The answer is empty"),
        (["1", "--passage", "p", "--into", "faq.md"], 2, "--into goes with --answer"),
        (
            ["1", "--answer", "x", "--into", "../up.md"],
            1,
            "../up.md: an answer goes into a Markdown",
        ),
        (["1", "--answer", "x", "--into", "careerbot.yaml"], 1, "an answer goes into a Markdown"),
        (["--undo", "zz"], 2, "'zz' is nothing that was settled"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], code: int, message: str, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(own)
    assert main(["inbox", *arguments]) == code
    (line,) = capsys.readouterr().err.strip().splitlines()[-1:]
    assert message in line
    assert files(own) == before


def test_the_bundled_guides_are_not_written_to(
    guides_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(Settings.read(), kept("a", "zqx money", days=(NOW - NOW).days))
    named = ["--index", str(guides_index)]
    assert main(["inbox", "1", "--answer", "Yes.", *named]) == 1
    assert "set CAREERBOT_ARTICLES to their folder" in capsys.readouterr().err
