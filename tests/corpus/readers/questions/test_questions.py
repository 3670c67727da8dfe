"""Questions with their answers, in the formats that people keep them in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleError, read_text

Check = Callable[[Article], None]


def told(article: Article) -> list[tuple[tuple[str, ...], str]]:
    return [(each.heading, each.text) for each in article.passages]


SAME = {
    "faq.csv": 'Question,Answer\nIs it hard?,No.\n"Is it paid?","Yes, ""well""."\n',
    "faq.CSV": 'question;answer\nIs it hard?;No.\nIs it paid?;"Yes, ""well""."\n',
    "no-header.csv": 'Is it hard?,No.\nIs it paid?,"Yes, ""well""."\n',
    "faq.tsv": 'Question\tAnswer\nIs it hard?\tNo.\nIs it paid?\tYes, "well".\n',
    "faq.jsonl": '{"question": "Is it hard?", "answer": "No."}\n\n'
    '{"q": "Is it paid?", "a": "Yes, \\"well\\"."}\n',
    "faq.yaml": '- question: Is it hard?\n  answer: No.\n- q: Is it paid?\n  a: Yes, "well".\n',
    "named.yml": 'Is it hard?: No.\nIs it paid?: Yes, "well".\n',
    "nested.yaml": "faqs:\n  - question: Is it hard?\n    answer: >\n      No.\n"
    '  - question: Is it paid?\n    answer: |\n      Yes,\n      "well".\n',
}


@pytest.mark.parametrize("name", SAME)
def test_every_format_gives_the_same_pairs(check: Check, name: str) -> None:
    article = read_text(SAME[name], Path(name))
    check(article)
    assert told(article) == [(("Is it hard?",), "No."), (("Is it paid?",), 'Yes, "well".')]
    assert all(section.faq for section in article.sections)
    assert not article.warnings


@pytest.mark.parametrize(
    ("name", "lines"),
    [("faq.csv", [2, 3]), ("faq.jsonl", [1, 3]), ("faq.yaml", [1, 3]), ("nested.yaml", [2, 5])],
)
def test_a_pair_knows_its_line(name: str, lines: list[int]) -> None:
    article = read_text(SAME[name], Path(name))
    assert [each.line for each in article.passages] == lines


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "export.tsv",
            "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n"
            "Is it hard?\tNo.\\n\\nNot **at all**.\tEditorial\ta:b\t[]\tFalse\t[]\t7\n"
            "How hard is it?\tNo.\\n\\nNot **at all**.\tEditorial\ta:b\t[]\tFalse\t[]\t7\n",
        ),
        (
            "faq.csv",
            "Question,Alternate phrasings,Answer\n"
            'Is it hard?,How hard is it?,"No.\n\nNot **at all**."',
        ),
        (
            "faq.jsonl",
            '{"questions": ["Is it hard?", "How hard is it?"], '
            '"answer": "No.\\n\\nNot **at all**."}',
        ),
        (
            "faq.yaml",
            "- question: Is it hard?\n  alternatives: ['How hard is it?']\n"
            "  answer: |\n    No.\n\n    Not **at all**.\n",
        ),
    ],
)
def test_other_phrasings_lead_to_the_same_answer(check: Check, name: str, text: str) -> None:
    article = read_text(text, Path(name))
    check(article)
    assert [each.text for each in article.passages] == ["No.", "Not at all."]
    assert [(each.heading, each.phrasings) for each in article.sections] == [
        ("Is it hard?", ("How hard is it?",))
    ]
    assert not article.warnings


@pytest.mark.parametrize("name", ["also", "Other ways to ask", "Aliases", "variations"])
def test_a_column_of_other_ways_to_ask_is_known_by_its_name(name: str) -> None:
    rows = f"Question,Answer,{name},Owner\nIs it hard?,No.,How hard?; Hard?,me\n"
    article = read_text(rows, Path("faq.csv"))
    assert article.sections[0].phrasings == ("How hard?", "Hard?")
    assert [each.reason for each in article.warnings] == ["columns left out: 'Owner'"]


def test_answers_are_markdown_under_their_question(check: Check) -> None:
    answer = "# Steps\n\n1. Apply\n2. Wait\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n[1] x"
    article = read_text(f'Question,Answer\nHow?,"{answer}"\nWhy?,Because.\n', Path("faq.csv"))
    check(article)
    assert article.source.count(answer) == 1
    assert [(each.heading, each.kind) for each in article.passages] == [
        (("How?", "Steps"), "item"),
        (("How?", "Steps"), "item"),
        (("How?", "Steps"), "row"),
        (("How?", "Steps"), "paragraph"),
        (("Why?",), "paragraph"),
    ]


def test_categories_are_headings(check: Check) -> None:
    article = read_text(
        "title: Our questions\nurl: https://example.org/faq\n"
        "Pay:\n  - {q: 'Is it paid?', a: Yes.}\n"
        "groups:\n  - title: Work\n    items:\n      - {q: 'Is it hard?', a: [One, Two]}\n"
        "note: Lost?\n",
        Path("faq.yaml"),
    )
    check(article)
    assert (article.title, article.url) == ("Our questions", "https://example.org/faq")
    assert told(article) == [
        (("Pay", "Is it paid?"), "Yes."),
        (("Work", "Is it hard?"), "One"),
        (("Work", "Is it hard?"), "Two"),
    ]
    assert [str(each) for each in article.warnings] == [
        "faq.yaml:9: 'note' left out: it is no question with an answer"
    ]


def test_what_is_no_pair_is_reported_with_its_line() -> None:
    lines = ['{"question": "Is it hard?", "answer": "No."}', "{", "[1]", '{"question": "And?"}']
    article = read_text("\n".join(lines), Path("faq.jsonl"))
    assert [each.line for each in article.warnings] == [2, 3, 4]
    article = read_text("Question,Answer,Owner\nA?,,me\nB?,Yes.,you,more\n", Path("faq.csv"))
    assert [str(each) for each in article.warnings] == [
        "faq.csv:1: columns left out: 'Owner'; one of other ways to ask is called 'phrasings'",
        "faq.csv:3: the table's row has 4 cells, its header 3: "
        "read with the surplus in its last cell",
        "faq.csv:2: 'A?' left out: it has no answer",
    ]


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.csv", 'Question,Answer\nA?,"Yes.\nB?,No.\n', 2, "its quotes don't match from here on"),
        ("a.jsonl", "{}\n", 1, "no question with an answer in it"),
        ("a.yaml", "nav:\n  - Home: index.md\n", 2, "no question with an answer in it"),
        ("a.yaml", "a: [\n", 2, "not YAML"),
        ("a.yaml", "a: &a x\nb: *a\n", 2, "not YAML"),
    ],
)
def test_a_file_without_pairs_says_so(name: str, text: str, line: int, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as raised:
        read_text(text, Path(name))
    assert raised.value.line == line


def test_any_other_table_is_read_as_one(check: Check) -> None:
    article = read_text("Level,Pay\nJunior,30\nSenior,60\n", Path("pay-levels.csv"))
    check(article)
    assert article.title == "Pay levels"
    assert article.blocks[0].columns == ("Level", "Pay")
    assert [(each.cells, each.line) for each in article.passages] == [
        (("Junior", "30"), 2),
        (("Senior", "60"), 3),
    ]


PIECES = st.sampled_from(
    ["Question", "Answer", "Is it?", "Yes.", ",", ";", "\t", "\n", "\r\n", '"', "- ", ": ", "  ",
     "{", "}", "q: A?", "a: B.", '{"q": "A?", "a": "B"}', "# x", "```", "|", "<p>", "[^1]", "&a",
     "*a", "---", "'"]
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".yaml"])
@given(pieces=st.lists(PIECES | st.text(max_size=5), max_size=30))
@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
def test_any_text(check: Check, suffix: str, pieces: list[str]) -> None:
    try:
        article = read_text("".join(pieces), Path(f"any{suffix}"))
    except ArticleError:
        return
    check(article)


WORDS = st.text("abc ,;\t\"'|#*\n-:{}[]", min_size=1, max_size=12)


@given(pairs=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
@settings(deadline=None, max_examples=200)
def test_no_pair_is_lost_unreported(pairs: list[tuple[str, str]]) -> None:
    import csv
    import io
    import json

    asked = [(f"Ask{n} {q}?", f"Told{n}. {a}") for n, (q, a) in enumerate(pairs)]
    table = io.StringIO()
    csv.writer(table).writerows([("question", "answer"), *asked])
    lines = "\n".join(json.dumps({"question": q, "answer": a}) for q, a in asked)
    for name, text in (
        ("faq.csv", table.getvalue()),
        ("faq.jsonl", lines),
        ("faq.yaml", f"[{lines}]"),
    ):
        text = text.replace("}\n{", "},\n{") if name == "faq.yaml" else text
        try:
            article = read_text(text, Path(name))
        except ArticleError as error:  # of "Told0. b:\n- [" nothing is left
            assert "all of it is set aside" in str(error)  # noqa: PT017 - there may be none
            continue
        told = [each.text for each in article.passages]
        told += [each.heading for each in article.sections]  # "Told0.\n: b" defines a term
        told += [each.lead.text for each in article.blocks if each.lead]  # "Told0. b\n- c"
        told += [each.text for each in article.set_aside]  # "Told0. b:\n- ["
        for number in range(len(asked)):
            assert f"Ask{number} " in article.source
            assert any(each.startswith(f"Told{number}.") for each in told)
        assert len(article.sections) >= len(asked)
