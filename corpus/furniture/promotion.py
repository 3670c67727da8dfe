"""Calls to action: sign-up lines, product promotion, share buttons; no content of an article."""

from __future__ import annotations

import re

from corpus.sentences import sentences

__all__ = ["closes_with_promotion", "is_button", "promotion_start"]

_PRODUCT = (
    r"(?:newsletters?|mailing list|e-?mail list|e-?mails?|updates|alerts|channel|podcast|"
    r"communit(?:y|ies)|blog|feed|webinars?|e-?books?|templates?|checklists?|cheat ?sheets?|"
    r"calculators?|quiz(?:zes)?|builders?|generators?|checkers?|planners?|apps?|tools?|"
    r"platforms?|services?|courses?|bootcamps?|programs?|job boards?|team|coach(?:es)?|experts?|"
    r"advisors?|counsell?ors?|trials?|demos?|consultations?|plans?|kit|toolkit|worksheets?|pdf|"
    r"guides?)"
)
_FEW = r"(?:[\w’'-]+,? ){0,5}?"
# What no article says to its reader as advice; each is looked for in one sentence.
_CERTAIN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bno (?:sign[- ]?ups?|credit card|strings attached)\b",
        r"^no (?:registration|account|e-?mail|login|subscription)(?: is)? "
        r"(?:required|needed|necessary)\W*$",
        rf"\b(?:subscribe|sign up|join|register|opt in|enroll) (?:now |today |here )?"
        rf"(?:to |for |up for |in )?(?:our|my) {_FEW}{_PRODUCT}\b",
        rf"\bsubscribe to the {_FEW}(?:newsletter|mailing list|channel|blog)\b",
        rf"^(?:\w+,? )?(?:try|use|explore|download|grab|get|check out|browse|visit|see|take) "
        rf"(?:our|my) {_FEW}{_PRODUCT}\b",
        r"\b(?:try|start) (?:it )?(?:for )?free(?: today| now)?\W*$",
        r"\bstart (?:your|a) free(?:[- ]\w+)? trial\b",
        r"\b(?:get started|sign up|register|join)(?: with \w+)? (?:for free|free)"
        r"(?: today| now)?\W*$",
        r"^(?:get started|sign up|subscribe|register|join(?: us)?)(?: today| now)?\W*$",
        r"\bcreate your free (?:account|profile)\b",
        r"\bclick here\b|\bclick the (?:button|link) (?:below|above)\b",
        r"\b(?:follow|like|find|contact|e-?mail|message) us (?:on|at|today|now)\b",
        r"\b(?:book|schedule) (?:a|your) (?:free |\d+-minute )*(?:call|demo|consultation|session) "
        r"(?:with (?:us|our|one of our)|today|now)",
        r"^(?:share|tweet|pin|like) this (?:article|post|page|guide|story)\b",
        r"\bif you (?:liked|enjoyed) this (?:article|post|guide)\b",
        r"\benter your e-?mail\b",
        r"^no spam\b|\bunsubscribe (?:at )?any ?time\b",
        r"\blet (?:us|our (?:team|experts|coaches)) (?:help|do|handle)\b",
        r"\bsuscr[ií]bete a nuestr|\bsin (?:registro|tarjeta de cr[eé]dito)\b|\bprueba gratis\b",
        r"\babonnez-vous [aà] notre|\bsans (?:inscription|carte bancaire)\b|\bessai gratuit\b",
        r"\bnewsletter abonnieren\b|\bohne (?:anmeldung|registrierung)\b|\bkostenlos testen\b",
    )
]
# A line that is nothing but a button or a link to another page.
_BUTTON = re.compile(
    r"(?:advertisement|sponsored(?: content)?|advertising|share|tweet|print|pin it|"
    r"back to (?:top|home)|skip to content|continue reading|"
    r"(?:sign|log) (?:up|in)|subscribe|register|get started|(?:download|apply|enroll|start) now|"
    r"(?:read|learn|see) more|"
    r"(?:read (?:more|next|also)|related(?: \w+)?|see also|also read|up next): .{3,150}|"
    r"(?:build|create|tailor|make|start|get|write) my [\w ]{2,30})\W*",
    re.IGNORECASE,
)
_READY = r"(?:are you |still |not )?(?:ready|looking|want|eager|time|need|sure)\b"
# Each is a sign; two together, in a paragraph that closes its section, are a promotion.
_SIGNS = [
    re.compile(rf"^{_READY}[^?.!]{{3,90}}[?!]", re.IGNORECASE),
    re.compile(
        r"\b[A-Z][\w.&]{0,40}(?: [A-Z][\w.&]{0,40}){0,2}['’]s (?:[\w/-]+ ){0,4}?"
        r"(?:builder|generator|checker|platform|app|tool|template|software|coach|course|program)s?\b"
    ),
    re.compile(r"\b(?:AI|artificial intelligence)[- ](?:powered|driven|based)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:r[eé]sum[eé]s?|CVs?|cover letters?) "
        r"(?:builder|generator|maker|checker|writer|scanner|template|service)s?\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:our|my) {_FEW}{_PRODUCT}\b", re.IGNORECASE),
    re.compile(r"\bin (?:just )?(?:minutes|seconds|a few clicks)\b|\bone click\b", re.IGNORECASE),
    re.compile(r"\bfor free\b|\bfree of charge\b|\brisk[- ]free\b|\btoday!", re.IGNORECASE),
    re.compile(r"\bwe (?:help|can help|will help|make it easy for) you", re.IGNORECASE),
]
_APPEAL = re.compile(
    rf"{_READY}.*[?!]|"
    r"(?:let['’]?s )?get started(?: (?:today|now|for free))?\W*|"
    r"take (?:the|your) next step\W*+(?:(?:today|now)\W*+)?|"
    r"(?:start|launch|boost|build|land|find) your (?:[\w’'-]+ ){0,4}(?:today|now)\W*|"
    r"(?:stay|keep) (?:in the loop|up to date|updated|connected|in touch)\W*|"
    r"(?:subscribe|join us|sign up|get the newsletter)\b.*|"
    r"¿list[oa]s? para .*|pr[eê]te?s? [aà] .*|bereit f[uü]r .*",
    re.IGNORECASE,
)
_LONGEST = 80
_LONGEST_AFTER = 30
_LONGEST_BUTTON = 4
_LONGEST_LINE = 300
_LONGEST_IN_CLOSE = 40


def is_button(line: str) -> bool:
    """Tell whether a line is nothing but a button's words, or a link to another page."""
    line = line.strip()
    return len(line) <= _LONGEST_LINE and _BUTTON.fullmatch(line) is not None


def promotion_start(text: str, closes: bool) -> tuple[int, str] | None:
    """Return which sentence of a passage's text a call to action begins with, and its words.

    It goes on to the end of the text; sentence 0 is the whole of it. `closes`: the text is the
    last paragraph of its section, where signs that prove nothing alone count together.
    """
    if is_button(text):
        return 0, text
    starts = sentences(text)
    told = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    for place, sentence in enumerate(told):
        words = _certain(sentence)
        if words is None:
            continue
        if sum(len(after.split()) for after in told[place + 1 :]) > _LONGEST_AFTER:
            return None
        number = place
        while number and _APPEAL.fullmatch(told[number - 1]):
            number -= 1
        # "Free." and a button's words before it say nothing of their own.
        before = sum(len(earlier.split()) for earlier in told[:number])
        return (0 if before <= _LONGEST_BUTTON else number), words
    if closes and len(text.split()) <= _LONGEST:
        signs = [match[0] for sign in _SIGNS if (match := sign.search(text))]
        if len(signs) >= 2:
            return 0, signs[0].strip()
    return None


def closes_with_promotion(heading: str, texts: list[str]) -> bool:
    """Tell whether a section is nothing but a closing call to action."""
    return (
        0 < len(texts) <= 5
        and _APPEAL.fullmatch(heading.strip()) is not None
        and all(len(text.split()) <= _LONGEST_IN_CLOSE for text in texts)
        and any(promotion_start(text, closes=True) for text in texts)
    )


def _certain(sentence: str) -> str | None:
    """Return the words that make a sentence a call to action by themselves."""
    if len(sentence.split()) > _LONGEST:
        return None
    found = next(filter(None, (pattern.search(sentence) for pattern in _CERTAIN)), None)
    return found[0].strip() if found else None
