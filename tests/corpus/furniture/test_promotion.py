"""Calls to action are set aside; advice that sounds like one stays."""

from __future__ import annotations

import pytest

from corpus.furniture.promotion import button_label, call_start, closes_with_promotion, is_offer

CALLS = [
    "No signup required.",
    "Weekly tips. No spam, unsubscribe anytime.",
    "Free. No sign-up needed.",
    "Build My ResumeFree. No signup required.",
    "Subscribe to our newsletter for weekly career tips.",
    "Sign up for our free email list!",
    "Want more? Download our salary checklist today.",
    "Try our resume builder.",
    "Get started for free",
    "Start your free trial now.",
    "Create your free account and apply with one click.",
    "Book a free call with one of our coaches.",
    "Follow us on LinkedIn for more guides.",
    "Share this article with a friend who is job hunting.",
    "Click here to see open positions.",
    "Ready to stand out? Acme's AI-powered resume builder helps nurses show what they can do.",
    "Looking for a new role? Our job board lists hundreds of openings, for free.",
    "Suscríbete a nuestro boletín.",
    "Abonnez-vous à notre lettre.",
    "Jetzt kostenlos testen!",
    "Read more: How to Become a Pilot",
    "Sign up now for our free baking course",
    "Download our free guide today!",
    "Please try our wage calculator.",
    "Today, explore our course for bakers.",
    "We would love to have you join our team!",
]
ADVICE = [
    "Sign up for a Scrum course before your first interview.",
    "Subscribe to a trade magazine, and read it on the train.",
    "Register with the state board as soon as you have your results.",
    "Start today: the waiting list for apprenticeships is long.",
    "Apply now if the window is open, because it closes within a week.",
    "Join a professional association; student members pay half.",
    "Most schools let you start free of charge and pay once you work.",
    "No experience is required, but a driver's license is.",
    "No registration is needed to work as a helper in most states.",
    "Jira's planning tool helps teams see what is late.",
    "Try our profession for a day: many hospitals offer shadowing.",
    "Are you ready to work nights? Many nurses are not.",
    "Download the exam outline from the board's site and study from that.",
    "Create a free account on GitHub and publish three projects.",
    "You can contact us nurses at any hour, or so patients believe.",
    "Share your portfolio with two people you trust before you send it.",
    "AI-powered tools write the first draft in minutes.",
    'No link should say "click here", which tells nothing.',
    "Nobody reads a newsletter that begins with “Subscribe to our newsletter”.",
    "No credit card is needed: the clerk takes cash.",
    "Contact us at work@bakers.example or on 555-0134.",
    "Looking for night work? We send you the list of bakeries.",
    "We try our best to keep the platform open to all, whatever they can pay.",
    "Apprentices use our planner to swap their shifts.",
    "Once you join our team, you get a key and an apron.",
]


@pytest.mark.parametrize("text", CALLS)
def test_calls_to_action(text: str) -> None:
    found = call_start(text)
    assert (found is not None and found[0] == 0) or button_label(text) or is_offer(text)


@pytest.mark.parametrize("text", ADVICE)
def test_advice_stays(text: str) -> None:
    assert call_start(text) is None
    assert button_label(text) is None
    assert not is_offer(text)


def test_only_the_calling_sentences_go() -> None:
    text = "Nurses are sought after. Pay differs by state. Ready? Subscribe to our newsletter."
    found = call_start(text)
    assert found is not None
    assert found[0] == 2


def test_buttons() -> None:
    assert button_label("Subscribe →") == "subscribe"
    assert button_label("Read more: What Nurses Earn") == "read more"
    assert button_label("Share what you know") is None
    assert button_label("Sign up.") is None  # a sentence: a step of a list


def test_a_closing_section() -> None:
    texts = ["Paste your letter and see it improved in minutes.", "It's free. No signup needed."]
    assert closes_with_promotion("Ready to apply?", texts)
    assert not closes_with_promotion("Skills to build", texts)
    assert not closes_with_promotion("Ready to apply?", ["Check the deadline first, then write."])
    assert not closes_with_promotion("Ready to apply?", [])
