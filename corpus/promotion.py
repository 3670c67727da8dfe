"""Calls to action: sign-up lines, product promotion, share buttons; no content of an article."""

from __future__ import annotations

import re

__all__ = ["closes_with_promotion", "is_appeal", "promotion"]

_OURS = r"(?:our|my|the|this)"
_PRODUCT = (
    r"(?:newsletters?|mailing list|e-?mail list|emails?|e-?mails|updates|alerts|channel|podcast|"
    r"communit(?:y|ies)|blog|feed|webinars?|e-?books?|templates?|checklists?|cheat ?sheets?|"
    r"calculators?|quiz(?:zes)?|builders?|generators?|checkers?|apps?|tools?|platforms?|"
    r"services?|courses?|bootcamps?|programs?|job boards?|team|coach(?:es)?|experts?|advisors?|"
    r"counsell?ors?|trials?|demos?|consultations?|plans?)"
)
_FEW = r"(?:[\w’'-]+,? ){0,5}?"
# What no adviser says to a reader in earnest: one of these is enough.
_CERTAIN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bno (?:sign[- ]?up|registration|credit card|account|e-?mail|login|strings)\b"
        r"(?:[\w ,]{0,20}\b(?:required|needed|necessary|attached))",
        r"\b(?:subscribe|sign up|join|register|opt in) (?:to|for|up for)? ?(?:our|my) "
        rf"{_FEW}{_PRODUCT}\b",
        rf"\bsubscribe to the {_FEW}(?:newsletter|mailing list|channel|blog)\b",
        rf"\b(?:try|use|explore|download|grab|get|check out|browse|visit|see) (?:our|my) {_FEW}"
        rf"{_PRODUCT}\b",
        r"\b(?:try|start) (?:it|\w+ )?(?:for )?free\b(?: today| now)?\W*$",
        r"\bstart (?:your|a) free(?:[- ]\w+)? trial\b",
        r"\b(?:get started|sign up|start|join|register|try it|create an account|apply|enrol+)"
        r"(?: with \w+)? (?:for free|free|today|now|free today)\W*$",
        r"\bcreate (?:your|a) free account\b",
        r"\bclick (?:here|the (?:button|link))\b",
        r"\b(?:follow|like|find|contact|e-?mail|call|message) us (?:on|at|today|now|for)\b",
        r"\b(?:book|schedule) (?:a|your) (?:free |\d+-minute )*(?:call|demo|consultation|session) "
        r"(?:with (?:us|our|one of our)|today|now)",
        r"\b(?:share|tweet|pin|like) this (?:article|post|page|guide|story)\b",
        r"\b(?:if you (?:liked|enjoyed|found)) this (?:article|post|guide)\b",
        r"\benter your e-?mail\b",
        r"\blet (?:us|our (?:team|experts|coaches)) (?:help|do|handle)\b",
        r"\bsuscr[ií]bete a nuestr|\bsin (?:registro|tarjeta)\b|\bprueba gratis\b|"
        r"\babonnez-vous [aà] notre|\bsans (?:inscription|carte bancaire)\b|\bessai gratuit\b|"
        r"\bnewsletter abonnieren\b|\bohne (?:anmeldung|registrierung)\b|\bkostenlos testen\b",
    )
]
# A line that is nothing but a button or a link to another page.
_BUTTON = re.compile(
    r"(?:advertisement|sponsored(?: content)?|advertising|ad|share|tweet|print|pin it|"
    r"back to (?:top|home)|skip to content|continue reading|"
    r"(?:sign|log) (?:up|in)|subscribe|register|get started|download now|apply now|enroll now|"
    r"(?:read|learn|see) (?:more|next)|"
    r"(?:read (?:more|next|also)|related|see also|also read|up next|further reading): .{3,150}|"
    r"(?:build|create|tailor|make|start|get|write) my [\w ]{2,30})\W*",
    re.IGNORECASE,
)
# Each is a sign, two or more are a promotion.
_SIGNS = [
    re.compile(
        r"^(?:are you )?(?:ready|looking|want|eager|time) (?:to|for)\b[^?.!]{3,90}[?!]", re.I
    ),
    re.compile(
        r"\b[A-Z][\w.&]*(?: [A-Z][\w.&]*){0,2}['’]s (?:[\w/-]+ ){0,4}?"
        r"(?:builder|generator|checker|platform|app|tool|template|software|coach|course|program)s?\b"
    ),
    re.compile(r"\b(?:AI|artificial intelligence)[- ](?:powered|driven|based)\b", re.I),
    re.compile(
        r"\b(?:r[eé]sum[eé]s?|CVs?|cover letters?) "
        r"(?:builder|generator|maker|checker|writer|scanner|template|service)s?\b",
        re.I,
    ),
    re.compile(rf"\b(?:our|my) {_FEW}{_PRODUCT}\b", re.I),
    re.compile(r"\b(?:in (?:just )?(?:minutes|seconds|a few clicks)|with one click)\b", re.I),
    re.compile(r"\b(?:for free|free of charge|100% free|it['’]s free|risk[- ]free|today!)", re.I),
    re.compile(
        r"\b(?:we|[A-Z]\w+(?: [A-Z]\w+)?) (?:helps?|can help|makes? it easy|will help) "
        r"(?:you|your)\b"
    ),
]
_APPEAL = re.compile(
    r"(?:are you )?(?:ready|looking|want|eager|time) (?:to|for)\b.*[?!]|"
    r"(?:get|let['’]s get) started(?: (?:today|now|for free))?\W*|"
    r"take (?:the|your) next step\W*(?:today|now)?\W*|"
    r"(?:start|launch|boost|build|land) your (?:[\w’'-]+ ){0,4}(?:today|now)\W*|"
    r"(?:stay|keep) (?:in the loop|up to date|updated|connected|in touch)\W*|"
    r"(?:subscribe|join us|sign up)\b.*|¿list[oa] para .*|pr[eê]te?s? [aà] .*|bereit f[uü]r .*",
    re.IGNORECASE,
)
_LONGEST = 80
_LONGEST_IN_CLOSE = 40


def is_appeal(heading: str) -> bool:
    """Tell whether the heading calls the reader to act ("Ready for your next step?")."""
    return _APPEAL.fullmatch(heading.strip()) is not None


def promotion(text: str, closes: bool) -> str | None:
    """Return the words that make a passage's text a call to action, or None.

    `closes`: it is the last of its section, where signs that prove nothing alone count together.
    """
    if len(text.split()) > _LONGEST:
        return None
    button = _BUTTON.fullmatch(text)
    if button:
        return text
    for pattern in _CERTAIN:
        match = pattern.search(text)
        if match and _share(text, match) >= 0.5:
            return match[0].strip()
    if closes:
        signs = [match[0] for sign in _SIGNS if (match := sign.search(text))]
        if len(signs) >= 2:
            return signs[0].strip()
    return None


def closes_with_promotion(heading: str, texts: list[str]) -> bool:
    """Tell whether a section is nothing but a closing call to action."""
    return (
        0 < len(texts) <= 5
        and is_appeal(heading)
        and all(len(text.split()) <= _LONGEST_IN_CLOSE for text in texts)
        and any(promotion(text, closes=True) for text in texts)
    )


def _share(text: str, match: re.Match[str]) -> float:
    """Return the share of the text's words in the sentences from the match's own to the end."""
    before = re.split(r"(?<=[.!?])\s+", text[: match.start()])
    return 1 - sum(len(sentence.split()) for sentence in before[:-1]) / len(text.split())
