"""Questions and answers, each in an element of its own, whatever its class is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
HOT, LOUD = "Is it hot?", "¿Hace ruido?"


def told(article: Article) -> list[tuple[tuple[str, ...], str]]:
    return [(each.heading, each.text) for each in article.passages]


def both(pair: str) -> str:
    return pair.format(HOT, "It is.") + "\n" + pair.format(LOUD, "Rarely.")


@pytest.mark.parametrize(
    "pair",
    [
        "<div class=bloc><div class=pregunta><p>{}</p></div><div class=r><p>{}</p></div></div>",
        "<div class=frage>{}</div><div class=antwort><p>{}</p></div>",
        "<div class=x><div><p class=a1>{}</p></div><div class=a2>{}</div></div>",
        "<p><span style='font-weight:700'>{}</span></p><p><span>{}</span></p>",
        "<p class=c3><span class=c1>{}</span></p><p class=c3><span>{}</span></p>",
        "<p class=q>{}</p><ul><li>{}</li></ul>",
        "<section><div class=t><i class=plus></i><span>{}</span></div><div>{}</div></section>",
    ],
)
def test_questions_are_known_by_their_place(page: Read, pair: str) -> None:
    article = page(f"<h1>Ovens</h1>{both(pair)}")
    assert told(article) == [((HOT,), "It is."), ((LOUD,), "Rarely.")]
    assert [each.faq for each in article.sections] == [True, True]


def test_questions_that_are_all_of_a_lists_items_have_answers_between_them(page: Read) -> None:
    article = page(f"<h1>Ovens</h1><ol>{both('<li>{}</li><p>{}</p>')}</ol>")
    assert told(article) == [((HOT,), "It is."), ((LOUD,), "Rarely.")]


def test_questions_in_rows_of_one_cell_have_answers_in_those_between(page: Read) -> None:
    """Rows that only lay out a page; what contents lead to is a name, and no link."""
    pair = "<tr><td><p><br><a name=q class=faq>{}</a></td></tr><tr><td><p>{}</td></tr>"
    article = page(f"<h1>Ovens</h1><table>{both(pair)}</table>")
    assert told(article) == [((HOT,), "It is."), ((LOUD,), "Rarely.")]


def test_rows_of_a_table_ask_nothing_of_those_below(page: Read) -> None:
    pair = "<tr><td>{}</td><td>{}</td></tr><tr><td>Oven</td><td>Red</td></tr>"
    article = page(f"<h1>Ovens</h1><table>{both(pair)}</table>")
    assert [each.kind for each in article.passages].count("row") >= 2


def test_a_title_among_questions_that_asks_nothing_heads_its_answer_too(page: Read) -> None:
    pair = "<div class=q>{}</div><div>{}</div>"
    article = page(f"<h1>Ovens</h1>{both(pair)}{pair.format('It smells', 'Clean it.')}")
    assert told(article)[-1] == (("It smells",), "Clean it.")


def test_the_last_answer_is_no_longer_than_the_others(page: Read) -> None:
    article = page(f"<h1>Ovens</h1>{both('<p class=q>{}</p><p>{}</p>')}<p>Write to us.</p>")
    assert told(article)[-2:] == [((LOUD,), "Rarely."), ((), "Write to us.")]


def test_an_answer_ends_before_a_question_of_another_class(page: Read) -> None:
    first = "<p class=q>Is it old?</p><p>No.</p><p>New.</p><p>It is.</p>"
    article = page(
        f"<h1>Ovens</h1>{first}{both('<p class=q>{}</p><p>{}</p>')}<p class=r>Is it red?</p>Yes."
    )
    assert told(article)[-2:] == [((LOUD,), "Rarely."), (("Is it red?",), "Yes.")]


def test_an_answer_ends_before_a_heading(page: Read) -> None:
    pairs = both("<p class=q>{}</p><p>{}</p>")
    more = "<p class=q>Is it old?</p><p>No.</p><p>New.</p>"
    article = page(f"<h1>Ovens</h1>{more}{pairs}<h2>Shop</h2><p>Here.</p>")
    assert told(article)[-1] == (("Shop",), "Here.")


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>Is it hot?</p><p>It is.</p><p>Is it loud?</p><p>No.</p>", 4),
        ("<p>Ready?</p><div class=x>Bake it.</div><p>Eat it.</p><div class=x>Clean up.</div>", 4),
        ("<ul><li>Is it hot?</li><li>Is it loud?</li></ul><p>Ask that first.</p>", 3),
        ("<p class=q>Is it hot?</p><p class=q>Is it loud?</p><p>Ask that first.</p>", 3),
        (both("<p class=q><a href=x>{}</a></p><p>{}</p>"), 4),
    ],
)
def test_what_has_no_answer_of_its_own_stays_as_it_is(page: Read, html: str, texts: int) -> None:
    article = page(f"<h1>Ovens</h1>{html}")
    assert [each.heading for each in article.passages] == [()] * texts


TITLED = (
    "<div class=rule><div class='{0}'>Bread</div><div><p>It is sold daily.</p></div></div>"
    "<div class=rule><div class='{0}'>Heat</div><div><p>Mind it:</p><ul><li>Wear gloves"
    "<li>Stand back</ul></div></div>"
)


@pytest.mark.parametrize("html", [f"<div>{TITLED.format('')}</div>", TITLED.format("part-title")])
def test_short_lines_alike_head_what_follows_whatever_that_is(
    page: Callable[..., Article], html: str
) -> None:
    article = page(f"<h1>Ovens</h1>{html}")
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Bread",), "It is sold daily."),
        (("Heat",), "Wear gloves"),
        (("Heat",), "Stand back"),
    ]


def test_short_lines_in_a_list_head_nothing(page: Callable[..., Article]) -> None:
    item = "<li><p>{}</p><p>It is hot.</p><p>Mind it.</p><pre>heat</pre>"
    article = page(f"<h1>Ovens</h1><ul>{item.format('Large')}{item.format('Small')}</ul>")
    assert article.sections == ()


@pytest.mark.parametrize(
    "pair",
    ["<b>{}</b><br>{}<br>", "<strong>{}<br></strong>{}<br><br>", "Q: {}<br>A: {}<br>"],
)
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<p>We are often asked:<br>{}</p>"])
def test_a_line_that_asks_needs_no_block_of_its_own(page: Read, pair: str, around: str) -> None:
    article = page(f"<h1>Ovens</h1>{around.format(both(pair))}")
    assert told(article)[-2:] == [((HOT,), "It is."), ((LOUD,), "Rarely.")]


def test_lines_of_an_faq_may_ask_like_its_first(page: Read) -> None:
    lines = f"{HOT}<br>It is.<br>{LOUD}<br>Rarely. So why ask?<br>"
    expected = [((HOT,), "It is."), ((LOUD,), "Rarely. So why ask?")]
    assert told(page(f"<h1>FAQ</h1><p>{lines}</p>")) == expected
    assert {heading for heading, _ in told(page(f"<h1>Ovens</h1><p>{lines}</p>"))} == {()}
