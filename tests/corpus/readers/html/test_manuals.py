"""Manuals as DocBook and Sphinx build them: what leads about them, and what their notes say."""

from __future__ import annotations

from collections.abc import Callable

from corpus import Article

Read = Callable[..., Article]


def told(article: Article) -> list[tuple[str, str]]:
    """Return each passage with the heading that it stands under."""
    return [(each.heading[-1] if each.heading else "", each.text) for each in article.passages]


def test_what_leads_about_a_manual_is_no_content(page: Read) -> None:
    turn = "<a accesskey=p href=flour.html>Prev</a>"
    article = page(
        f"<div class=navheader><table><tr><th colspan=2>Ovens<tr><td>{turn}<th> </table></div>"
        "<h1>Ovens</h1><div class=toc><p><strong>Table of Contents</strong></p><dl class=toc>"
        "<dt><a href='ovens.en.html#heat'>1. How hot is it?</a><dt><a href='ovens.en.html#out'>"
        "2. Who cleans it?</a></dl></div><h2 id=heat>1. How hot is it?</h2><p>Hot.</p>"
        "<h2 id=out>2. Who cleans it?</h2><p>You.</p><div class=navfooter><hr><table>"
        f"<tr><td>{turn}<td><a href=.>Home</a><tr><td>Chapter 1. Flour<td>Yeast</table></div>"
    )
    assert told(article) == [("1. How hot is it?", "Hot."), ("2. Who cleans it?", "You.")]
    assert [each.heading for each in article.sections] == ["1. How hot is it?", "2. Who cleans it?"]
    assert [each.reason for each in article.set_aside] == [
        "navigation",
        "table of contents",
        "navigation",
    ]


def test_a_list_of_links_to_other_pages_is_no_table_of_contents(page: Read) -> None:
    listed = "<dl><dt><a href='x.html#a'>Yeast</a><dd>Rises.</dl>"
    article = page(f"<h1>B</h1>{listed}<h2>Yeast</h2><p>x")
    assert ("", "Yeast - Rises.") in told(article)


def test_a_footnote_stands_at_the_end_of_the_section_that_cites_it(page: Read) -> None:
    """Its link back to what cites it makes no footnote of that."""
    article = page(
        "<h1>B</h1><h2>Pay</h2><p>It is <a href='https://e.org/fair'>fair</a>, they say."
        "<a href='#f1' class=footnote id=b1><sup>[1]</sup></a></p><p>It is paid.</p>"
        "<h2>Rest</h2><ul><li>At noon.<a href='#f2' class=footnote id=b2><sup>[2]</sup></a>"
        "<li>At night.</ul><h2>End</h2><p>Go.</p><div class=footnotes>"
        "<div id=f1 class=footnote><p><a href='#b1'><sup>[1] </sup></a> In 2014 the bakers chose"
        " to pay each other by the loaf, see <a href='https://e.org/loaf'>the record</a>.</p></div>"
        "<div id=f2 class=footnote><p><a href='#b2'><sup>[2] </sup></a> Summer time.</p></div>"
    )
    assert told(article) == [
        ("Pay", "It is fair, they say."),
        ("Pay", "It is paid."),
        ("Pay", "In 2014 the bakers chose to pay each other by the loaf, see the record."),
        ("Rest", "At noon."),
        ("Rest", "At night."),
        ("Rest", "Summer time."),
        ("End", "Go."),
    ]
    assert [each.element for each in article.passages if each.text == "Summer time."] == ["f2"]
    assert [(each.mark, each.url) for each in article.references] == [
        ("[^1]", "https://e.org/loaf"),
        ("[^2]", None),
    ]


def test_a_footnote_that_only_names_a_page_is_a_reference_alone(page: Read) -> None:
    article = page(
        "<h1>B</h1><p>It is fair.<a href='#f1'>[1]</a></p>"
        "<p id=f1>[1] Annual Survey of Bakers, Vol. 12, March 2024, <a href='https://e.org'>e.org</a>"
    )
    assert told(article) == [("", "It is fair.")]
    assert article.references[0].url == "https://e.org"


def test_code_within_a_sentence_is_part_of_it(page: Read) -> None:
    article = page(
        "<h1>B</h1><p>See <i>how</i> it is by the command</p><pre>\noven status\n</pre>"
        "<p>. To heat it, run</p><pre>oven on</pre><p>and</p><pre>oven wait</pre><p>Then bake.</p>"
        "<ul><li><p>Execute:</p><pre>oven off</pre><p>to cool it.</p></li><li>Rest</li></ul>"
        "<p>The file</p><pre>one\ntwo</pre><p>tells all (e.g.</p><pre>a\nb</pre><p>) so.</p>"
    )
    assert [(each.kind, each.text) for each in article.passages] == [
        (
            "paragraph",
            "See how it is by the command oven status. To heat it, run oven on and oven wait",
        ),
        ("paragraph", "Then bake."),
        ("item", "Execute: oven off to cool it."),
        ("item", "Rest"),
        ("paragraph", "The file one two tells all (e.g. a b) so."),
    ]


def test_code_behind_whole_sentences_is_a_block(page: Read) -> None:
    """So is what has several lines, or stands beside other code; a name begins a sentence."""
    article = page(
        "<h1>B</h1><p>It heats.</p><pre>oven on</pre><p>and so on</p><p>Like this:</p>"
        "<pre>a\n\nb</pre><p>Say:</p><pre>c</pre><pre>d</pre><p>Run</p><pre>e</pre>"
        "<p><code>e</code> is a letter.</p>"
    )
    assert [each.text for each in article.passages] == [
        *("It heats.", "oven on", "and so on", "a\n\nb", "c", "d"),
        *("Run e", "e is a letter."),
    ]
    leads = [block.lead.text for block in article.blocks if block.lead]
    assert leads == ["Like this:", "Say:"]


def test_a_term_is_quoted_with_its_short_definition(page: Read) -> None:
    article = page(
        "<h1>B</h1><p>There are two ovens:</p><dl><dt>stone, <i>the old one</i><dd><p>It is hot."
        "<dt>Gas:<dd>It is quick.</dl><p>That is all.</p>"
    )
    assert [(each.kind, each.text) for each in article.passages] == [
        ("item", "stone, the old one - It is hot."),
        ("item", "Gas: It is quick."),
        ("paragraph", "That is all."),
    ]
    lead = article.blocks[0].lead
    assert lead is not None
    assert lead.text == "There are two ovens:"


def test_a_term_over_more_than_a_paragraph_is_a_heading(page: Read) -> None:
    article = page(
        "<h1>B</h1><dl><dt>Stone<dd>Hot.<dt>Gas<dd><p>Quick.<p>Cheap.</dl>"
        "<dl><dt>Is it hot?<dd>Yes.</dl>"
    )
    assert told(article) == [
        *(("Stone", "Hot."), ("Gas", "Quick."), ("Gas", "Cheap."), ("Is it hot?", "Yes.")),
    ]


def test_a_command_is_told_from_what_explains_it(page: Read) -> None:
    article = page(
        "<h1>B</h1><ul><li><p><code>oven on</code></p><p>This heats it.</p>"
        "<li><p>Bake.</p><p>Then rest.</p></ul>"
    )
    assert [each.text for each in article.passages] == [
        "oven on - This heats it.",
        "Bake. Then rest.",
    ]


def test_terms_of_one_definition_all_lead_to_it(page: Read) -> None:
    article = page(
        "<h1>B</h1><dl><dt>Stone oven<dt><i>Stone</i><dd>It is hot."
        "<div><dt>Gas oven:</dt> <!-- or --><dt>Gas</dt><dd>It is quick.</dd></div></dl>"
        "<dl><dt><code>-h</code><dt><code>--heat</code><dd><p>Heats.<p>Waits.</dl>"
        "<dl><dt>Is it hot?<dt>How hot is it?<dd>Yes.<dd>Very.</dl>"
    )
    assert told(article) == [
        ("", "Stone oven, Stone - It is hot."),
        ("", "Gas oven: Gas - It is quick."),
        ("-h, --heat", "Heats."),
        ("-h, --heat", "Waits."),
        ("Is it hot? How hot is it?", "Yes."),
        ("Is it hot? How hot is it?", "Very."),
    ]


def test_terms_of_an_index_stay_apart(page: Read) -> None:
    """Those above one have nothing of their own, and so have those behind the last definition."""
    article = page(
        "<h1>B</h1><dl><dt>Bread<dt>Oven<dd><dl><dt>Gas<dd><p>Quick.<p>Cheap.</dl><dt>Cake<dt>Bun"
        "</dl>"
    )
    assert [each.heading for each in article.sections] == ["Bread", "Oven", "Gas", "Cake", "Bun"]
