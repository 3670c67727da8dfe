import dataclasses
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.commands.chat import picked
from bot.conversation import Conversation, NumberError
from bot.open_index import open_answerer
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
QUESTION = "How long does it take to become a registered nurse?"
PROMPT = re.compile(rb"[\r\n](?:\x1b\[[0-9;?]*[a-z])*> \Z")
"""The prompt, as the last thing on the screen. Before it is there the terminal isn't the line
editor's yet, and a Ctrl-D typed then may be lost."""


@pytest.fixture(scope="module")
def answerer(guides_index: Path) -> Answerer:
    return open_answerer(Settings(index=guides_index))


def test_it_opens_with_questions_that_have_an_answer(answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    assert len(conversation.offered) == 4
    for number in range(1, 5):
        assert conversation.ask(conversation.numbered(number)).status == "answered"
        conversation.restart()


def test_a_follow_up_is_read_in_the_light_of_what_was_asked(answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    conversation.ask("What does a registered nurse earn?")
    follow_up = conversation.ask("what about them?")
    assert {source.article for source in follow_up.sources} == {"registered-nurse"}
    assert "nurse earn" in str(follow_up.interpreted_as)
    conversation.restart()
    assert conversation.answer is None
    alone = conversation.ask("what about them?")
    assert alone.interpreted_as is None
    assert alone.answer != follow_up.answer


def test_choices_come_before_what_is_related_and_no_question_twice(guides_index: Path) -> None:
    never_sure = Settings(index=guides_index, answered_threshold=1.0, unsure_threshold=0.0)
    conversation = Conversation(open_answerer(never_sure))
    answer = conversation.ask("certifications")
    asked = [choice.question for choice in answer.choices]
    assert len(asked) > 1
    assert answer.related
    assert list(conversation.offered[: len(asked)]) == asked
    assert set(conversation.offered) == {*asked, *answer.related}
    assert len(set(conversation.offered)) == len(conversation.offered)
    second = conversation.numbered(2)
    assert second == asked[1]
    assert conversation.ask(second).answer


def test_a_choice_that_is_taken_leads_to_its_passage(guides_index: Path) -> None:
    never_sure = Settings(index=guides_index, answered_threshold=1.0, unsure_threshold=0.0)
    answerer = open_answerer(never_sure)
    conversation = Conversation(answerer)
    answer = conversation.ask("certifications")
    for choice in answer.choices:
        conversation.answer = answer
        taken = conversation.ask(choice.question)
        passage = answerer.index.passage(choice.passage_id)
        assert passage is not None
        assert passage.text in taken.answer
        assert passage.text not in conversation.ask("more").answer


def test_a_bare_no_is_no_question_and_changes_nothing(answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    first = conversation.ask("what about pay?")
    offered = conversation.offered
    for reply in ("no", "No, thanks.", "not really", "yes", "nein"):
        said = conversation.ask(reply)
        assert (said.status, said.message) == ("no_answer", conversation.messages.rephrase)
        assert said.interpreted_as is None
        assert (conversation.answer, conversation.offered) == (first, offered)
    assert conversation.ask("and for analysts?").interpreted_as == "what about pay for analysts"


def test_a_greeting_is_not_what_a_conversation_is_about(answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    for said in ("hi", "what can you do?", "thanks!"):
        answer = conversation.ask(said)
        assert answer.interpreted_as is None
        assert str(answer.message).startswith(conversation.messages.greeting)
    assert conversation.ask("what about them?").interpreted_as is None


def test_a_yes_takes_the_only_choice_and_asks_which_of_several(guides_index: Path) -> None:
    never_sure = Settings(index=guides_index, answered_threshold=1.0, unsure_threshold=0.0)
    conversation = Conversation(open_answerer(never_sure))
    answer = conversation.ask("certifications")
    with pytest.raises(NumberError, match=f"Which of them: 1 to {len(answer.choices)}?"):
        conversation.meant("yes")
    conversation.answer = dataclasses.replace(answer, choices=answer.choices[:1])
    assert conversation.meant("Yes, please!") == answer.choices[0].question
    assert conversation.meant("no") is None
    conversation.restart()
    assert conversation.meant("yes") is None


def test_more_goes_on_from_the_answer_and_ends(answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    assert conversation.ask("more").message == conversation.messages.rephrase
    conversation.ask("What is the NCLEX?")
    more = [conversation.ask("more") for _ in range(4)]
    assert more[0].sources
    assert more[-1].message == conversation.messages.no_more
    shown = [answer.answer for answer in more if answer.answer]
    assert len(set(shown)) == len(shown)
    assert conversation.ask("and how long is it?").interpreted_as == "how long is the NCLEX?"


def test_thanks_leave_a_conversation_where_it_was(answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    first = conversation.ask("What is the NCLEX?")
    for said in ("ok, thanks", "interesting", "good to know"):
        assert conversation.ask(said).message == conversation.messages.heard
        assert conversation.answer == first


@pytest.mark.parametrize("line", ["2", "#2", "no. 2", "number 2", "(2)", "the second one", "2nd"])
def test_a_question_is_picked_by_its_number(line: str, answerer: Answerer) -> None:
    conversation = Conversation(answerer)
    assert picked(line, conversation) == conversation.offered[1]


@pytest.mark.parametrize("number", [0, 5, 10**8])
def test_a_number_that_is_not_offered_is_named(answerer: Answerer, number: int) -> None:
    with pytest.raises(NumberError, match=f"There is no {number} here: choose 1 to 4"):
        Conversation(answerer).numbered(number)


def chat(index: Path, said: bytes) -> subprocess.CompletedProcess[bytes]:
    """Hold a conversation through pipes."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--index", str(index)],
        input=said,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )


def test_a_conversation_through_pipes(guides_index: Path, answerer: Answerer) -> None:
    answer = answerer.answer(QUESTION)
    first = answer.related[0]
    lines = [QUESTION, "", "Sources", "1", "77", "/HELP", "caf\udce9 \x1b[31mwages", "new"]
    text = "\n".join([*lines, "sources", "a" * 2_001, "quit", "never read"])
    ended = chat(guides_index, text.encode(errors="surrogateescape"))
    assert ended.returncode == 0
    assert ended.stderr == b""
    out = ended.stdout.decode()
    assert out.startswith(f"> {QUESTION}\n\n{answer.answer}\n\nSource: ")
    assert "\x1b" not in out
    assert "never read" not in out
    turns = dict(part.partition("\n")[::2] for part in out.removeprefix("> ").split("\n> "))
    assert f"\nRelated\n1. {first}\n2. " in turns[QUESTION]
    source = answer.sources[0]
    shown = turns["Sources"]
    assert f"[1] {source.title} › " in shown
    assert all(line.strip() in shown for line in source.quote.splitlines())
    assert f"line {source.line} <{str(source.url).partition(':~:')[0]}>" in shown
    assert f"> {first}\n" in out
    assert answerer.answer(first, history=[QUESTION]).answer.split("\n")[0] in turns[first]
    assert "There is no 77 here: choose 1 to " in turns["77"]
    assert "Ctrl-D" in turns["/HELP"]
    assert "forgotten" in turns["new"]
    assert "1. " in turns["new"]
    assert "no sources yet" in turns["sources"]
    assert "2,001 characters" in turns["a" * 2_001]


def test_the_end_of_the_input_is_the_end(guides_index: Path) -> None:
    ended = chat(guides_index, QUESTION.encode())
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"Source: " in ended.stdout
    assert chat(guides_index, b"").returncode == 0


def test_whoever_talks_through_pipes_gets_each_answer_at_once(guides_index: Path) -> None:
    command = [sys.executable, "-m", "bot", "chat", "--index", str(guides_index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"help\n")
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 60)[0]
        assert process.stdout.readline() == b"> help\n"
        process.stdin.close()
        assert process.wait(60) == 0


class Terminal:
    """A terminal with the command in it."""

    def __init__(self, arguments: list[str]) -> None:
        self.screen = b""
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "90"},
            preexec_fn=_own_terminal,
        )
        os.close(theirs)

    def type(self, keys: str) -> None:
        self.screen = b""
        os.write(self._ours, keys.encode())

    def prompted(self) -> str:
        """Wait until the next line can be typed; return what was shown before it."""
        self.wait_for(PROMPT)
        return self.screen.decode()

    def interrupt(self) -> None:
        """Press Ctrl-C until it is heeded: Python misses one that comes while a line is drawn."""
        for _ in range(60):
            self.type("\x03")
            if self._shows(PROMPT, 1):
                return
        raise AssertionError(f"no prompt in {self.screen!r}")

    def wait_for(self, shown: re.Pattern[bytes]) -> None:
        assert self._shows(shown, 60), f"no {shown.pattern!r} in {self.screen!r}"

    def _shows(self, shown: re.Pattern[bytes], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not shown.search(self.screen) and time.monotonic() < deadline:
            if select.select([self._ours], [], [], 0.2)[0]:
                self.screen += os.read(self._ours, 4096)
        return bool(shown.search(self.screen))

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)


def _own_terminal() -> None:
    """Make the terminal that of the process: Ctrl-C reaches it."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(guides_index: Path) -> "Terminal":
    return Terminal(["chat", "--index", str(guides_index)])


def test_a_conversation_on_a_terminal(terminal: Terminal) -> None:
    try:
        assert "You could ask" in terminal.prompted()
        terminal.type("how long does it")
        terminal.wait_for(re.compile(b"how long does it"))
        terminal.interrupt()  # the line is gone, the conversation isn't
        terminal.type(f"{QUESTION}\n")
        answer = terminal.prompted()
        assert "Source: " in answer
        assert "Related" in answer
        assert "\x1b[1m" in answer
        terminal.type("1\n")
        assert "Source: " in terminal.prompted()
        terminal.type("sources\n")
        assert "[1] " in terminal.prompted()
        terminal.type("\x04")
        assert terminal.process.wait(30) == 0
    finally:
        terminal.close()
