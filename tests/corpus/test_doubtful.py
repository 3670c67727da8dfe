"""What of an article its owner may want to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read_text
from corpus.doubtful import LONGEST, doubtful, titled_alike


def found(text: str) -> list[tuple[int | None, str]]:
    """Return line and reason of each doubtful place of a Markdown article."""
    return [(each.place.line, each.reason) for each in doubtful(read_text(text, Path("a.md")))]


def test_a_paragraph_that_nobody_reads() -> None:
    words = "Bread is baked at night. " * (LONGEST // 25 + 1)
    ((line, reason),) = found(f"# Baker\n\n{words}\n\nShort.\n")
    assert (line, reason.partition(" characters")[0]) == (3, f"a paragraph of {len(words) - 1:,}")
    assert found(f"# Baker\n\n{words[: LONGEST - 50]}\n") == []


def test_two_headings_alike_in_one_place() -> None:
    text = "# Baker\n\n## Pay\n\nLow.\n\n## Town\n\n### Pay\n\nOk.\n\n##  pay\n\nHigh.\n"
    assert found(text) == [(13, "the heading 'pay' stands on line 3, too")]


def test_a_question_that_is_answered_twice() -> None:
    faq = "## FAQ\n\n### What does it pay?\n\nEnough to live on.\n"
    text = f"# Baker\n\n{faq}\n## FAQ for students\n\n### What does it pay?\n\nNothing at all.\n"
    assert found(text) == [(11, "the heading 'What does it pay?' stands on line 5, too")]


@pytest.mark.parametrize(
    "answer",
    [
        "See above.",
        "Please see our [pay page](https://example.org/pay) for all the details on this.",
        "Read more about it here.",
        "For more information, visit [the office](https://example.org).",
    ],
)
def test_an_answer_that_only_points_elsewhere(answer: str) -> None:
    ((line, reason),) = found(f"# Baker\n\n## FAQ\n\n### What does it pay?\n\n{answer}\n")
    assert line == 5
    assert reason.startswith("the answer to 'What does it pay?' only points elsewhere: ")


@pytest.mark.parametrize(
    "answer",
    [
        "Bakers earn little.",
        "It pays $20 an hour; see the table above.",
        "Yes: everybody who bakes is paid, and those who read the orders to others are, too.",
    ],
)
def test_an_answer_that_says_something(answer: str) -> None:
    assert found(f"# Baker\n\n## FAQ\n\n### What does it pay?\n\n{answer}\n") == []


def test_a_page_that_its_reader_rewrote_has_its_own_lines() -> None:
    page = (
        "<html><head><title>Baker</title></head><body>\n<main>\n\n\n\n\n<h1>Baker</h1>\n"
        "<h2>FAQ</h2>\n<h3>What does it pay?</h3>\n\n<p>See above.</p>\n</main></body></html>\n"
    )
    (each,) = doubtful(read_text(page, Path("a.html")))
    assert each.place.line in (9, 11)
    assert str(each).startswith(f"a.html:{each.place.line}: the answer to 'What does it pay?' ")


def test_questions_without_an_answer() -> None:
    asked = "### Is it hot?\n\n### Is it loud?\n\n"
    text = f"# Baker\n\nBread.\n\n## FAQ\n\n{asked}"
    reason = "2 of 2 questions have no answer in the file: are they added by a script?"
    assert found(text) == [(7, reason)]
    assert [each.reason for each in read_text(text, Path("a.md")).warnings] == [reason]
    answered = f"{text}### Is it old?\n\nIt is.\n\n### Is it new?\n\nNo.\n"
    assert found(answered) == [(7, reason.replace("of 2", "of 4"))]
    assert read_text(answered, Path("a.md")).warnings == ()


def test_a_sign_answers_nothing() -> None:
    article = read_text("# Baker\n\nBread.\n\n## FAQ\n\n### Hot?\n\n🔥\n", Path("a.md"))
    assert [each.text for each in article.passages] == ["Bread."]


def test_articles_with_one_title() -> None:
    texts = {
        "a.md": "# Fees",
        "b.md": "# FEES",
        "c.md": "# Pay",
        "d.md": "---\nlanguage: de\n---\n# Fees",
    }
    read = [read_text(f"{text}\n\nBread.\n", Path(name)) for name, text in texts.items()]
    assert list(map(str, titled_alike(read))) == ["b.md:1: the title 'FEES' is that of a.md, too"]
