"""Pages that a browser saved as PDF, read as articles."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from corpus import read_article

PAGE = """<style>td, th { border: 1px solid; padding: 0 } td { width: 7em }
table { border-collapse: collapse }</style>
<h1>Working as a baker</h1><p>It begins early, and it ends early, too.</p>
<h2>What you need</h2><ul><li>a white coat, which is washed and ironed for you by the people
 of the laundry next door, and shoes that do not slip on flour or on water</li>
<li>shoes<ul><li>of leather</li><li>with a steel cap</li></ul></li></ul>
<h2>Pay</h2><table><tr><th>Who it is for</th><th>What they get</th><th>From</th></tr>
<tr><td>Whoever has just begun to bake</td><td>An hour's pay and bread</td><td>May</td></tr>
<tr><td>Whoever has baked for two years</td>
<td><a href="/">Two hours' pay, a cake on Fridays</a></td><td>June</td></tr></table>
<h2>First steps</h2><ol><li>Write to us.</li><li>Come by.</li></ol>"""


def test_lists_and_tables_of_a_saved_page_are_such(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_content(PAGE)
    file = tmp_path / "baker.pdf"
    page.pdf(path=file, format="A5")
    page.close()
    article = read_article(file)
    assert article.title == "Working as a baker"
    assert [
        (each.heading[-1:], each.kind, each.depth, each.text[:20]) for each in article.passages
    ] == [
        ((), "paragraph", 0, "It begins early, and"),
        (("What you need",), "item", 0, "a white coat, which "),
        (("What you need",), "item", 0, "shoes"),
        (("What you need",), "item", 1, "of leather"),
        (("What you need",), "item", 1, "with a steel cap"),
        (("Pay",), "row", 0, "Whoever has just beg"),
        (("Pay",), "row", 0, "Whoever has baked fo"),
        (("First steps",), "item", 0, "Write to us."),
        (("First steps",), "item", 0, "Come by."),
    ]
    cells = [each.cells for each in article.passages if each.kind == "row"]
    assert cells[1][1:] == ("Two hours' pay, a cake on Fridays", "June")


def test_what_a_browser_prints_around_a_page_is_none_of_it(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("http://bakery.example/baker")
    line = '<div style="font-size: 8px; width: 100%; display: flex; justify-content: space-around">'
    head = "".join(f"<span class={name}></span>" for name in ("date", "title", "url"))
    foot = "<span><span class=pageNumber></span>/<span class=totalPages></span></span>"
    file = tmp_path / "baker.pdf"
    page.pdf(
        path=file,
        format="A4",
        display_header_footer=True,
        header_template=line + head,
        footer_template=line + foot,
        margin={"top": "2cm", "bottom": "2cm"},
    )
    page.close()
    article = read_article(file)
    assert [each.text for each in article.passages][::8] == [
        "It begins early, and it ends early, too.",
        "Come by.",
    ]
    assert {each.reason for each in article.set_aside} == {"running head or foot"}
    assert {"http://bakery.example/baker", "1/1"} <= {each.text for each in article.set_aside}
