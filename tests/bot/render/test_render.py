import dataclasses
import io
import re

import pytest
from rich.console import Console

from bot.answering.model import (
    Answer,
    Candidate,
    Choice,
    Contact,
    List,
    Paragraph,
    Source,
    SourceReference,
    Table,
)
from bot.render.plain import plain
from bot.render.printable import one_line, printable
from bot.render.terminal import show

SOURCE = Source(
    n=1,
    article="nurse",
    title="Registered Nurse",
    heading=("Pay", "By setting"),
    quote="Nurses in government earn the most [2].",
    start=10,
    end=49,
    line=7,
    url="https://example.org/nurse#:~:text=Nurses",
    updated="2026-11-22",
    references=(
        SourceReference("[2]", "Wages of nurses", "https://example.org/wages"),
        SourceReference("[9]", None, None),
    ),
)
ANSWER = Answer(
    answer_id="1",
    question="what pays most?",
    status="answered",
    confidence=0.934,
    answer="Nurses in government earn the most. It has varied.",
    blocks=(
        Paragraph("Nurses in government earn the most. It has varied."),
        List("By setting:", ("hospitals", "government")),
        Table(("Setting", "Median"), (("Government", "$106,480"), ("Hospitals", "$97,260"))),
    ),
    highlight="Nurses in government earn the most.",
    message=None,
    sources=(SOURCE,),
    related=("What is the difference between an RN and an LPN?",),
)
HOSTILE = "\x1b]0;gone\x07\x1b[2J[bold red]\u202edlrow\x9b31m\r\ud800"


def on_a_terminal(answer: Answer, **options: object) -> str:
    screen = io.StringIO()
    options = {"width": 70, "force_terminal": True, "color_system": "truecolor"} | options
    show(answer, Console(file=screen, legacy_windows=False, **options))
    return screen.getvalue()


def without_escapes(text: str) -> str:
    return re.sub(r"\x1b(\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)", "", text)


def test_plain_text_has_all_of_the_answer_and_nothing_else() -> None:
    assert plain(ANSWER) == (
        "Nurses in government earn the most. It has varied.\n"
        "\n"
        "By setting:\n"
        "- hospitals\n"
        "- government\n"
        "\n"
        "Setting     Median\n"
        "Government  $106,480\n"
        "Hospitals   $97,260\n"
        "\n"
        "Source: Registered Nurse › Pay › By setting, line 7 <https://example.org/nurse>\n"
        "[2] Wages of nurses <https://example.org/wages>\n"
        "\n"
        "Related:\n"
        "- What is the difference between an RN and an LPN?\n"
    )


def test_plain_text_of_an_unsure_answer_numbers_the_choices() -> None:
    unsure = dataclasses.replace(
        ANSWER,
        status="unsure",
        message="I'm not sure.",
        interpreted_as="What pays most?",
        blocks=(Paragraph("One."),),
        sources=(),
        related=(),
        choices=(Choice("What pays nurses?", "a"), Choice("What pays analysts?", "b")),
    )
    assert plain(unsure) == (
        "Read as: What pays most?\n\nI'm not sure.\n\nOne.\n\n"
        "Did you mean:\n1. What pays nurses?\n2. What pays analysts?\n"
    )


def test_items_keep_the_numbers_that_the_article_gives_them() -> None:
    steps = List("Then:", ("Train.", "Check:", "marks"), numbers=(3, 4, None))
    numbered = dataclasses.replace(ANSWER, blocks=(steps,))
    assert plain(numbered).startswith("Then:\n3. Train.\n4. Check:\n- marks\n\n")
    shown = without_escapes(on_a_terminal(numbered))
    assert re.search(r"Then:\s+3\. Train\.\s+4\. Check:\s+•\s+marks", shown)


def test_nested_items_are_indented() -> None:
    nested = List(
        "", ("Apply:", "here", "there", "Wait."), numbers=(2, 1, 2, 3), levels=(0, 1, 1, 0)
    )
    answer = dataclasses.replace(ANSWER, blocks=(nested, List("", ("a", "b"), levels=(0, 1))))
    assert plain(answer).startswith("2. Apply:\n  1. here\n  2. there\n3. Wait.\n\n- a\n  - b\n")
    shown = without_escapes(on_a_terminal(answer))
    assert re.search(r"\n    2\. +Apply: +\n +1\. here +\n +2\. there +\n    3\. +Wait\.", shown)
    assert re.search(r"• +a +\n +◦ b", shown)


def test_each_heading_is_named_once_with_the_lines_under_it() -> None:
    further = dataclasses.replace(SOURCE, n=2, line=9, quote="one\ntwo\nthree\n")
    other = dataclasses.replace(SOURCE, n=3, line=30, heading=("Pay",))
    several = dataclasses.replace(ANSWER, sources=(SOURCE, further, other))
    page = "<https://example.org/nurse>"
    assert (
        f"Source: Registered Nurse › Pay › By setting, line 7, lines 9–11 {page}\n"
        "[2] Wages of nurses <https://example.org/wages>\n"
        f"Source: Registered Nurse › Pay, line 30 {page}\n\n"
    ) in plain(several)
    shown = without_escapes(on_a_terminal(several))
    assert shown.count("By setting, ") == shown.count("Wages of nurses") == 1


def test_where_a_terminal_has_no_links_the_page_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    shown = " ".join(without_escapes(on_a_terminal(ANSWER)).split())
    assert "Registered Nurse › Pay › By setting <https://example.org/nurse>, line 7" in shown
    assert "[2] Wages of nurses <https://example.org/wages>" in shown
    assert "text=Nurses" not in shown


def test_a_reference_stays_in_one_line_and_keeps_its_end() -> None:
    long = SourceReference("[3]", f"The publisher of it all: {'of many ' * 20}Nurses", None)
    source = dataclasses.replace(SOURCE, references=(long,))
    shown = without_escapes(on_a_terminal(dataclasses.replace(ANSWER, sources=(source,)), width=92))
    (line,) = (line for line in shown.splitlines() if "[3]" in line)
    assert re.search(r"\[3\] The publisher .*….* Nurses +$", line)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Quelle: Registered Nurse › Pay › By setting, Zeile 7"),
        ("fr", "Questions proches:"),
        ("es", "Preguntas relacionadas:"),
    ],
)
def test_what_stands_around_an_answer_is_in_its_language(language: str, said: str) -> None:
    assert said in plain(dataclasses.replace(ANSWER, language=language))


def test_the_way_to_a_person_is_shown_and_can_be_followed() -> None:
    contact = Contact("Write to us: a@example.org.", "a@example.org", "mailto:a@example.org")
    nothing = Answer("1", "?", "no_answer", 0.0, message="No.", contact=contact)
    assert plain(nothing) == "No.\n\nWrite to us: a@example.org.\n"
    assert "mailto:a@example.org\x1b\\a@example.org\x1b]8;;" in on_a_terminal(nothing)


def test_a_table_without_header_and_with_ragged_rows_is_shown() -> None:
    ragged = dataclasses.replace(ANSWER, blocks=(Table((), (("a", "b"), ("c",))),))
    assert plain(ragged).startswith("a  b\nc\n")
    shown = without_escapes(on_a_terminal(ragged))
    assert all(cell in shown for cell in "abc")


def test_the_terminal_shows_the_best_sentence_in_bold_and_links_the_source() -> None:
    shown = on_a_terminal(ANSWER)
    assert "\x1b[1mNurses in government earn the most.\x1b[0m It has varied." in shown
    assert "https://example.org/nurse#:~:text=Nurses\x1b\\" in shown, "links to the sentence"
    text = " ".join(without_escapes(shown).split())
    assert "Registered Nurse › Pay › By setting, line 7 · updated 2026-11-22" in text
    assert "93% sure" in text
    assert "93% sure [2] Wages of nurses" in text
    assert "https://" not in text, "the address is behind the title"
    assert "[9]" not in text, "a mark that the article leaves open says nothing here"


def test_the_terminal_wraps_at_its_width_and_at_what_reads_well() -> None:
    long = dataclasses.replace(ANSWER, blocks=(Paragraph("word " * 100),))
    for width, widest in ((40, 40), (200, 92)):
        lines = without_escapes(on_a_terminal(long, width=width)).splitlines()
        assert widest - 10 < max(map(len, lines)) <= widest


def test_no_color_is_kept_to() -> None:
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", on_a_terminal(ANSWER, no_color=True))
    assert re.search(r"\x1b\[[0-9;]*3[0-9]m", on_a_terminal(ANSWER))


def test_a_hostile_article_is_text_not_orders() -> None:
    hostile = Answer(
        answer_id="1",
        question=HOSTILE,
        status="unsure",
        confidence=0.5,
        answer=HOSTILE,
        blocks=(
            Paragraph(HOSTILE),
            List(HOSTILE, (HOSTILE,)),
            Table((HOSTILE,), ((HOSTILE,),)),
        ),
        highlight=HOSTILE,
        message=HOSTILE,
        sources=(
            dataclasses.replace(
                SOURCE,
                title=HOSTILE,
                heading=(HOSTILE,),
                url="https://x/\x1b\\" + HOSTILE,
                updated=HOSTILE,
                references=(SourceReference(HOSTILE, HOSTILE, "javascript:alert(1)"),),
            ),
        ),
        choices=(Choice(HOSTILE, "a"),),
        related=(HOSTILE,),
        interpreted_as=HOSTILE,
        candidates=(Candidate("a", HOSTILE, (HOSTILE,), 0.5),),
    )
    kept = "]0;gone[2J[bold red]dlrow31m"
    for text in (plain(hostile), without_escapes(on_a_terminal(hostile, width=400))):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", text)
        assert text.count(kept) >= 9, "markup and the rest of it are shown as they stand"
    assert "javascript:alert(1)\x1b\\" not in on_a_terminal(hostile)


def test_clean_text_is_left_alone() -> None:
    assert printable(ANSWER) == ANSWER
    assert one_line("a\n  b\tc\x1b[0m") == "a b c [0m"
