"""`careerbot chat`: a conversation on the command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import suppress

from bot.answering.reading.limits import QuestionError, trimmed
from bot.conversation import Conversation, NumberError
from bot.open_index import open_answerer
from bot.render.progress import notice
from bot.render.screen import Screen, plain_screen, terminal_screen
from bot.settings import Settings

__all__ = ["chat", "picked"]

PROMPT = "> "
LONGEST_LINE = 64 * 1024
"""Bytes of a line that comes through a pipe."""
HELP = """\
Ask in your own words: a question is read in the light of the last ones.
a number  asks the question that stands under it; yes asks the only one that may be meant
more      shows what else the articles say there, as "can you explain that?" does
sources   shows where the last answer stands, word for word
new       starts over: what was asked before is forgotten
quit      leaves, as Ctrl-D does; Ctrl-C clears the line"""
WORDS = {
    "help": "help", "?": "help", "sources": "sources", "source": "sources", "new": "new",
    "quit": "quit", "exit": "quit", "bye": "quit",
}  # fmt: skip
_NUMBER = re.compile(r"(?:number |no\.? ?|option )?[#(]?(\d{1,9})[.)]?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:the )?(\w+)(?: one)?[.!]*", re.IGNORECASE)
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5,
}  # fmt: skip


def chat(settings: Settings) -> int:
    """Answer what is typed, or what comes through a pipe, until it ends; return 0."""
    conversation = Conversation(open_answerer(settings, notice))
    typed = sys.stdin.isatty()
    screen = terminal_screen() if sys.stdout.isatty() else plain_screen()
    if typed:
        screen.say(f"\n{conversation.messages.greeting}")
        screen.say("help says what else can be typed; Ctrl-D leaves.")
        screen.offer(conversation.labels.examples, conversation.offered)
    for line in _typed() if typed else _piped():
        if not typed:
            screen.asked(line)
        try:
            if not _turn(line, conversation, screen):
                break
        except KeyboardInterrupt:
            if not typed:
                raise
            print()
        sys.stdout.flush()  # whoever talks through pipes waits for the answer
    return 0


def _turn(line: str, conversation: Conversation, screen: Screen) -> bool:
    """Do what a line says; return whether the conversation goes on."""
    word = WORDS.get(line.lower().removeprefix("/").rstrip("!.? ") or line)
    if word == "help":
        screen.say(HELP)
    elif word == "sources":
        screen.sources(conversation.answer)
    elif word == "new":
        conversation.restart()
        screen.say("What was asked before is forgotten.")
        screen.offer(conversation.labels.examples, conversation.offered)
    elif word is None:
        _ask(line, conversation, screen)
    return word != "quit"


def _ask(line: str, conversation: Conversation, screen: Screen) -> None:
    try:
        question = picked(line, conversation) or line
        if question != line:
            screen.asked(question)
        answer = conversation.ask(trimmed(question))
    except (NumberError, QuestionError) as error:
        screen.say(f"{error}")
    else:
        screen.answer(answer, conversation.offered)


def picked(line: str, conversation: Conversation) -> str | None:
    """Return the offered question that a line picks, if it does. Raises NumberError."""
    if number := _NUMBER.fullmatch(line):
        return conversation.numbered(int(number[1]))
    ordinal = _ORDINAL.fullmatch(line)
    if ordinal and (at := ORDINALS.get(ordinal[1].lower())):
        return conversation.numbered(at)
    return conversation.meant(line)


def _typed() -> Iterator[str]:
    """Yield what is typed at a prompt, line by line, until Ctrl-D."""
    with suppress(ImportError):  # not on every system; lines can be edited where it is
        import readline  # noqa: F401 - input() reads with it once it is imported
    while True:
        try:
            # What is no UTF-8 comes as halves of surrogate pairs.
            line = input(PROMPT).encode(errors="replace").decode().strip()
        except KeyboardInterrupt:
            print()
            continue
        except EOFError:
            print()
            return
        if line:
            yield line


def _piped() -> Iterator[str]:
    # What never ends its line is answered in parts, each too long for a question.
    while line := sys.stdin.buffer.readline(LONGEST_LINE):
        if text := line.decode(errors="replace").strip():
            yield text
