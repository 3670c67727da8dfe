"""The same article as Markdown, HTML, PDF and Word document gives the same answers."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.open_index import open_answerer
from bot.render.answer_outline import source_places
from bot.settings import Settings
from index.build import build
from tests.corpus import documents
from tests.corpus.paper import Paper

TITLE = "Working as a baker"
SECTIONS: list[tuple[str, list[str | list[str] | list[list[str]]]]] = [
    ("What a baker does", [
        "A baker mixes dough, shapes loaves and watches the oven. Most bakeries open early, so "
        "that the work begins between two and four in the morning and ends before noon.",
    ]),
    ("How to become a baker", [
        "There are three ways into the trade, and none of them needs a degree:",
        ["An apprenticeship takes three years and is paid from the first day.",
         "A course at a college takes one year and costs about 2,400 euros.",
         "A helper in a bakery learns on the job, and may take the exam after five years."],
    ]),
    ("Pay", [
        [["Level", "Pay an hour", "Holidays"],
         ["Apprentice", "11 euros", "24 days"],
         ["Journeyman", "17 euros", "26 days"],
         ["Master", "24 euros", "30 days"]],
        "Work on Sundays is paid half as much again.",
    ]),
]  # fmt: skip
FAQ = [
    ("Do I need to speak the language?", "Enough to read a recipe and the rules of hygiene."),
    (
        "Is it hard on the body?",
        "Yes: sacks weigh 25 kilograms, and you stand for most of the day.",
    ),
    ("Can I bake with an allergy to flour?", "No. A doctor tests for it before you begin."),
]
QUESTIONS = [
    *(question for question, _ in FAQ),
    "when does a baker start work in the morning",
    "how long is an apprenticeship",
    "what does a course at a college cost",
    "how much does a master earn",
    "are sundays paid more",
    "how heavy are the sacks",
    "do I need a degree",
    "what does an astronaut earn",
]


def markdown() -> bytes:
    parts = [f"# {TITLE}"]
    for heading, blocks in SECTIONS:
        parts.append(f"## {heading}")
        for block in blocks:
            if isinstance(block, str):
                parts.append(block)
            elif isinstance(block[0], str):
                parts.append("\n".join(f"- {item}" for item in block))
            else:
                rows = [" | ".join(row) for row in block]
                parts.append("\n".join([rows[0], " | ".join("---" for _ in block[0]), *rows[1:]]))
    parts.append("## Frequently asked questions")
    parts += [f"### {question}\n\n{answer}" for question, answer in FAQ]
    return "\n\n".join(parts).encode()


def html() -> bytes:
    parts = [f"<title>{TITLE} | Bakers' Guild</title><nav>Home</nav><main><h1>{TITLE}</h1>"]
    for heading, blocks in SECTIONS:
        parts.append(f"<h2>{heading}</h2>")
        for block in blocks:
            if isinstance(block, str):
                parts.append(f"<p>{escape(block)}</p>")
            elif isinstance(block[0], str):
                parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in block) + "</ul>")
            else:
                rows = "".join(
                    "<tr>" + "".join(f"<t{kind}>{cell}</t{kind}>" for cell in row) + "</tr>"
                    for row, kind in zip(block, ["h", *"ddd"], strict=True)
                )
                parts.append(f"<table>{rows}</table>")
    parts.append("<h2>Frequently asked questions</h2>")
    parts += [f"<details><summary>{asked}</summary><p>{told}</p></details>" for asked, told in FAQ]
    return "\n".join([*parts, "</main>"]).encode()


def docx() -> bytes:
    parts = [documents.heading(TITLE, 0)]
    for heading, blocks in SECTIONS:
        parts.append(documents.heading(heading, 1))
        for block in blocks:
            if isinstance(block, str):
                parts.append(documents.paragraph(block))
            elif isinstance(block[0], str):
                parts += [documents.item(str(item)) for item in block]
            else:
                parts.append(documents.table([list(row) for row in block]))
    parts.append(documents.heading("Frequently asked questions", 1))
    for question, answer in FAQ:
        parts += [documents.heading(question, 2), documents.paragraph(answer)]
    return documents.docx(*parts)


def pdf() -> bytes:
    paper = Paper("Bakers' Guild", "Page #").heading(TITLE, 0)
    for heading, blocks in SECTIONS:
        paper.heading(heading, 1)
        for block in blocks:
            if isinstance(block, str):
                paper.text_block(block)
            elif isinstance(block[0], str):
                paper.listed([str(item) for item in block])
            else:
                paper.ruled([list(row) for row in block])
    paper.add_page()
    paper.heading("Frequently asked questions", 1)
    for question, answer in FAQ:
        paper.text_block(question, "B").text_block(answer)
    return paper.data()


@pytest.fixture(scope="module")
def answerers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answerer]:
    """Who answers from the article, by its format."""
    made = {}
    for make in (markdown, html, docx, pdf):
        suffix = {"markdown": "md"}.get(make.__name__, make.__name__)
        folder = tmp_path_factory.mktemp(suffix)
        (folder / f"baker.{suffix}").write_bytes(make())
        settings = Settings(index=folder / "index")
        build([folder / f"baker.{suffix}"], settings.index, cache=CACHE)
        made[suffix] = open_answerer(settings)
    return made


CACHE = Settings.read().cache_dir


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_format_gives_the_same_answer(answerers: dict[str, Answerer], question: str) -> None:
    answers = {name: each.answer(question) for name, each in answerers.items()}
    wanted = answers["md"]
    assert (wanted.status == "answered") == (question != QUESTIONS[-1])
    for name, answer in answers.items():
        said = (answer.status, answer.answer, answer.blocks, answer.highlight)
        assert said == (wanted.status, wanted.answer, wanted.blocks, wanted.highlight), name
        assert answer.confidence == pytest.approx(wanted.confidence, abs=0.02), name
        paths = [source.heading for source in answer.sources]
        assert paths == [source.heading for source in wanted.sources], name


def test_what_is_quoted_stands_in_the_text_that_the_index_keeps(
    answerers: dict[str, Answerer],
) -> None:
    for answerer in answerers.values():
        for question in QUESTIONS[:-1]:
            for source in answerer.answer(question).sources:
                kept = answerer.index.quote(source.article, source.start, source.end)
                assert kept == source.quote


def test_an_html_file_and_a_document_are_indexed_beside_markdown(tmp_path: Path) -> None:
    for name, data in (
        ("a.md", markdown()),
        ("b.html", html()),
        ("c.docx", docx()),
        ("d.pdf", pdf()),
    ):
        (tmp_path / name).write_bytes(data.replace(b"<nav>Home</nav>", b""))
    report = build([tmp_path], tmp_path / "index", cache=CACHE)
    assert report.articles == 4
    assert {(Path(path).name, each.text) for path, each in report.set_aside} == {
        ("d.pdf", "Bakers' Guild"),
        ("d.pdf", "Page 1"),
    }


def test_a_citation_names_the_page_or_the_lines_of_the_file(
    answerers: dict[str, Answerer],
) -> None:
    (source,) = answerers["pdf"].answer(FAQ[1][0]).sources
    assert (source.page, outline_lines(answerers["pdf"], FAQ[1][0])) == (2, "page 2")
    text = html().decode().splitlines()
    (source,) = answerers["html"].answer(FAQ[1][0]).sources
    assert FAQ[1][1] in text[source.line - 1]
    assert outline_lines(answerers["html"], FAQ[1][0]) == f"line {source.line}"


def test_a_link_to_a_pdf_leads_to_its_page(tmp_path: Path) -> None:
    (tmp_path / "baker.pdf").write_bytes(pdf())
    (tmp_path / ".addresses.json").write_text('{"baker.pdf": "https://example.org/baker.pdf"}')
    build([tmp_path], tmp_path / "index", cache=CACHE)
    answerer = open_answerer(Settings(index=tmp_path / "index"))
    (source,) = answerer.answer(FAQ[1][0]).sources
    assert source.url == "https://example.org/baker.pdf#page=2"


def outline_lines(answerer: Answerer, question: str) -> str:
    (place,) = source_places(answerer.answer(question))
    return place.lines


def test_a_link_to_a_page_leads_to_its_nearest_element(tmp_path: Path) -> None:
    (tmp_path / "pay.html").write_text(
        "<title>Pay</title><link rel=canonical href='https://example.org/pay'><h1>Pay</h1>"
        "<h2>Starting</h2><p id=first>A baker starts on 17 euros an hour.</p>",
        "utf-8",
    )
    build([tmp_path], tmp_path / "index", cache=CACHE)
    answerer = open_answerer(Settings(index=tmp_path / "index"))
    (source,) = answerer.answer("What does a baker start on?").sources
    assert source.element == "first"
    assert source.url is not None
    assert source.url.startswith("https://example.org/pay#first:~:text=")
