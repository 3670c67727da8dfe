"""A table of contents is known by its links to headings of the page, whatever it stands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_text
from corpus.overrides import Overrides

Read = Callable[..., Article]

ONE, TWO = "<a href='#a'>When is it hot?</a>", "<a href='#b'>Who cleans it?</a>"
BODY = "<h2 id=a>When is it hot?</h2><p>At four.</p><h2 id=b>Who cleans it?</h2><p>You do.</p>"
ANSWERS = [("When is it hot?", "At four."), ("Who cleans it?", "You do.")]


def told(article: Article) -> list[tuple[str, str]]:
    """Return each passage with the headings that it stands under."""
    return [(" > ".join(each.heading), each.text) for each in article.passages]


@pytest.mark.parametrize(
    "jumps",
    [
        f"<p>{ONE}</p><p>{TWO}</p>",
        f"<p>{ONE}<br>{TWO}</p>",
        f"<p><b>1. {ONE} | 2. {TWO}</b></p>",
        f"<div><span>{ONE}</span> · <span>{TWO}</span></div>",
        f"<table><tr><td>{ONE}<tr><td>{TWO}</table>",
        f"<table><tr><td>{ONE}<td>{TWO}</table>",
        f"{ONE} | {TWO}",
        f"{ONE}<br>{TWO}<br>",
        f"<h2>Contents</h2><p>{ONE}</p><p>{TWO}</p>",
        f"<p>On this page</p><p>{ONE}</p><p>{TWO}</p>",
        "<p><a href='#a'>Heat</a> - <a href='#b'>Cleaning</a></p>",
        "<ul><li><a href='#a'>Heat</a><li><a href='#b'>Cleaning</a></ul>",
    ],
)
def test_links_to_headings_are_no_questions_and_no_text(page: Read, jumps: str) -> None:
    article = page(f"<h1>Oven FAQ</h1><p>We have one oven.</p>{jumps}{BODY}")
    assert told(article) == [("", "We have one oven."), *ANSWERS]
    assert {each.reason for each in article.set_aside} == {"table of contents"}


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt id=a>When is it hot?<dd><p>At four.<dt id=b>Who cleans it?<dd><p>You do.</dl>",
        "<details><summary id=a>When is it hot?</summary><p>At four.</details>"
        "<details><summary id=b>Who cleans it?</summary><p>You do.</details>",
        "<p><a name=a></a><b>When is it hot?</b><p>At four.<p id=b><b>Who cleans it?</b><p>You do.",
        "<h3><a name=a>When is it hot?</a></h3><p>At four.<h3>Who cleans it?</h3><p>You do.",
        "<div id=a><h3>Of heat</h3><p>When is it hot?<p>At four.</div>"
        "<a name=b></a><h3>Of care</h3><p>Who cleans it?<p>You do.",
    ],
)
def test_what_is_read_as_a_heading_is_led_to_as_well(page: Read, body: str) -> None:
    article = page(f"<h1>Oven FAQ</h1><p>{ONE}</p><p>{TWO}</p>{body}")
    assert [each.text for each in article.set_aside] == ["When is it hot?", "Who cleans it?"]
    assert [text for _, text in told(article)][-1] == "You do."


@pytest.mark.parametrize(
    "text",
    [
        f"<p>Read {ONE} before.</p>",
        f"<p>Read this:<br>{ONE}<br>and come.</p>",
        f"<ul><li>{ONE}<li>Come at four.</ul>",
        f"<dl><dt>{ONE}<dd>Before noon.</dl>",
        "<table><tr><th>What<th>Who<tr><td><a href='#a'>When is it hot?</a><td>You</table>",
        "<p><a href='https://e.org/x#a'>When is it hot?</a></p>",
        "<p><a href='#a'>Come at four, which is when it is hot.</a></p>",
        "<p><a href='#a'>heat</a> → 0 | <a href='#b'>care</a></p>",
        "<p><a href='#a'>heat</a> = { <a href='#b'>care</a> }</p>",
        "<p><a href='#p'>The price</a></p><p id=p>It is ten.</p>",
    ],
)
def test_other_text_with_such_links_stays(page: Read, text: str) -> None:
    article = page(f"<h1>Ovens</h1><p>Text.</p>{text}{BODY}")
    assert len(told(article)) > 3
    assert article.set_aside == ()


def test_a_link_beside_another_heading_is_no_permalink_of_its_own(page: Read) -> None:
    """What leads to the heading that it stands beside goes; a jump to another is told."""
    article = page(f"<h1>Ovens</h1><p>Text.</p>{BODY}<a href='#b'>Link to it</a><p>{ONE}</p>")
    assert told(article) == [("", "Text."), *ANSWERS]
    assert [each.text for each in article.set_aside] == ["Link to it", "When is it hot?"]
    section = "<div><h2 id=a>When is it hot?</h2><a href='#a'>Section titled “When”</a></div>"
    article = page(f"<h1>Ovens</h1>{section}<p>At four.</p>")
    assert told(article) == ANSWERS[:1]
    assert article.set_aside == ()


def test_a_link_alone_answers_nothing(page: Read) -> None:
    article = page(f"<h1>Ovens</h1><h2>Is it hot?</h2><p>{ONE}</p>{BODY}")
    assert told(article) == ANSWERS
    assert [each.reason for each in article.set_aside] == ["table of contents"]


PARTS = "<a href='#a'>Heat</a>", "<a href='#b'>Cleaning</a>"
LISTED = "<ul><li>{}<li>{}</ul>".format(*PARTS)


@pytest.mark.parametrize(
    "links",
    [
        LISTED,
        f"<div>{LISTED}</div>",
        "<ol><li>{}<li>{}</ol>".format(*PARTS),
        "<table><tr><td>{}<tr><td>{}</table>".format(*PARTS),
    ],
)
@pytest.mark.parametrize("over", ["<h2>What is there to know?</h2>{}", "<h2>Topics</h2>We have:{}"])
def test_a_list_of_links_may_answer_its_heading(page: Read, links: str, over: str) -> None:
    article = page(f"<h1>Ovens</h1><p>Text.</p>{over.format(links)}{BODY}")
    said = " ".join(text for heading, text in told(article) if heading not in ("", ANSWERS[0][0]))
    assert "Heat" in said
    assert "Cleaning" in said
    assert article.set_aside == ()


@pytest.mark.parametrize(
    "links",
    [
        f"<h2>Topics</h2><ul><li>{ONE}<li>{TWO}</ul>",
        "<h2>Topics</h2><p>{} | {}</p>".format(*PARTS),
        f"<h2>Topics</h2><div class=toc>{LISTED}</div>",
        f"<h2>Contents</h2>{LISTED}",
        f"<div><h2>Topics</h2><p>We have two.</p></div><div>{LISTED}</div>",
    ],
)
def test_other_links_under_a_heading_are_contents(page: Read, links: str) -> None:
    article = page(f"<h1>Ovens</h1><p>Text.</p>{links}{BODY}")
    assert [each for each in told(article) if each[1] != "We have two."] == [
        ("", "Text."),
        *ANSWERS,
    ]
    assert {each.reason for each in article.set_aside} == {"table of contents"}


@pytest.mark.parametrize("keep", ["Contents", "cleaning"])
@pytest.mark.parametrize("around", ["{}", "<div>{}</div>"])
def test_contents_that_the_owner_keeps_stay(keep: str, around: str) -> None:
    """By the heading that they stand under, or by a text, in front matter or for all articles."""
    body = f"<h1>Ovens</h1><p>Text.</p>{around.format(f'<h2>Contents</h2>{LISTED}')}{BODY}"
    above = read_text(f"---\nkeep: {keep}\n---\n<body>{body}</body>", Path("ovens.html"))
    everywhere = read_text(f"<body>{body}</body>", Path("a.html"), overrides=Overrides((keep,)))
    kept = ["Heat", "Cleaning"] if keep == "Contents" else ["Cleaning"]
    for article in (above, everywhere):
        assert told(article)[1:-2] == [("Contents", each) for each in kept]
