"""What a Markdown article says of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article, Reference

Read = Callable[..., Article]


def test_front_matter(markdown: Read) -> None:
    article = markdown(
        "Text [1] and [b].\n",
        "---\ntitle: T\nurl: https://e.org/t\nauthor: [A, B]\nupdated: 2026-01-31\nlanguage: no\n"
        "references:\n  - title: One\n    url: https://e.org/1\n  - https://e.org/2\n"
        "  - mark: 7\n    title: Seven\n---\n",
    )
    assert (article.title, article.url) == ("T", "https://e.org/t")
    assert (article.author, article.updated, article.language) == ("A, B", "2026-01-31", "no")
    assert article.references == (
        Reference("[1]", "One", "https://e.org/1"),
        Reference("[2]", None, "https://e.org/2"),
        Reference("[7]", "Seven", None),
    )
    assert article.warnings == ()


def test_a_title_s_entities_are_read(markdown: Read) -> None:
    assert markdown("x\n", "---\ntitle: Baking&#58; a year on\n---\n").title == "Baking: a year on"


def test_front_matter_maps_references(markdown: Read) -> None:
    article = markdown(
        "Text [2].\n", "---\ntitle: T\nreferences: {2: {title: Two}, '[3]': Three}\n---\n"
    )
    assert article.references == (Reference("[2]", "Two"), Reference("[3]", "Three"))


def test_front_matter_fields_that_say_nothing_are_reported(markdown: Read) -> None:
    article = markdown(
        "x\n",
        "---\ntitle: T\nurl: example.org\nupdated: last week\nlanguage: '?'\nauthor: {a: b}\n---\n",
    )
    assert (article.url, article.updated, article.language, article.author) == (
        None,
        None,
        "en",
        None,
    )
    assert [warning.line for warning in article.warnings] == [3, 6, 4, 5]


ACCORDION = (
    "---\ntitle: Shifts\npanels:\n"
    "  - panelIcon: /img/clock.svg\n    panelBody: >-\n      Eight hours,\n      not more.\n"
    "    panelHead: HOW LONG IS A SHIFT?\n"
    "  - panelIcon: /img/moon.svg\n    panelBody: Those who asked for it.\n"
    "    panelHead: WHO BAKES AT NIGHT?\n---\n"
)


def test_what_always_asks_is_an_faq_whatever_it_is_called(markdown: Read) -> None:
    article = markdown("", ACCORDION)
    assert [(each.heading, each.text) for each in article.passages] == [
        (("HOW LONG IS A SHIFT?",), "Eight hours, not more."),
        (("WHO BAKES AT NIGHT?",), "Those who asked for it."),
    ]
    assert all(section.faq for section in article.sections)


def test_a_file_may_have_its_question_and_answer_above_itself(markdown: Read) -> None:
    article = markdown(
        "&nbsp;\n",
        "---\ntitle: Night shifts\nquestion: >-\n    Who bakes at night?\n"
        "answer: >-\n    Those who *asked* for it.\nseo:\n    title: Nights\n---\n\n",
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Who bakes at night?",), "Those who asked for it.")
    ]
    assert article.sections[0].faq


def test_toml_asks_so_too(markdown: Read) -> None:
    article = markdown(
        "",
        '+++\ntitle = "Shifts"\n[[panel]]\nhead = "Who bakes?"\nbody = "All do."\n'
        '[[panel]]\nhead = "Who mills?"\nbody = "One of us."\n+++\n',
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        *((("Who bakes?",), "All do."), (("Who mills?",), "One of us."))
    ]


@pytest.mark.parametrize(
    "entries",
    [
        "  - head: Ready to bake?\n    body: Write to us.\n",
        "  - head: Ready to bake?\n    body: Write.\n  - head: Bread\n    body: Is good.\n",
        "  - head: Who bakes?\n    href: /a\n  - head: Who mills?\n    href: /b\n",
        "  - head: Who bakes?\n  - head: Who mills?\n",
    ],
)
def test_front_matter_that_does_not_always_ask_is_none(markdown: Read, entries: str) -> None:
    assert markdown("Bread.\n", f"---\ntitle: T\npanels:\n{entries}---\n\n").sections == ()


@pytest.mark.parametrize("sign", [">-", "|"])
def test_an_answer_may_be_a_list(markdown: Read, sign: str) -> None:
    article = markdown(
        "",
        f"---\ntitle: Shifts\nfaq:\n  - question: What do I bring?\n    answer: {sign}\n"
        "      Bring these:\n\n      * an *apron*\n        that fits;\n      * shoes.\n\n"
        "      All else is there.\n---\n",
    )
    assert [(each.kind, each.text) for each in article.passages] == [
        *(("item", "an apron that fits;"), ("item", "shoes.")),
        ("paragraph", "All else is there."),
    ]
    lead = article.blocks[article.passages[0].block].lead
    assert lead is not None
    assert lead.text == "Bring these:"


def test_a_hyphen_in_a_folded_answer_makes_no_list(markdown: Read) -> None:
    article = markdown(
        "",
        "---\ntitle: T\nfaq:\n  - question: Who?\n    answer: >-\n      All\n      - but I.\n---\n",
    )
    assert [each.text for each in article.passages] == ["All - but I."]


@pytest.mark.parametrize(
    "written",
    [
        "parts:\n  - kind: folds\n    entries:\n{}",
        "page:\n  parts:\n    entries:\n{}",
        "faq:\n{}",
    ],
)
def test_questions_may_stand_deeper(markdown: Read, written: str) -> None:
    entries = (
        "      - title: Is it warm?\n        text: All day.\n"
        "      - title: Is it free?\n        parts:\n          - kind: a\n            text: No.\n"
    )
    article = markdown("", f"---\ntitle: Bread\n{written.format(entries)}---\n")
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Is it warm?",), "All day."),
        (("Is it free?",), "No."),
    ]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("lang: de", "de"),
        ("locale: de_AT", "de-AT"),
        ("language: ''\nlocale: fr", "fr"),
        ("language: es, ES", "es"),
        ("lang: en\nlocale: fr", "en"),
    ],
)
def test_a_language_is_called_what_generators_call_it(
    markdown: Read, line: str, language: str
) -> None:
    article = markdown("x\n", f"---\ntitle: T\n{line}\n---\n")
    assert (article.language, article.warnings) == (language, ())
