from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answer
from bot.evaluation.citations import comparable, uncited
from bot.open_index import open_answerer
from bot.settings import Settings
from corpus import read_article, read_text

PAGES = sorted((Path(__file__).parents[2] / "corpus/readers/exports").glob("*.html"))
TERMS = (
    "<h1>Ovens</h1><p>There are two:</p><dl><dt>Stone<dd>It is hot.<dt>Gas<dd>It is quick.</dl>"
    "<ul><li><p><code>oven on</code></p><p>This heats it.</p></ul>"
)
QUESTION = "How long does it take to become a registered nurse?"


@pytest.fixture(scope="module")
def answerer(guides_index: Path) -> Answerer:
    return open_answerer(Settings(index=guides_index))


@pytest.fixture(scope="module")
def answer(answerer: Answerer) -> Answer:
    return answerer.answer(QUESTION)


def test_an_answer_is_cited(answerer: Answerer, answer: Answer) -> None:
    assert answer.answer
    assert answer.sources
    assert uncited(answer, answerer.index) == []


def test_a_word_that_no_quote_has_is_noticed(answerer: Answerer, answer: Answer) -> None:
    changed = replace(answer, answer=f"{answer.answer} Nobody fails. It is easy.")
    assert uncited(changed, answerer.index) == [
        "in no quote: Nobody fails.",
        "in no quote: It is easy.",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda source: replace(source, start=source.start + 1),
        lambda source: replace(source, quote=source.quote.upper()),
        lambda source: replace(source, article="no-such-article"),
        lambda source: replace(source, quote="", end=source.start),
    ],
)
def test_a_quote_that_stands_elsewhere_is_noticed(
    answerer: Answerer, answer: Answer, change: object
) -> None:
    first, *others = answer.sources
    changed = replace(answer, sources=(change(first), *others))  # type: ignore[operator]
    assert any(line.startswith("source 1: ") for line in uncited(changed, answerer.index))


def test_an_answer_without_sources_is_cited_nowhere(answerer: Answerer, answer: Answer) -> None:
    assert uncited(replace(answer, sources=()), answerer.index)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Most **start** at [four][1] [2, 3].", "Most start at four."),
        ("Read [the _handbook_](https://a.org/b_(c)) first.", "Read the handbook first."),
        ("Pay rises [1](https://a.org).[^note]", "Pay rises."),
        ("| Role | `Pay` |\n|---|---|\n| Baker | $30&nbsp;k |", "Role | Pay\nBaker | $30\u00a0k"),
        ("- one\n  <br>two", "one two"),
        ("See <https://a.org/b> first.", "See https://a.org/b first."),
        ('Ask in the {% channel "parents" %} channel.', "Ask in the channel."),
    ],
)
def test_markup_and_marks_make_no_difference(quote: str, text: str) -> None:
    assert comparable(text) in comparable(quote)


@pytest.mark.parametrize("text", ["Pay falls.", "Pay rises!", "pay rises."])
def test_words_and_punctuation_do(text: str) -> None:
    assert comparable(text) not in comparable("Pay *rises* [1].")


def test_what_is_made_of_a_page_stands_in_its_quotes() -> None:
    articles = [read_text(TERMS, Path("page.html")), *map(read_article, PAGES)]
    assert len(articles) > 5
    texts = [
        each
        for article in articles
        for each in article.passages
        if each.kind in ("item", "paragraph")
    ]
    assert [e.text for e in texts if comparable(e.text) not in comparable(e.quote)] == []


def test_what_is_struck_out_is_quoted_and_not_said() -> None:
    assert comparable("A place is ~~$40~~ <del>45</del> $50.") == comparable("A place is $50.")
    assert comparable("From ~5 to ~6") == comparable("From 5 to 6")


def test_an_address_in_brackets_is_no_tag() -> None:
    assert comparable("Write to <me@example.org>.") == comparable("Write to me@example.org.")
