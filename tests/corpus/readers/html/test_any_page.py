"""Any HTML in: no crash but `ArticleError`, every offset tells the truth, and no word is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleError, read_text

TAGS = (
    "p div span b a s del h1 h2 h3 ul ol li dl dt dd table tr td th caption thead details summary "
    "main article section nav header footer aside form button label br hr pre code blockquote sup "
    "q select option figure figcaption script style title my-card pre time math annotation output "
    "ac:structured-macro ac:parameter ac:rich-text-body ac:plain-text-body ac:link ri:page ac:task"
).split()
ATTRIBUTES = [
    "", " id=a", " id=b", " href='#a'", " href='#b'", " aria-controls=a", " role=main",
    " class=faq-question", " rowspan=3", " colspan=2", " colspan=99999999", " start=-1", " value=x",
    " role=heading aria-level=99", " hidden", " href='http://[x'", " itemscope itemprop=mainEntity "
    "itemtype='https://schema.org/Question'", " itemprop=name", " data-toggle=collapse href='#b'",
    " class='card'", " class='card-title'", " class=admonition", " role=tablist", " role=tab",
    " role=tabpanel", " class=linenos", " class=katex-html", " class=breadcrumb", " class=nav",
    " id=footer", " ac:name=expand", " ac:name=title", " ac:name=code", " class=panelHeader",
    " type=a", " style='text-decoration: line-through'",
]  # fmt: skip
WORDS = st.sampled_from(
    [
        "One",
        "Is it so?",
        "[1]",
        "<?= $x ?>",
        "@stop",
        "› x",
        "| x |",
        "# y",
        "**z**",
        "`k",
        "&lt;i&gt;",
        "&#xD800;",
        "\u2028",
        "  ",
    ]
)
PARTS = st.one_of(
    WORDS,
    st.text(max_size=8).filter(lambda each: "<" not in each and "&" not in each),
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(
        [
            "[fold title='Why?']", "[/fold]", "[form id='1']", "<![CDATA[x > y]]>",
            '<ri:page x="y" />',
            "<!-- c -->", "<", "</", "<p", "<script type='application/ld+json'>{\"@type\": "
            '"Question", "name": "Q?", "acceptedAnswer": {"text": "<p>\\ud800 A<li>x"}}</script>',
            "<script type='application/ld+json'>[[</script>", "<svg><p>s</svg>", "<math><mi>m",
        ]
    ),
)  # fmt: skip


@given(parts=st.lists(PARTS, max_size=40))
@settings(deadline=None, max_examples=500, suppress_health_check=list(HealthCheck))
def test_any_html(check: Callable[[Article], None], parts: list[str]) -> None:
    try:
        article = read_text("".join(parts), Path("any.html"))
    except ArticleError:
        return
    check(article)


NAMES = st.lists(st.integers(0, 9), min_size=1, max_size=3)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, int]:
    """A page of well-formed elements, and how many paragraphs of it have a word of their own."""
    count = 0

    def part(depth: int) -> str:
        nonlocal count
        count += 1
        own = f"p{count}"
        word = f"word{count}x is said here, and that is all there is to say."
        shape = draw(st.integers(0, 17 if depth < 4 else 2))
        inner = (
            "".join(part(depth + 1) for _ in range(draw(st.integers(1, 3)))) if shape > 2 else ""
        )
        return {
            0: f"<p>{word}</p>",
            1: f"<div>{word}</div>",
            2: f"<h3>Head {count}</h3><p><b>{word}</b></p>",
            3: f"<ul><li>{word}{inner}</li></ul>",
            4: f"<details><summary>Why {count}?</summary><p>{word}</p>{inner}</details>",
            5: f"<table><tr><td>a</td><td>{word}{inner}</td></tr></table>",
            6: f"<main><p>{word}</p>{inner}</main>",
            7: f"<nav>{word}{inner}</nav>",
            8: f"<dl><dt>T {count}</dt><dd>{word}{inner}</dd></dl>",
            9: f"<button aria-controls={own}>B {own}</button><div id={own}>{word}{inner}</div>",
            10: f"<div class=card><p class=card-title>T {count}</p><p>{word}</p>{inner}</div>",
            11: f"<div class='admonition note'><p class=title>{word}</p>{inner}</div>",
            12: f"<div><ul role=tablist><li role=tab>{word}</li></ul>"
            f"<div role=tabpanel>{inner}</div></div>",
            13: f"<p>[fold title='Why {count}?']</p><p>{word}</p>{inner}<p>[/fold]</p>",
            14: f"<p>[fold title='{word}'] said [/fold]</p>{inner}",
            15: f"<footer><p>{word}</p>{inner}</footer>",
            16: f"<figure><table><tr><td>a<td>b</table><figcaption>{word}</figcaption></figure>"
            f"{inner}",
            17: "<ac:structured-macro ac:name=expand><ac:parameter ac:name=title>Why?"
            "</ac:parameter>"
            f"<ac:rich-text-body><p>{word}</p>{inner}</ac:rich-text-body></ac:structured-macro>",
        }[shape]

    return "".join(part(0) for _ in range(draw(st.integers(1, 5)))), count


@given(made=pages())
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_no_paragraph_is_lost_unreported(
    check: Callable[[Article], None], made: tuple[str, int]
) -> None:
    html, count = made
    article = read_text(f"<h1>The title</h1><p>Text.</p>{html}", Path("page.html"))
    check(article)
    told = [each.text for each in article.passages]
    told += [" ".join(cell for cell in block.columns) for block in article.blocks]
    told += [block.lead.text for block in article.blocks if block.lead]
    told += [each.text for each in article.set_aside]
    told += [section.heading for section in article.sections]
    found = {int(each) for text in told for each in re.findall(r"word(\d+)x", text)}
    assert found == set(range(1, count + 1))


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 60_000 + "x",
        "<ul><li>x" * 8_000,
        "<table><tr><td>x" * 5_000,
        "<details><summary>x</summary>y" * 5_000,
        "<aside><section>x" * 8_000,
        "<b>x" * 50_000,
        "<b>x</b> " * 20_000,
        "<s>x" * 20_000,
        "y<s>x</s>" * 20_000,
        "<li>x</li>y" * 10_000,
        "<h2>+ x" * 10_000,
        "<p>x <?= $y ?>" * 10_000,
        "<a href='#a'>[1]</a>" * 20_000 + "<p id=a>x",
        "".join(f"<a href='#a{n}'>[1]</a><p id=a{n}>x</p>" for n in range(5_000)),
        "".join(
            f"<button aria-controls=a{n}>x?</button><div id=a{n}>y</div>" for n in range(8_000)
        ),
        "<table><tr>" + "<td>x" * 50_000 + "</table>",
        "<div class='card card-title'>x" * 8_000,
        "<div class=card><p class=title>x</p>" * 4_000 + "y",
        "<a href='#a'>back</a>" * 20_000 + "<h2 id=a>x",
        "<p>[a b='c']" * 10_000 + "x",
        "[a title='c']" * 10_000 + "x" + "[/a]" * 10_000,
        "<div><a href='#a'>x</a>" * 5_000 + "<h2 id=a>x</h2>y",
        "<p><a href='#a'>x</a></p>" * 5_000 + "<h2 id=a>x</h2>y",
        "<x-a>y</x-a><b>" * 5_000,
        "<div class=nav>" * 20_000 + "y",
        "<nav>" + "y" * 200_000 + "</nav>x",
        "<style>.c{font-weight:bold}</style>" + "<span class=c>x</span> " * 20_000,
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>1.</span>x" * 5_000,
        "<div hidden class=a>x y</div>" * 10_000,
        "<div class=c><h3>Pro</h3><h3>$15</h3></div>" * 4_000,
        "<h2>x</h2>" + "<p><a href=x>Next</a>" * 10_000,
        "<main>" + "<footer><p>x" * 5_000,
        "<p><time>now</time>" * 10_000,
        "<ul role=tablist><li role=tab>x" * 3_000 + "<div role=tabpanel>y" * 3_000,
        "<ac:structured-macro ac:name=expand><ac:parameter ac:name=title>x</ac:parameter>" * 3_000,
        "<pre>" + "<div>x</div>" * 20_000,
        "<table>" + "<tr><td colspan=100>x" * 30_000 + "</table>",
        "<table><tr><td rowspan=60000>x<td>y" + "<tr><td>z" * 20_000 + "</table>",
    ],
    ids=lambda bomb: bomb[:24],
)
@pytest.mark.timeout(60)
def test_no_page_takes_long(check: Callable[[Article], None], bomb: str) -> None:
    try:
        article = read_text(bomb, Path("bomb.html"))
    except ArticleError:
        return
    check(article)
