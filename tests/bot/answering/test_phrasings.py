"""The owner's other ways to ask, beside the questions that the articles ask themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.open_index import open_answerer
from bot.settings import Settings
from index.build import build

ARTICLE = """# Working as a baker

## Frequently asked questions

### When does a baker start work?

Most bakers start between two and four in the morning.

### What does a baker earn?

The pay is modest at first and grows with the years.
"""
PHRASINGS = """phrasings:
  "When does a baker start work?":
    - "What does a baker earn?"
    - "how early is the first shift"
"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Answerer]:
    """The same article, without the owner's phrasings and with them."""
    opened = {}
    for phrased in (False, True):
        folder = tmp_path_factory.mktemp("bakery")
        (folder / "baker.md").write_text(ARTICLE)
        if phrased:
            (folder / "careerbot.yaml").write_text(PHRASINGS)
        settings = Settings(index=folder / "index")
        build([folder / "baker.md"], folder / "index", cache=settings.cache_dir)
        opened[phrased] = open_answerer(settings)
    return opened


def test_a_phrasing_never_lowers_anothers_own_question(bakery: dict[bool, Answerer]) -> None:
    before, after = (bakery[phrased].answer("what does a baker earn") for phrased in (False, True))
    assert before.answer == after.answer == "The pay is modest at first and grows with the years."
    assert before.confidence == after.confidence >= 0.99


def test_a_phrasing_gets_the_answer_it_stands_for(bakery: dict[bool, Answerer]) -> None:
    answer = bakery[True].answer("How EARLY is the first shift??")
    assert answer.answer == "Most bakers start between two and four in the morning."
    assert (answer.status, answer.confidence) == ("answered", 0.99)


def test_the_beginning_of_a_single_question_asks_it(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    fair = (
        "# The fair\n\n## FAQ\n\n### How much do tickets cost?\n\nFive pounds at the gate.\n\n"
        "### How long does it take to get there?\n\nTen minutes from the station.\n\n"
        "### What is a tombola?\n\nA drum of lots.\n\n### What is there to eat?\n\nSoup.\n"
    )
    answerer = answerer_of({"fair.md": fair})
    for asked, said in (
        ("How much?", "Five pounds at the gate."),
        ("how long does it take", "Ten minutes from the station."),
    ):
        answer = answerer.answer(asked)
        assert (answer.status, answer.answer) == ("answered", said)
    # Two begin so, and behind another question it asks of that.
    assert answerer.answer("what is").confidence != answerer.answer("how much").confidence
    behind = answerer.answer("how much?", history=["What is a tombola?"])
    assert behind.answer != "Five pounds at the gate."
