"""Inputs that make work grow out of all proportion where a pattern goes over them again and again.

What is read in one pass takes a moment for them; what is quadratic takes minutes for the larger,
and ends at the tests' time limit. So no duration is compared, and none is measured.
"""

# ruff: noqa: E501
from __future__ import annotations

__all__ = ["BLOCKS", "repeated"]

BLOCKS = (
    *(" ", "\t", "\u3000", "\n", " \n", "\r", "\u00a0", "\u200b"),
    *(":) ", "😀", "😀 ", "🏳️‍🌈", "\ufe0f", ";-) "),
    *("and ", " and what ", "? and ", "and", "? ", "what ", "also ", "so ", "hi ", "hi, ", "please "),
    *("thanks ", "thanks, ", "hope you ", "tell me ", "one question ", "sorry ", "um, ", "u "),
    *("a", "a ", "A", "A ", "é", "a'", "a'a1", "s ", "nurses ", "people they ", "it ", "Ab-", "ab. "),
    *("1", "1 ", "1.", "1,", "1-", "1 year ", "year ", "years 3 to ", "two to ", "5 - ", "5+ "),
    *("(", "((", "(A", "(TPM) ", "AB (", ")", "[", "![", "[]", "[1]", "[1", "[1](", "[a](b ", "](", "[^1]"),
    *("`", "` ", "``a", "*", "**", "*a", "*a ", "_", "_a ", "~", "~~a", "**a** ", "***a "),
    *("<", "<a", "<a ", "<a>", "<!--", "<!-- ", "<script>", "<b a=\"", "</", "<?", "<![CDATA[", "&", "&amp;", "&#"),
    *("|", "|a", "| ", "a|b\n", "|-", "- | ", "|---", ": ", "a: ", ":", "#", "# ", "# a\n", "##"),
    *("-", "- ", "- a\n", "--- ", "=", "=\n", "> ", ">", ">a\n", "1. a\n", "* a\n", "  - a\n", "\t- a\n"),
    *("\\", "\\|", "\\[", "\"", "'", "’", "“", ".", ". ", ".\"", ". A", "…", "!", "! ", ",", ", ", ";"),
    *("http://", "http://a ", "https://a.", "https://a)", "a@", "@a", "—", " — ", "–", " - ", " > a", "• "),
    *("Q: ", "A: a\n", "Q: a?\n", "**a?** ", "Photo: ", "by A", "2024-01-01 ", "min read ", "share "),
    *("our a ", "our a, ", "A's a ", "A B's ", "try our ", "in my ", "no ", "get started ", "start your a "),
    *("\x00", "\x02", "\ud800", "\u0301", "a\u0301", "ﬁ", "İ"),
)  # fmt: skip
"""What inputs are made of, each again and again."""


def repeated(block: str, length: int) -> str:
    """Return a text of a block alone, between two letters."""
    return "a" + block * ((length - 2) // len(block)) + "b"
