"""Share buttons are known by what their links do; no link that says something goes with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_text
from corpus.overrides import Overrides

Read = Callable[..., Article]

PAGE = "https://ovens.example/heat"
HEAD = f"<title>Ovens</title><link rel=canonical href={PAGE}>"
GIVEN = "https%3A%2F%2Fovens.example%2Fheat"
X = "<a class=share-x href='https://x.com/share'>Share on X</a>"
FACEBOOK = f"<a href='https://www.facebook.com/sharer/sharer.php?u={GIVEN}'>Facebook</a>"
REDDIT = f"<a href='https://www.reddit.com/submit?url={GIVEN}&amp;title=Ovens'>Reddit</a>"


def outcome(article: Article) -> tuple[list[str], set[str]]:
    """Return what is quoted, and why the rest is set aside."""
    return [each.text for each in article.passages], {each.reason for each in article.set_aside}


@pytest.mark.parametrize(
    "buttons",
    [
        f"<div class=sharedaddy>{X}</div>",
        f"<p>{X} | {FACEBOOK}</p>",
        f"<ul class=links><li>{X}<li>{FACEBOOK}<li>{REDDIT}</ul>",
        f"{X} {FACEBOOK}",
        f"<div>Share this: {FACEBOOK}</div>",
        f"<div><span>Share</span> {X} {REDDIT}</div>",
        f"<p>{REDDIT}</p>",
        "<p><a href='https://x.com/intent/post?text=Ovens'>Post</a></p>",
        "<p><a href='https://www.linkedin.com/shareArticle?mini=true'>LinkedIn</a></p>",
        "<p><a href='https://www.linkedin.com/sharing/share-offsite/?url=x'>LinkedIn</a></p>",
        "<p><a href='mailto:?subject=Ovens&amp;body=Hot'>Mail it to a friend</a></p>",
        f"<div><a href='{PAGE}/?share=mastodon'>Mastodon</a></div>",
        "<div><a href='?share=mastodon'>Mastodon</a></div>",
        "<div class=social-share><a href='#'>Mastodon</a> <a>Copy the link</a></div>",
        "<div><a class=share-link href='javascript:share()'>Copy the link</a></div>",
    ],
)
@pytest.mark.parametrize("main", [True, False])
def test_share_buttons_are_set_aside_and_listed(page: Read, buttons: str, main: bool) -> None:
    body = f"<h1>Ovens</h1><p>We have one.</p>{buttons}<h2>Heat</h2><p>It is hot at four.</p>"
    article = page(f"<main>{body}</main>" if main else body, HEAD)
    assert outcome(article) == (["We have one.", "It is hot at four."], {"share buttons"})


def test_what_one_hands_on_tells_the_others_where_the_page_says_no_address(page: Read) -> None:
    body = f"<h1>Ovens</h1><p>We have one.</p><p>{REDDIT} {FACEBOOK}</p><p>It is hot.</p>"
    assert outcome(page(body)) == (["We have one.", "It is hot."], {"share buttons"})


@pytest.mark.parametrize(
    "said",
    [
        f"<p>Tell others: {X} is where they read it.</p>",
        "<p><a href='https://ovens.example/share/4f1c-22?from=us'>The plan that we share</a></p>",
        "<p><a href='https://ovens.example/share-of-heat'>The share of heat</a></p>",
        "<p><a href='https://ovens.example/plan?share=20'>A plan for twenty</a></p>",
        "<p><a href='/share'>How we share an oven</a></p>",
        "<p><a href='https://go.example/?to=https%3A%2F%2Fbakers.example'>The guild</a></p>",
        "<p><a href='mailto:oven@ovens.example?subject=Heat'>Mail the baker</a></p>",
        "<div class=share-plan><a href='https://ovens.example/plan'>The plan of shares</a></div>",
        f"<ul><li>Ask the baker.</li><li>{X}</li></ul>",
    ],
)
def test_other_links_stay(page: Read, said: str) -> None:
    body = f"<main><h1>Ovens</h1><p>We have one.</p>{said}<h2>Heat</h2><p>It is hot.</p></main>"
    article = page(body, HEAD)
    assert article.set_aside == ()
    assert len(article.passages) >= 3


def test_an_owner_may_keep_them() -> None:
    text = f"<title>Ovens</title><main><h1>Ovens</h1><p>We have one.</p><p>{X}</p></main>"
    article = read_text(text, Path("a.html"), overrides=Overrides(keep=("Share on X",)))
    assert [each.text for each in article.passages] == ["We have one.", "Share on X"]
