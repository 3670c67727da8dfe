"""What is no content leaves the passages, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, ArticleError, read_article, read_text
from corpus.overrides import Overrides

Read = Callable[..., Article]


def test_references_from_the_list_at_the_end(outlines: Path) -> None:
    article = read_article(outlines / "dental-hygienist.txt")
    assert [reference.mark for reference in article.references] == ["[1]", "[2]", "[3]"]
    assert article.references[1].title == "Commission on Dental Accreditation, Find a program."
    assert article.references[1].url == "https://www.example.org/programs"
    assert article.references[2].url is None
    assert "Sources" not in {passage.heading[-1] for passage in article.passages if passage.heading}


def test_a_call_to_action_at_a_paragraphs_end_is_cut_off(plain: Read) -> None:
    article = plain("Pay rises with every year [3]. Subscribe to our newsletter!\n")
    assert [passage.quote for passage in article.passages] == ["Pay rises with every year [3]."]
    assert [aside.text for aside in article.set_aside] == ["Subscribe to our newsletter!"]


@pytest.mark.parametrize(
    "told",
    [
        "Click here to see the forms. For more, call the Transport Office at (510) 555-0199.",
        "Complete the form: click here to get it and bring what follows, where your name is "
        "the one on the form: the papers of your car, which is registered in this state at the "
        "address that you give, a card with your picture, and a bill for gas of this month.",
    ],
)
def test_a_call_that_tells_something_stays(plain: Read, told: str) -> None:
    article = plain(f"The permit is free.\n\n{told}\n\nIt comes by mail.\n")
    assert told in kept(article)
    assert article.set_aside == ()


def test_job_references_are_no_reference_list(plain: Read) -> None:
    article = plain("References\nAsk three people.\n1. A former boss\n2. A teacher\n")
    assert len(article.passages) == 3
    assert article.references == ()


def test_prose_that_names_a_link_is_no_reference_list(markdown: Read) -> None:
    prose = "We call three people.\n\nThey worked with you.\n\nSee [how](https://e.org/how) we ask."
    assert len(markdown(f"## References\n\n{prose}\n").passages) == 3
    listed = "[One](https://e.org/1)\n\n[Two](https://e.org/2)\n\nRead in May."
    assert not markdown(f"Text.\n\n## References\n\n{listed}\n").passages[1:]


def kept(article: Article) -> list[str]:
    return [passage.text for passage in article.passages]


def aside(article: Article) -> list[tuple[str, str]]:
    return [(each.text, each.reason) for each in article.set_aside]


@pytest.mark.parametrize(
    "steps",
    [
        "1. Open the form.\n2. Log in.\n3. Click the button below your name.\n4. Print it.\n",
        "- Register.\n- Subscribe.\n- Bring your papers.\n",
        "You need three things:\n\n- Sign up\n- Register\n- Get started\n",
    ],
)
def test_steps_stay(markdown: Read, plain: Read, steps: str) -> None:
    for article in (markdown(f"## How do I begin?\n\n{steps}"), plain(f"How do I begin?\n{steps}")):
        assert article.set_aside == ()
        assert [p.text for p in article.passages if p.kind == "item"] == [
            line.split(" ", 1)[1] for line in steps.splitlines() if line.startswith(tuple("-1234"))
        ]


@pytest.mark.parametrize(
    "answer",
    [
        "Sign up for our course at the bakery before May.",
        "Write to us: contact us today at the counter.",
        "Click here: https://bakery.example/form and print the page.",
        "No registration needed.",
        "You can start for free.",
        "Use our planner app to see your shifts.",
        "Subscribe to our newsletter; the shifts are in it.",
        "Read more: the notice at the door lists all wages.",
        "Register",
        "See our job board beside the oven.",
    ],
)
def test_what_stands_alone_under_a_question_answers_it(markdown: Read, answer: str) -> None:
    after = "## And when?\n\nAt four in the morning.\n"
    for article in (
        markdown(f"## What do I do?\n\n{answer}\n\n{after}"),
        markdown(f"## First steps\n\n{answer}\n\n{after}"),
        markdown(f"## What do I do?\n\n{answer}\n\nIt takes a week.\n\n{after}"),
        markdown(f"{after}\n## Ready to apply?\n\n{answer}\n"),
    ):
        assert answer in kept(article)
        assert article.set_aside == ()
        assert article.warnings == ()


def test_a_call_that_says_what_its_heading_names_stays(markdown: Read) -> None:
    article = markdown("## Our newsletter\n\nIt is short.\n\nSubscribe to our newsletter here.\n")
    assert kept(article) == ["It is short.", "Subscribe to our newsletter here."]


@pytest.mark.parametrize(
    ("text", "buttons"),
    [
        ("Dough rests.\n\nRegister\n\nIt rises.\n\n## Pay\n\nFair.\n\nRegister\n\nGood.\n", 2),
        ("Dough rests.\n\nTweet\n\nShare\n\nIt rises.\n", 2),
        ("Dough rests.\n\n[Apply now](https://e.org/apply)\n\nIt rises.\n", 1),
        ("Dough rests.\n\nRead more: What Bakers Earn\n\nIt rises.\n\nRead more: Ovens\n", 2),
        ("Dough rests.\n\nRelated skills: patience\n\nIt rises.\n", 0),
        ("Dough rests.\n\nRegister\n\nIt rises.\n", 0),
    ],
)
def test_a_button_repeats_or_stands_beside_another(markdown: Read, text: str, buttons: int) -> None:
    article = markdown(f"## Work\n\n{text}")
    assert [reason for _, reason in aside(article)] == ["button"] * buttons


def test_a_buttons_word_may_head_prose(plain: Read, outline: Callable[..., list[str]]) -> None:
    article = plain(
        "Work\nThe work is hard in winter and easy in summer.\n"
        "Share\nEach baker gets a share of two percent of what is sold.\n"
    )
    assert outline(article) == ["Work", "Share"]
    assert article.set_aside == ()


def test_a_closing_call_to_action_goes_and_is_warned_of(markdown: Read) -> None:
    article = markdown(
        "## Pay\n\nFair.\n\n## Ready to stand out?\n\nPaste a letter.\n\nNo sign-up needed.\n"
    )
    assert kept(article) == ["Fair."]
    assert aside(article) == [
        ("Paste a letter.", "call to action"),
        ("No sign-up needed.", "call to action"),
    ]
    assert [str(each) for each in article.warnings] == [
        "article.md:7: all that stands under 'Ready to stand out?' is set aside: "
        "`keep:` it if it is content"
    ]


def test_the_owner_keeps_and_ignores(markdown: Read) -> None:
    text = (
        "## Pay\n\nFair.\n\nSubscribe to our newsletter!\n\n## History\n\nLong.\n\n"
        "## Ready to stand out?\n\nNo sign-up needed.\n"
    )
    front = '---\ntitle: T\nkeep: ["ready to stand out?", our newsletter]\nignore: History\n---\n'
    article = markdown(text, front)
    assert kept(article) == ["Fair.", "Subscribe to our newsletter!", "No sign-up needed."]
    assert aside(article) == [("Long.", "ignored, as the owner says")]
    assert article.warnings == ()
    idle = markdown("## Pay\n\nFair.\n", "---\ntitle: T\nkeep: Ovens\nignore: {a: b}\n---\n")
    assert [each.reason for each in idle.warnings] == [
        "front matter 'ignore' left out: neither a heading or text nor a list of them",
        "front matter: no heading or text is 'Ovens'",
    ]


def test_what_is_all_set_aside_says_so() -> None:
    with pytest.raises(ArticleError, match=r"all of it is set aside: line 3 \(ignored, as the own"):
        read_text("# T\n\nNothing.\n", Path("a.md"), overrides=Overrides(ignore=("Nothing.",)))


def test_what_only_leads_in_to_what_is_set_aside_goes_with_it() -> None:
    """And is told, too: a lead-in to nothing is no passage."""
    text = "# T\n\nWe bake.\n\nSee these:\n\n- Bread\n- Cake\n\nWe rest. Then:\n\n- Buns\n"
    article = read_text(text, Path("a.md"), overrides=Overrides(ignore=("Bread", "Cake", "Buns")))
    reason = "ignored, as the owner says"
    assert aside(article) == [(one, reason) for one in ("See these:", "Bread", "Cake", "Buns")]
    assert kept(article) == ["We bake.", "We rest. Then:"]


def test_an_answer_may_say_who_should_join(markdown: Read) -> None:
    led = "If you are a baker by trade, please join our community and help us to bake bread."
    for_more = "For more detail about all that bakers need from us, click here."
    article = markdown(
        f"## How can I help?\n\nBring flour.\n\n{led}\n\n{for_more}\n\n"
        "Subscribe to our newsletter.\n"
    )
    assert [each.text for each in article.passages] == ["Bring flour.", led]
    assert [each.text for each in article.set_aside] == [for_more, "Subscribe to our newsletter."]
