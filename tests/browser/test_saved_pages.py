"""Pages that a browser saved as PDF, read as articles."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from corpus import read_article

PAGE = """<h1>Working as a baker</h1><p>It begins early, and it ends early, too.</p>
<h2>What you need</h2><ul><li>a white coat, which is washed and ironed for you by the people
 of the laundry next door, and shoes that do not slip on flour or on water</li>
<li>shoes<ul><li>of leather</li><li>with a steel cap</li></ul></li></ul>
<h2>First steps</h2><ol><li>Write to us.</li><li>Come by.</li></ol>"""


def test_lists_of_a_saved_page_are_lists(browser: Browser, tmp_path: Path) -> None:
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
        (("First steps",), "item", 0, "Write to us."),
        (("First steps",), "item", 0, "Come by."),
    ]
