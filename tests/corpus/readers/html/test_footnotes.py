"""Footnotes as each generator of pages writes them, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]

WRITTEN = {
    "docutils up to 0.17": (
        '<a class="footnote-reference brackets" href="#id8" id="id1">1</a>',
        '<dl class="footnote brackets"><dt class="label" id="id8"><span class="brackets">'
        '<a class="fn-backref" href="#id1">1</a></span></dt>\n<dd><p>By day.</p></dd></dl>',
    ),
    "docutils up to 0.17, cited twice": (
        '<a class="footnote-reference brackets" href="#id8" id="id1">1</a>',
        '<dl class="footnote brackets"><dt class="label" id="id8"><span class="brackets">1</span>'
        '<span class="fn-backref">(<a href="#id1">1</a>,<a href="#id2">2</a>)</span></dt>\n'
        "<dd><p>By day.</p></dd></dl>",
    ),
    "docutils in HTML 4": (
        '<a class="footnote-reference" href="#id8" id="id1">[1]</a>',
        '<table class="docutils footnote" id="id8"><colgroup><col class="label"><col></colgroup>'
        '<tbody><tr><td class="label"><a class="fn-backref" href="#id1">[1]</a></td>'
        "<td>By day.</td></tr></tbody></table>",
    ),
    "docutils in HTML 4, cited twice": (
        '<a class="footnote-reference" href="#id8" id="id1">[1]</a>',
        '<table class="docutils footnote" id="id8"><tr><td class="label">[1]</td><td><em>'
        '(<a class="fn-backref" href="#id1">1</a>, <a class="fn-backref" href="#id2">2</a>)</em> '
        "By day.</td></tr></table>",
    ),
    "docutils from 0.18": (
        '<a class="footnote-reference brackets" href="#id8" id="id1" role="doc-noteref">'
        '<span class="fn-bracket">[</span>1<span class="fn-bracket">]</span></a>',
        '<aside class="footnote-list brackets"><aside class="footnote brackets" id="id8" '
        'role="doc-footnote"><span class="label"><span class="fn-bracket">[</span>1'
        '<span class="fn-bracket">]</span></span><span class="backrefs">('
        '<a role="doc-backlink" href="#id1">1</a>,<a role="doc-backlink" href="#id2">2</a>)</span>'
        "\n<p>By day.</p></aside></aside>",
    ),
    "Publican": (
        '<a href="#ftn.x" class="footnote"><sup id="x" class="footnote">[1]</sup></a>',
        '<div class="footnotes"><hr><div id="ftn.x" class="footnote"><p><a href="#x">'
        '<sup class="simpara">[1] </sup></a>By day.</p></div></div>',
    ),
    "DocBook XSL": (
        '<sup>[<a name="id3" href="#ftn.id3" class="footnote">1</a>]</sup>',
        '<div class="footnotes"><br><hr width=100><div class="footnote"><p><sup>['
        '<a name="ftn.id3" href="#id3">1</a>] </sup>By</p><p>day.</p></div></div>',
    ),
    "AsciiDoctor": (
        '<sup class="footnote">[<a id="_footnoteref_1" class="footnote" href="#_footnotedef_1" '
        'title="View footnote.">1</a>]</sup>',
        '<div id="footnotes"><hr><div class="footnote" id="_footnotedef_1">\n'
        '<a href="#_footnoteref_1">1</a>. By day.\n</div></div>',
    ),
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>'
        'By day.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></ol>'
        "</section>",
    ),
    "kramdown": (
        '<sup id="fnref:1"><a href="#fn:1" class="footnote" role="doc-noteref">1</a></sup>',
        '<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>By day. '
        '<a href="#fnref:1" class="reversefootnote">&#8617;</a> '
        '<a href="#fnref:1:1">&#8617;<sup>2</sup></a></p></ol></div>',
    ),
    "Word": (
        "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>"
        "<span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a>",
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>"
        "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> By</p>"
        "<p class=MsoFootnoteText>day.</p></div></div>",
    ),
    "LibreOffice": (
        "<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>",
        "<div id='sdfootnote1'><p><a class='sdfootnotesym' name='sdfootnote1sym' "
        "href='#sdfootnote1anc'>1</a>By day.</p></div>",
    ),
    "MediaWiki": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<ol><li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-1"><sup>a'
        '</sup></a> <a href="#cite_ref-2"><sup>b</sup></a></span> <span>By day.</span></ol>',
    ),
    "mdBook": (
        '<sup class="footnote-reference"><a href="#1">1</a></sup>',
        '<div class="footnote-definition" id="1"><sup class="footnote-definition-label">1</sup>'
        "<p>By day.</p></div>",
    ),
    "a person, by names": (
        "[<a href='#n1' name=r1>1</a>]",
        "<p>[<a name=n1 href='#r1'>1</a>] By day.</p>",
    ),
    "a person, who leads back to the paragraph": (
        "<sup><a href='#n1'>1</a></sup>",
        "<p id=n1><sup><a href='#cites'>1</a></sup> By day.</p>",
    ),
}


def told(article: Article) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return each passage with the heading that it stands under, and the footnotes it cites."""
    return [
        (each.heading[-1] if each.heading else "", each.text, each.marks)
        for each in article.passages
    ]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_footnote_stands_under_the_heading_of_what_cites_it(page: Read, name: str) -> None:
    """What leads back from it makes no footnote of that, and no sign of either stays."""
    mark, note = WRITTEN[name]
    article = page(
        f"<h1>B</h1><h2>Pay</h2><p id=cites>It is fair{mark}.</p><h2>Rest</h2><p>At noon.</p>{note}"
    )
    assert told(article) == [
        ("Pay", "It is fair.", ("[^1]",)),
        ("Pay", "By day.", ()),
        ("Rest", "At noon.", ()),
    ]
    assert [(each.mark, each.title) for each in article.references] == [("[^1]", "By day.")]


def test_marks_beside_each_other_leave_no_sign_of_what_parts_them(page: Read) -> None:
    """Footnotes in terms and in rows are each one; the sentences' own brackets stay."""
    article = page(
        "<h1>B</h1><p>Fair<sup>[<a href='#a'>1</a>, <a href='#b'>2</a>]</sup> (<i>so</i>).</p>"
        "<p>Free<sup><a href='#c'>3</a>,<a href='#d'>4</a></sup>.</p><dl><dt id=a>[1]<dd>One."
        "<dt id=b>[2]<dd>(Two.)</dl><table><tr id=c><td>3.<td>Three.<tr><td><a name=d>4</a>"
        "<td>4 weeks.</table>"
    )
    assert told(article) == [
        ("", "Fair (so).", ("[^1]", "[^2]")),
        ("", "Free.", ("[^3]", "[^4]")),
        *[("", text, ()) for text in ("One.", "(Two.)", "Three.", "4 weeks.")],
    ]


def test_a_footnote_keeps_its_links_and_marks(page: Read) -> None:
    """It may stand before what cites it, and cite another."""
    article = page(
        "<h1>B</h1><ol><li id=a>See <a href='#rest'>rest</a> and <a href='#p'>back pay</a>"
        "<sup><a href='#b'>2</a></sup>. <a href='#c'>↩</a><li id=b>2. May. <a href='#d'>Back to "
        "text</a></ol><h2>Pay</h2><p id=p>Fair<sup id=c><a href='#a'>1</a></sup>.</p>"
        "<h2 id=rest>Rest</h2><p>At noon.</p>"
    )
    assert told(article) == [
        ("", "See rest and back pay.", ("[^2]",)),
        ("", "2. May.", ()),
        ("Pay", "Fair.", ("[^1]",)),
        ("Rest", "At noon.", ()),
    ]


@pytest.mark.parametrize(
    "notes",
    [
        "<tr><td colspan=2><p id=a>1. By day.</p><p id=b>2. By night.</p>",
        "<tfoot><tr><td colspan=2><ol><li id=a>By day.<li id=b>By night.</ol></tfoot>",
        "<tr><td colspan=2 id=a>1. By day.<tr><td colspan=2 id=b>2. By night.",
        "<tr><td>1)<td id=a>By day.<tr><td>[2]<td><p id=b>By night.",
    ],
)
def test_footnotes_in_the_last_row_of_a_table_are_said_once(page: Read, notes: str) -> None:
    article = page(
        "<h1>B</h1><h2>Pay</h2><table><tr><th>Job<th>Pay<tr><td>Cook<sup><a href='#a'>1</a></sup>"
        f"<td>30<tr><td>Guard<sup><a href='#b'>2</a></sup><td>40{notes}</table><h2>Rest</h2><p>No."
    )
    assert told(article) == [
        ("Pay", "Cook | 30", ("[^1]",)),
        ("Pay", "Guard | 40", ("[^2]",)),
        ("Pay", "By day.", ()),
        ("Pay", "By night.", ()),
        ("Rest", "No.", ()),
    ]
    assert [each.title for each in article.references] == ["By day.", "By night."]


def test_numbered_terms_and_rows_that_nothing_cites_are_none(page: Read) -> None:
    article = page(
        "<h1>B</h1><p>See <sup><a href='#a'>1</a></sup> and <a href='#c'>[2]</a>.</p>"
        "<table><tr id=a><td>1<td>Nurse<tr><td>Cook<td>Ten</table><dl><dt>1<dd>One<dt>2<dd>Two</dl>"
        "<section id=c><h2>C</h2><p>Three.</p></section>"
    )
    assert [(each.kind, each.text) for each in article.passages] == [
        ("paragraph", "See 1 and."),
        *[("row", "1 | Nurse"), ("row", "Cook | Ten"), ("item", "1 - One"), ("item", "2 - Two")],
        ("paragraph", "Three."),
    ]
    assert not any(each.mark.startswith("[^") for each in article.references)


ICON = "<td rowspan=2 width=25><img alt='[Note]' src=note.png></td>"


@pytest.mark.parametrize(
    ("admonition", "heading"),
    [
        (
            "<div class='admonitionblock note'><table><tr><td class=icon><div class=title>Note"
            "</div><td class=content>Tell us.<p>By nine.</p></table></div>",
            "Rest",
        ),
        (
            "<div class='admonitionblock note'><table><tr><td class=icon><i class='fa icon-note'>"
            "</i><td class=content><div class=title>When sick</div><p>Tell us.<p>By nine."
            "</table></div>",
            "When sick",
        ),
        (
            "<div class='admonitionblock note'><table><tr><td class=icon><div class=title>Hinweis"
            "</div><td class=content><p>Tell us.<p>By nine.</table></div>",
            "Hinweis",
        ),
        (
            f"<div class=note><table><tr>{ICON}<th>Note<tr><td><p>Tell us.<p>By nine.</table>"
            "</div>",
            "Rest",
        ),
        (
            f"<div class=tip><table><tr>{ICON}<th>When <i>sick</i><tr><td><p>Tell us.<p>By nine."
            "</table></div>",
            "When sick",
        ),
    ],
)
def test_an_admonition_in_a_table_is_text_under_its_title(
    page: Read, admonition: str, heading: str
) -> None:
    article = page(f"<h1>B</h1><h2>Rest</h2>{admonition}<h2>End</h2><p>Go.")
    assert [(each.heading[-1], each.kind, each.text) for each in article.passages] == [
        (heading, "paragraph", "Tell us."),
        (heading, "paragraph", "By nine."),
        ("End", "paragraph", "Go."),
    ]


def test_a_table_of_data_in_an_admonition_is_one(page: Read) -> None:
    article = page("<h1>B</h1><div class=note><table><tr><td>Nurse<td>Ten days</table></div>")
    assert [(each.kind, each.text) for each in article.passages] == [("row", "Nurse | Ten days")]
