"""The id by which a link leads to a passage of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.readers import read_text


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<h2 id=pay>Pay</h2><p>It pays well.</p>", "pay"),
        ("<h2><a id=pay></a>Pay</h2><p>It pays well.</p>", "pay"),
        ("<h2><a name=pay>Pay</a></h2><p>It pays well.</p>", "pay"),
        ("<section id=pay><h2>Pay</h2><p>It pays well.</p></section>", "pay"),
        ("<h2 id=pay>Pay</h2><div><p id=well>It pays <b>well</b>.</p></div>", "well"),
        ("<h2 id=pay>Pay</h2><div id=box><p>It pays well.</p></div>", "box"),
        (
            "<h2 id=pay>Pay</h2><details id=box><summary>How?</summary>It pays well.</details>",
            "box",
        ),
        ("<h2 id=pay>Pay</h2><table><tr id=row><td>It</td><td>pays</td></tr></table>", "row"),
        ("<div id=page><h2>Pay</h2><p>x</p><h2>Else</h2><p>It pays well.</p></div>", None),
        ("<main id=page><h2>Pay</h2><p>It pays well.</p></main>", None),
        ("<h2 id=pay>Pay</h2><p>It pays.</p><h2>Else</h2><p>No id.</p>", None),
        ("<h2 id='a b'>Pay</h2><p>It pays well.</p>", None),
    ],
)
def test_the_nearest_id_leads_to_a_passage(page: str, found: str | None) -> None:
    read = read_text(f"<title>Jobs</title><h1>Jobs</h1>{page}", Path("a.html"))
    assert read.passages[-1].element == found
