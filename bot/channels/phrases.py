"""What a channel says of itself; everything else it says, an article said.

A person hears one of these fixed sentences; what went wrong stands in the log alone.
"""

from __future__ import annotations

from bot.answering.reading.limits import LONGEST_QUESTION

__all__ = ["BRIEF", "GREETING", "SORRY", "THANKS", "TOO_LONG"]

GREETING = "Ask me about a career, and I answer from the articles that I have. For example:"
BRIEF = "I'm not sure that this answers your question."
THANKS = "Thank you, that is noted."

TOO_LONG = f"That question is too long for me: ask it in {LONGEST_QUESTION:,} characters."
SORRY = "Something went wrong here, and it has been logged. Please ask again in a while."
