"""reStructuredText: what a reader of the page sees of it, with its line, and nothing lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

import pytest

from corpus import Article, ArticleError, read_text
from corpus.overrides import Overrides
from corpus.readers.rst.roles import RoleText

Read = Callable[..., Article]


@pytest.fixture(scope="module")
def rst(check: Callable[[Article], None]) -> Read:
    """Read reStructuredText under a title, and hold it against the invariants."""

    def read(text: str, title: str = "Baking\n======\n\n") -> Article:
        article = read_text(title + text, Path("baking.rst"))
        check(article)
        return article

    return read


def texts(article: Article) -> list[str]:
    return [each.text for each in article.passages]


def under(article: Article) -> list[tuple[str, str]]:
    return [(" > ".join(each.heading), each.text) for each in article.passages]


def test_titles_of_any_style_are_headings_by_their_order(rst: Read) -> None:
    article = rst(
        "First.\n\nPay\n~~~\n\nFair.\n\nOf masters\n..........\n\nMore.\n\n"
        "Hours\n~~~~~\n\nEarly.\n",
        "########\nBaking\n########\n\n",
    )
    assert article.title == "Baking"
    assert under(article) == [
        ("", "First."),
        ("Pay", "Fair."),
        ("Pay > Of masters", "More."),
        ("Hours", "Early."),
    ]
    assert article.warnings == ()


def test_every_quote_has_its_line(rst: Read) -> None:
    text = (
        ".. _label:\n\nBaking\n======\n\nOne,\nin lines.\n\n- a\n- b\n  on\n- c\n\n"
        ".. note::\n   :class: x\n\n   Note.\n\nPay\n---\n\n===== ===\nLevel Pay\n===== ===\n"
        "New   30\nOld   60\n===== ===\n\nCode::\n\n  one\n  two\n\nEnd.\n"
    )
    article = rst(text, "")
    lines = text.splitlines()
    for passage in article.passages:
        first = passage.text.split(" | ")[0].split("\n")[0].split()[0]
        assert first in lines[passage.line - 1], passage
    assert len(article.passages) == 9
    assert [each.element for each in article.passages][::8] == ["baking", "pay"]


def test_a_title_that_is_missing_is_warned_of(rst: Read) -> None:
    (warning,) = rst("Bakers bake.\n", "").warnings
    assert str(warning).endswith("taken for it; begin the text with its title, underlined")


def test_a_title_that_docutils_refuses_is_one_all_the_same(rst: Read) -> None:
    text = "Pay\n---\n\nFair.\n\nOf\n~~\n\nx\n\nEnd\n===\n\ny\n\nSkipped\n~~~~~~~\n\nz\n"
    article = rst(text)
    assert ("End > Skipped", "z") in under(article)


def test_a_rubric_is_a_heading_outside_their_order(rst: Read) -> None:
    article = rst("Pay\n---\n\nFair.\n\n.. rubric:: Of masters\n\nHigh.\n\nHours\n-----\n\nx\n")
    assert under(article) == [("Pay", "Fair."), ("Pay > Of masters", "High."), ("Hours", "x")]


@pytest.mark.parametrize("level", ["-", "term"])
def test_questions_are_headings_or_terms(level: str, rst: Read) -> None:
    asked = ("Who pays?", "The bakery."), ("When do I begin?", "At three.")
    entries = [
        f"{question}\n   {answer}\n"
        if level == "term"
        else f"{question}\n{level * len(question)}\n\n{answer}\n"
        for question, answer in asked
    ]
    article = rst("\n".join(entries), "FAQ\n===\n\n")
    assert under(article) == list(asked)
    assert all(section.faq for section in article.sections)


def test_lists_with_their_numbers_and_depth(rst: Read) -> None:
    article = rst("3. Mix\n#. Bake\n\n   - slowly\n   - hot\n\n#. Eat\n")
    assert [(each.ordinal, each.depth, each.text) for each in article.passages] == [
        (3, 0, "Mix"),
        (4, 0, "Bake"),
        (None, 1, "slowly"),
        (None, 1, "hot"),
        (5, 0, "Eat"),
    ]


SIMPLE = """
===== =====
Level Pay
===== =====
New   30
Old   60
===== =====
"""
GRID = """
+-------+-----+
| Level | Pay |
+=======+=====+
| New   | 30  |
+-------+-----+
| Old   | 60  |
+-------+-----+
"""
LISTED = """
.. list-table:: Pay
   :header-rows: 1
   :widths: 20 80 20
   :unknown: x

   * - Level
     - Pay
   * - New
     - 30
   * - Old
     - 60
"""
COMMAS = """
.. csv-table::
   :header: Level, Pay

   New, 30
   Old, "60"
"""


@pytest.mark.parametrize("table", [SIMPLE, GRID, LISTED, COMMAS])
def test_tables_of_every_kind(table: str, rst: Read) -> None:
    article = rst(table)
    assert [each.cells for each in article.passages] == [("New", "30"), ("Old", "60")]
    assert article.blocks[0].columns == ("Level", "Pay")


def test_cells_that_span(rst: Read) -> None:
    head = "+---+-----+\n| A | B   |\n+===+=====+\n"
    article = rst(f"{head}| x | one |\n|   +-----+\n|   | two |\n+---+-----+\n")
    assert [each.cells for each in article.passages] == [("x", "one"), ("x", "two")]


def test_a_list_table_that_is_none_is_a_list(rst: Read) -> None:
    article = rst(".. list-table::\n\n   * - Bread\n     - white\n   * - Cake\n")
    assert texts(article) == ["Bread", "white", "Cake"]


ROLES = [
    (":ref:`our page on pay <pay>`", "our page on pay"),
    (":doc:`Pay </guide/pay>`", "Pay"),
    (":term:`oven`", "oven"),
    (":nobody-knows:`the words`", "the words"),
    (":py:class:`~oven.Fan`", "Fan"),
    (":menuselection:`&File --> Open`", "File --> Open"),
    (":kbd:`Ctrl+C`", "Ctrl+C"),
    (":rfc:`2822`", "RFC 2822"),
    (r":math:`a \le b`", r"a \le b"),
    ("H\\ :sub:`2`\\ O", "H2O"),
    ("`words`", "words"),
    ("*a* **b** ``c  d``", "a b c d"),
    ("`words <https://example.org/x>`_", "words"),
    ("`words`__\n\n__ https://example.org/x", "words"),
    ("words_\n\n.. _words: https://example.org/x", "words"),
    ("`our words <words_>`_\n\n.. _words: https://example.org/x", "our words"),
    ("`nowhere`_ known", "nowhere known"),
    ("|app| here\n\n.. |app| replace:: The *oven* app", "The oven app here"),
    ("|App| here\n\n.. |app| replace:: The |x|\n.. |x| replace:: oven", "The oven here"),
    ("a |s| b\n\n.. |s| image:: s.png\n   :alt: unseen", "a b"),
    ("a |d| b\n\n.. |d| date::", "a b"),
    (".. role:: html(raw)\n   :format: html\n\na :html:`<i>x</i>` b", "a b"),
    ("https://example.org/a_b and a@example.org", "https://example.org/a_b and a@example.org"),
]


@pytest.mark.parametrize(("written", "shown"), ROLES)
def test_running_text_is_shown_by_its_words(written: str, shown: str, rst: Read) -> None:
    article = rst(written + "\n")
    assert texts(article) == [shown]
    assert article.warnings == ()


def test_links_lead_where_they_are_said_to(rst: Read) -> None:
    article = rst(
        "See `the list <https://example.org/x>`_ and b_.\n\n.. _b: https://example.org/b\n"
    )
    (passage,) = article.passages
    assert passage.quote == "See [the list](https://example.org/x) and [b](https://example.org/b)."


def test_a_label_of_the_file_is_shown_by_its_heading(rst: Read) -> None:
    article = rst(
        "See :ref:`pay` and :ref:`gone`.\n\n.. _pay:\n\nPay of bakers\n-------------\n\nFair.\n"
    )
    assert texts(article) == ["See Pay of bakers and gone.", "Fair."]


def test_a_substitution_that_the_file_does_not_know_is_said(rst: Read) -> None:
    article = rst("Use\n|product| now, |product|.\n")
    assert texts(article) == ["Use |product| now, |product|."]
    (warning,) = article.warnings
    assert (warning.line, warning.reason) == (
        4,
        "'|product|' stands for nothing in this file: read as typed",
    )


def test_footnotes_stand_behind_what_cites_them(rst: Read) -> None:
    article = rst("It is fair [#a]_.\n\nPay\n---\n\nMore.\n\n.. [#a] Of 2026.\n")
    assert [(each.text, each.marks) for each in article.passages] == [
        ("It is fair.", ("[^1]",)),
        ("Of 2026.", ()),
        ("More.", ()),
    ]
    assert [(each.mark, each.title) for each in article.references] == [("[^1]", "Of 2026.")]


def test_a_work_that_is_cited_stands_behind_its_label(rst: Read) -> None:
    article = rst("See [Log26]_.\n\n.. [Log26] The *log*.\n\n   Of 2026.\n")
    assert texts(article) == ["See [Log26].", "[Log26] The log.", "Of 2026."]


@pytest.mark.parametrize(
    "markup",
    [
        ".. a comment\n   of lines\n",
        "..\n   unseen\n",
        ".. _label:\n",
        ".. _named: https://example.org/unseen\n",
        ".. toctree::\n   :maxdepth: 2\n\n   unseen\n   Unseen words <unseen>\n",
        ".. contents:: Unseen\n   :local:\n",
        ".. image:: unseen.png\n   :alt: unseen\n",
        ".. meta::\n   :description: unseen\n",
        ".. raw:: html\n\n   <p>unseen</p>\n",
        ".. index:: single: unseen\n",
        ".. highlight:: unseen\n",
        ".. todo:: unseen\n",
        ".. header:: unseen\n",
        ".. role:: unseen\n",
        ".. default-role:: math\n",
        ".. youtube:: unseen\n",
        ".. |x| replace:: unseen\n",
        ".. sectionauthor:: Unseen <unseen@example.org>\n",
        ".. py:module:: unseen\n",
    ],
)
def test_what_is_no_text_is_not_read(markup: str, rst: Read) -> None:
    article = rst(f"Before.\n\n{markup}\nBehind.\n")
    assert texts(article) == ["Before.", "Behind."]
    assert article.warnings == ()


@pytest.mark.parametrize(
    "opening",
    [
        *(".. note::", ".. warning::\n   :class: x", ".. seealso::", ".. container:: name"),
        *(".. only:: html", ".. class:: x", ".. compound::", ".. epigraph::", ".. pull-quote::"),
        *(".. versionadded:: 2.0", ".. deprecated:: 1", ".. nobody-knows::", ".. hlist::"),
        *(".. grid:: 1 2 3\n   :gutter: 2", ".. rst-class:: x", ".. tabs::", ".. toggle::"),
        *(".. automodule:: oven\n   :members:", ".. nobody-knows::\n   :option: a\n   :other:"),
    ],
)
def test_what_stands_in_a_directive_is_read(opening: str, rst: Read) -> None:
    article = rst(f"Before.\n\n{opening}\n\n   Inside **it**.\n\n   - item\n\nBehind.\n")
    assert texts(article) == ["Before.", "Inside it.", "item", "Behind."]
    assert article.passages[1].line == 8 + opening.count("\n")
    assert article.warnings == ()


@pytest.mark.parametrize(
    "name",
    ["tab", "tab-item", "dropdown", "card", "admonition", "topic", "details", "no-one-knows"],
)
def test_what_has_a_title_stands_under_it(name: str, rst: Read) -> None:
    article = rst(f".. {name}:: On *Linux*\n   :open:\n\n   Inside.\n\nBehind.\n")
    assert under(article) == [("On Linux", "Inside."), ("", "Behind.")]


def test_tabs_in_tabs_and_headings_in_what_nobody_knows(rst: Read) -> None:
    article = rst(
        ".. tabs::\n\n   .. tab:: Linux\n\n      Apt.\n\n   .. tab:: Mac\n\n      Brew.\n\n"
        "Pay\n---\n\n.. layout::\n\n   Of masters\n   ----------\n\n   High.\n\nHours\n-----\n\nx\n"
    )
    assert under(article) == [
        ("Linux", "Apt."),
        ("Mac", "Brew."),
        ("Pay > Of masters", "High."),
        ("Hours", "x"),
    ]


@pytest.mark.parametrize(
    "name", ["note", "tip", "seealso", "no-one-knows", "versionadded", "centered"]
)
def test_what_begins_in_the_line_of_a_directive_is_read(name: str, rst: Read) -> None:
    assert texts(rst(f".. {name}:: Said here\n   and below.\n")) == ["Said here and below."]


@pytest.mark.parametrize(
    ("opening", "line"),
    [
        ("::", 8),
        (".. code-block:: sh\n   :linenos:\n   :emphasize-lines: 2", 10),
        (".. code:: sh\n   :number-lines:", 9),
        (".. prompt:: bash $", 8),
        (".. code-block::", 8),
        (".. code-block::\n   :linenos:", 9),
        (".. parsed-literal::", 8),
        (".. mermaid::", 8),
    ],
)
def test_code_keeps_its_lines(opening: str, line: int, rst: Read) -> None:
    (passage,) = rst(f"Text.\n\n{opening}\n\n   bake -a\n     and eat\n").passages[1:]
    assert (passage.kind, passage.text) == ("code", "bake -a\n  and eat")
    assert passage.line == line


def test_terms_of_a_glossary_share_a_definition(rst: Read) -> None:
    article = rst(
        ".. glossary::\n   :sorted:\n\n   oven\n   stove\n      What is hot.\n\n"
        "   bread : f\n      x\n"
    )
    assert texts(article) == ["oven, stove - What is hot.", "bread - x"]


def test_objects_of_a_manual_are_terms(rst: Read) -> None:
    article = rst(".. py:function:: bake(bread, /)\n   :module: oven\n\n   Bakes *it*.\n")
    assert texts(article) == ["bake(bread, /) - Bakes it."]


def test_fields_options_lines_and_quotes(rst: Read) -> None:
    article = rst(
        "Text.\n\n:Opens: at 8\n\n-a, --all  All of it\n\n| One\n| Two\n\n"
        "So:\n\n  Bread.\n\n  -- Ana\n"
    )
    assert texts(article) == [
        *("Text.", "Opens - at 8", "-a, --all - All of it", "One", "Two", "So:", "Bread.", "— Ana"),
    ]


@pytest.mark.parametrize("above", [True, False])
def test_a_file_says_of_itself_what_its_first_fields_say(above: bool, rst: Read) -> None:
    fields = (
        ":orphan:\n:author: Ana & Bo\n:date: 2026-11-22\n:lang: de\n:url: https://example.org/a\n"
        ":slug: bread\n:summary: What bread is.\n:tags: oven\n\n"
    )
    title = "Baking\n======\n\n"
    article = rst("Bread.\n", fields + title if above else title + fields)
    assert (article.author, article.updated, article.language, article.url) == (
        *("Ana & Bo", "2026-11-22", "de", "https://example.org/a"),
    )
    assert texts(article) == ["Bread."]
    assert article.warnings == ()


def test_other_fields_at_the_top_are_read(rst: Read) -> None:
    assert texts(rst(":Opens: at 8\n:date: 2026-11-22\n\nText.\n"))[0] == "Opens - at 8"


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: {}",
        ".. literalinclude:: {}\n   :language: sh",
        ".. csv-table:: Title\n   :file: {}",
        ".. csv-table::\n   :url: file://{}",
    ],
)
def test_no_other_file_is_read(directive: str, rst: Read, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("rhododendron, azalea\n", "utf-8")
    article = rst(f"Before.\n\n{directive.format(tmp_path / 'secret.txt')}\n\nBehind.\n")
    assert texts(article) == ["Before.", "Behind."]
    assert "rhododendron" not in article.source
    (warning,) = article.warnings
    assert warning.line == 6
    assert "secret.txt', another file: index that one, or copy what it says" in warning.reason


def test_a_file_that_only_includes_another_says_so(rst: Read) -> None:
    with pytest.raises(ArticleError) as error:
        rst(".. include:: ../README.rst\n", "")
    assert str(error.value) == (
        "baking.rst:1: no text in it: nothing to read (left out: '../README.rst', another file: "
        "index that one, or copy what it says)"
    )


@pytest.mark.parametrize(
    "directive",
    [".. raw:: html\n   :file: {}", ".. image:: {}", ".. figure:: {}\n   :figwidth: image"],
)
def test_nor_is_one_that_is_shown(directive: str, rst: Read, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("rhododendron\n", "utf-8")
    article = rst(f"Before.\n\n{directive.format(tmp_path / 'secret.txt')}\n\nBehind.\n")
    assert "rhododendron" not in article.source
    assert texts(article) == ["Before.", "Behind."]


def test_what_docutils_cannot_read_is_read_as_it_stands(rst: Read) -> None:
    article = rst("Before.\n\n+---+\n| a |\n+--\n\nBehind.\n")
    assert "| a |" in article.source
    (warning,) = article.warnings
    assert warning.line is not None
    assert warning.reason.startswith("read as it stands: Malformed table.")


def test_nothing_is_printed(rst: Read, capfd: pytest.CaptureFixture[str]) -> None:
    rst("`a`_ |b| *c\n\n  d\ne\n\n.. image::\n\n.. f::\n\nT\n-\n\n- x\ny\n")
    assert capfd.readouterr() == ("", "")


def test_docutils_is_left_as_it_was(rst: Read) -> None:
    from docutils.parsers.rst import directives, roles

    before = directives.directive, dict(roles._roles)
    rst(".. role:: html(raw)\n   :format: html\n\n.. default-role:: math\n\n`x` y\n")
    with pytest.raises(ArticleError):
        rst("x" * 20_000)
    assert (directives.directive, roles._roles) == before


def test_headings_and_texts_can_be_ignored() -> None:
    text = "Baking\n======\n\nPay\n---\n\nFair.\n\nHours\n-----\n\nEarly.\n"
    article = read_text(text, Path("a.rst"), overrides=Overrides(ignore=("Hours",)))
    assert texts(article) == ["Fair."]
    assert [(each.line, each.text) for each in article.set_aside] == [(12, "Early.")]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("x " * 6_000, 4, "over 10,000 characters in a line: break it into several"),
        ("\t" * 2_000 + "x", 4, "over 10,000 characters in a line: break it into several"),
        (
            ".. |a| replace:: |b|\n.. |b| replace:: |a|\n\n|a|",
            5,
            "the substitution '|a|' has no end",
        ),
        ("\n".join("  " * n + ".. note::\n" for n in range(300)), None, "nested too deeply"),
        ("+-+-+\n" * 7_000, 6_670, "a table drawn with over 20,000 corners: split it"),
        (".. |a| replace:: " + "x" * 9_000 + "\n\n" + "|a|\n" * 2_000, None, "over 16 MiB with"),
    ],
    ids=["line", "tabs", "circle", "deep", "grid", "bomb"],
)
def test_what_takes_too_long_is_refused(
    text: str, line: int | None, reason: str, rst: Read
) -> None:
    with pytest.raises(ArticleError) as error:
        rst(text)
    assert error.value.line == line
    assert error.value.reason.startswith(reason)


def test_substitutions_that_double_are_refused(rst: Read) -> None:
    doubled = "".join(f".. |a{n + 1}| replace:: |a{n}| |a{n}|\n" for n in range(40))
    with pytest.raises(ArticleError, match="has no end"):
        rst(f".. |a0| image:: x\n{doubled}\n|a40|\n")


def test_many_paragraphs_are_refused(rst: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.rst.roles.MAX_LINES", 3)
    with pytest.raises(ArticleError, match="over 3 paragraphs, items and cells: split the file"):
        rst("a\n\nb\n\nc\n\nd\n")


def test_a_long_paragraph_is_read_as_it_is_typed(rst: Read) -> None:
    article = rst(".. note::\n\n" + "   The *oven* is hot and it stays so.\n" * 400)
    assert "The *oven* is" in texts(article)[0]
    assert RoleText("a.rst").texts == 0


def test_docutils_is_imported_for_such_a_file_alone() -> None:
    code = (
        "import sys; from pathlib import Path; from corpus import read_text;"
        "read_text('# A\\n\\nb\\n', Path('a.md')); print('docutils' in sys.modules);"
        "read_text('A\\n=\\n\\nb\\n', Path('a.rst')); print('docutils' in sys.modules)"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_fields_before_the_title_are_none_of_the_text() -> None:
    """Whatever their names: Sphinx shows none of them."""
    text = ":og:description: How to bake.\n:x-audience: all\n\nBaking\n======\n\nFirst.\n"
    article = read_text(text, Path("baking.rst"))
    assert article.title == "Baking"
    assert texts(article) == ["First."]
