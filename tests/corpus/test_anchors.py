"""What leads to a heading on the page that a site's generator makes of a file."""

from __future__ import annotations

from pathlib import Path

from corpus import read_text
from corpus.anchors import anchors

ARTICLE = """---
title: Baker
---

# Baker

It is warm.

## What's it like, in *C++* & co.?

Fine.

Pay & Perks
-----------

Low.

### Night_shift pay {#nights}

More.

## Baker

Again.

## Pay & Perks

Twice.

## Zwölf Öfen

Heiß.

## Frequently asked questions

**Is it hard?**

Yes, it is hard.

<details><summary>Is it warm?</summary>

Yes, it is warm.

</details>
"""


def test_headings_have_the_anchors_that_github_gives_them() -> None:
    article = read_text(ARTICLE, Path("baker.md"))
    found = {
        section.heading: anchor
        for section, anchor in zip(article.sections, anchors(article), strict=True)
    }
    assert list(found.values())[:2] == ["whats-it-like-in-c--co", "pay--perks-1"]
    assert found == {
        "What's it like, in C++ & co.?": "whats-it-like-in-c--co",
        "Pay & Perks": "pay--perks-1",
        "Night_shift pay": "nights",
        "Baker": "baker-1",
        "Zwölf Öfen": "zwölf-öfen",
        "Frequently asked questions": "frequently-asked-questions",
        # What is no heading of the page leads to the one above.
        "Is it hard?": "frequently-asked-questions",
        "Is it warm?": "frequently-asked-questions",
    }


def test_plain_text_has_none() -> None:
    article = read_text("Bakers\n\nPay\n\nBakers earn little, and they know it.\n", Path("b.txt"))
    assert set(anchors(article)) <= {None}
