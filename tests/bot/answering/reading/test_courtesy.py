"""What people say around a question is left out, and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.reading.courtesy import bare_reply, only_politeness, without_politeness

BENCH = Path(__file__).resolve().parents[4] / "bench" / "questions"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Hi there! Could you please tell me what a TPM earns?", "what a TPM earns?"),
        ("hey, do you know if I need a degree", "if I need a degree"),
        ("Good morning everyone, I was wondering what nurses earn. Thanks!", "what nurses earn"),
        ("Quick question: is it hard?", "is it hard?"),
        ("I have a question. Is it hard?", "Is it hard?"),
        ("What does a TPM do, please?", "What does a TPM do?"),
        ("What does a TPM do? Please and thank you.", "What does a TPM do?"),
        ("what does a tpm do thx", "what does a tpm do"),
        ("How long does it take? Thank you so much for your help!", "How long does it take?"),
        ("Excuse me, how long does it take? 😊", "how long does it take?"),
        ("How long does it take? Kind regards", "How long does it take?"),
        ("How long does it take? Cheers, Dave", "How long does it take?"),
        ("How long does it take? Best, Zoë", "How long does it take?"),
        ("Hello\n\nHow long does it take?\n\nBest regards\nSam", "How long does it take?"),
        ("Hi,\nhow long does it take\n\nKind regards,\n\nSam van Dyk", "how long does it take"),
        ("How long does it take\n\nMany thanks", "How long does it take"),
        ("Guten Tag,\nwie lange dauert es?\nViele Grüße\nAnna", "wie lange dauert es?"),
        ("um so how long does it take", "how long does it take"),
        # A line break ends no question.
        ("Is there one in\nNew York", "Is there one in New York"),
        ("Which one is\nbest", "Which one is best"),
        ("Do I need an\numbrella", "Do I need an umbrella"),
        ("Dear Sir or Madam, how long does it take?", "how long does it take?"),
        ("Which is best, Python?", "Which is best, Python?"),
        ("I'd like to know how long it takes", "how long it takes"),
        ("I’d like to know how long it takes", "how long it takes"),
        ("Can anyone explain what a PMO is?", "what a PMO is?"),
        ("Morning all! Any clue what a PMO is", "what a PMO is"),
        ("I'd be grateful if you could explain what a PMO is.", "what a PMO is."),
        ("Curious how long it takes", "how long it takes"),
        # Words of a question, not politeness:
        ("Morning shift pay?", "Morning shift pay?"),
        ("Curious people: which role?", "Curious people: which role?"),
        ("What salary should I be asking?", "What salary should I be asking?"),
        ("I hope to become a nurse, how?", "I hope to become a nurse, how?"),
        ("Is this a trick question?", "Is this a trick question?"),
        ("Can you become a TPM without a degree?", "Can you become a TPM without a degree?"),
        ("Can I learn this?", "Can I learn this?"),
        ("Which thank-you notes work?", "Which thank-you notes work?"),
        ("Hiring managers want what?", "Hiring managers want what?"),
        ("Highest pay?", "Highest pay?"),
        ("heyday of nursing", "heyday of nursing"),
        ("can someone show us to our seats", "can someone show us to our seats"),
        ("will you let us know when it changes", "will you let us know when it changes"),
        ("can you help me find work", "can you help me find work"),
        ("Can you help me understand what a PMO is?", "what a PMO is?"),
        ("may I take an envelope as a thank you", "may I take an envelope as a thank you"),
        ("How are TPMs paid?", "How are TPMs paid?"),
        ("So many roles: which pays?", "So many roles: which pays?"),
        ("Rightsizing?", "Rightsizing?"),
        ("do helpers get any thanks", "do helpers get any thanks"),
        ("who sells gracias", "who sells gracias"),
        ("when is the bye", "when is the bye"),
        ("how are you different", "how are you different"),
        ("Bonjour, what are the fees?", "what are the fees?"),
        # Nothing but politeness:
        ("Hello!", "Hello!"),
        ("thanks", "thanks"),
        ("🎉", "🎉"),
        ("", ""),
    ],
)
def test_examples(said: str, asked: str) -> None:
    assert without_politeness(said) == asked


def questions() -> list[str]:
    paths = [
        path for path in BENCH.rglob("*.jsonl") if "follow" not in str(path.relative_to(BENCH))
    ]
    return [json.loads(line)["q"] for path in paths for line in path.read_text().splitlines()]


POLITE = frozenset(
    "can give tell me please pls i'm i wondering could you may ask do know hello hi hey thx new "
    "here need want to learn i'd like if possible thanks bye um umm hmm so".split()
)
"""The words of the sets that say nothing of what is asked."""


def test_no_question_loses_a_word_but_what_is_polite() -> None:
    asked = [question.replace("’", "'").strip() for question in questions()]
    assert len(asked) > 500
    changed = {
        question: left for question in asked if (left := without_politeness(question)) != question
    }
    for question, left in changed.items():
        lost = Counter(spoken(question)) - Counter(spoken(left))
        assert lost.keys() <= POLITE, question
        assert not Counter(spoken(left)) - Counter(spoken(question)), question
    assert len(changed) < len(asked) / 100


def spoken(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


@given(st.text(max_size=200))
def test_any_text_keeps_something_and_is_done_at_once(text: str) -> None:
    once = without_politeness(text)
    assert bool(once.strip()) >= any(c.isalnum() for c in text)
    assert without_politeness(once) == once


@pytest.mark.parametrize(
    "text",
    ["?! " * 660, "thanks! " * 250, "hi " * 666, " " * 2000, "-" * 2000, "please and " * 180,
     "can you " * 250, "can you please " * 130, "a, " * 660, "thank you so much " * 110],
)  # fmt: skip
@pytest.mark.timeout(20)  # milliseconds, unless a pattern tries every way to read them
def test_the_longest_texts_are_no_trap(text: str) -> None:
    assert without_politeness(text) in text


@pytest.mark.parametrize(
    "text",
    ["hello", "Hi there!", "thanks", "Thank you so much!", "👋 hey", "good morning", "Who are you?",
     "hi, what can you do?", "What can I ask?", "help", "…", "👍", "bye!",
     "thanks that's all", "how are you", "thanks bye", "ok bye", "see you later!", "guten Tag",
     "Bonjour !", "Buenos días", "vielen Dank, tschüss", "merci beaucoup"],
)  # fmt: skip
def test_small_talk_asks_nothing(text: str) -> None:
    assert only_politeness(text)


def test_no_question_of_the_sets_is_small_talk() -> None:
    for path in BENCH.rglob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            question = json.loads(line)
            assert not only_politeness(question["q"]) or question.get("kind") == "noise", question


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("yes", True),
        ("Yes, please.", True),
        ("ok", True),
        ("Sí", True),
        ("oui", True),
        ("ja!", True),
        ("no", False),
        ("No, thanks", False),
        ("none of them", False),
        ("nein", False),
        ("no?", None),
        ("no degree", None),
        ("right to work", None),
        ("yes or no", None),
        ("", None),
    ],
)
def test_a_bare_yes_or_no_is_told_from_a_question(said: str, means: bool | None) -> None:
    assert bare_reply(said) is means
