"""What people say around a question: it says nothing of what they ask."""

from __future__ import annotations

import re

from bot.answering.reading.appeal import appeal_in

__all__ = ["asks_nothing", "bare_reply", "only_politeness", "without_politeness"]

MOST = 12
"""Courtesies that are taken from each end of a question; nobody is as polite as that."""

_YOU = r"(?:you|u|anyone|anybody|someone|somebody|y'all|you guys)"
_ASKS = r"(?:if|whether|what|how|when|where|who|which|why|about)\b"
_VERBS = r"(?:tell|explain|let|advise|inform|show|clarify|say|share|give|answer|enlighten|remind)"
_WHAT_OF = r"(?:\s+(?:know|understand|find out|figure out|a hint))?(?:\s+(?:about|on|please))?"
# Without "me" it is courtesy only before what is asked: "can you give injections" asks itself,
# and so do "can someone show us to our seats", "will you let us know", "can you help me find work".
_TELL = (
    rf"(?:{_VERBS}\s+(?:to\s+)?(?:me|us)(?!\s+to\b){_WHAT_OF}|"
    r"help\s+(?:me|us)\s+(?:to\s+)?(?:know|understand|find\s+out|figure\s+out|out|with|please)|"
    rf"{_VERBS}{_WHAT_OF}(?=\s*(?:[,:]|$)|\s+{_ASKS}))"
)
_TELLING = (
    r"(?:telling|explaining|letting|helping|showing|clarifying|saying|sharing|giving|answering)"
    r"(?:\s+(?:to\s+)?(?:me|us))?(?:\s+(?:know|understand))?(?:\s+(?:about|with))?"
)
# In the languages that the message catalog has: "guten tag" is no "gluten tag". Behind a word of a
# question they are what it is about ("who says merci").
_GREETINGS = (
    r"bonjour|bonsoir|salut|coucou|buen(?:os|as)\s+(?:d[ií]as|tardes|noches)|buen\s+d[ií]a|"
    r"guten?\s+(?:tag|morgen|abend)|gr[uü](?:ß|ss)\s+(?:gott|dich|euch|sie)|servus|moin(?:\s+moin)?"
)
_THANKS = (
    r"(?<!\w\s)(?:merci(?:\s+(?:beaucoup|bien))?|(?:muchas\s+|mil\s+)?gracias|"
    r"danke(?:\s+(?:sch[öo]n|sehr))?|vielen\s+dank)"
)
_BYE = (
    r"(?:good\s*)?bye(?:[\s-]+bye)?|see\s+(?:you|ya)(?:\s+(?:later|soon))?|au\s+revoir|adi[óo]s|"
    r"hasta\s+luego|tsch[üu]ss|(?:auf\s+)?wiedersehen"
)
_OPENINGS = (
    # Hi there! Hello everyone, Good morning team, Dear careerbot:
    r"(?:hi+|hey+a?|hello+|hallo|hullo|hola|hiya|howdy|yo|greetings|good\s+(?:morning|afternoon|evening|day|night)|dear|"
    rf"g'?day|sup|ahoy|{_GREETINGS})(?:\s+(?:there|all|everyone|everybody|folks|team|guys|friends?|bot|chatbot|"
    r"careerbot|assistant|sir|(?:or\s+)?madam|again|you))*(?=\W|$)",
    r"(?:morning|afternoon|evening)(?:\s+(?:all|everyone|everybody|folks|team|guys))?(?=\s*[,!.])",
    r"(?:i\s+)?hope\s+(?:you|u|y'all|this|all|things|every(?:one|body|thing))\b[^.!?,;:]{0,60}"
    r"(?=[.!?,;:])",
    r"(?:i\s+)?hope\s+(?:you(?:'re|\s+are)|this\s+finds\s+you|all\s+is|every(?:one|body|thing)\s+is)\s+"
    r"(?:doing\s+)?(?:well|good|great|fine)(?:\s+today)?",
    r"how\s+are\s+(?:you|things)(?:\s+(?:doing|today))*(?=\s*(?:[?!.,]|$))",
    r"(?:excuse|pardon)\s+me|sorry(?:\s+to\s+(?:bother|trouble|disturb)\s+you)?"
    r"(?:,?\s+but)?(?=\W|$)",
    r"(?:just\s+)?(?:(?:a|one)\s+)?(?:quick|short|small|simple|silly|stupid|dumb|random|another|"
    r"one\s+more)\s+question(?:\s+for\s+you)?(?=\s*[:,.!?—–-])",
    r"i\s+(?:have|had|'ve\s+got|got)\s+(?:a|one|another)\s+(?:quick\s+|small\s+|simple\s+)?"
    r"question(?:\s+for\s+you)?(?=\s*[:,.!?—–-])",
    r"(?:please|pls|plz|kindly)(?=\W|$)",
    rf"(?:can|could|would|may|might)\s+{_YOU}\s+(?:please\s+|kindly\s+|maybe\s+|perhaps\s+|"
    rf"possibly\s+|just\s+|quickly\s+|be\s+(?:so\s+kind|kind\s+enough|able)(?:\s+as)?\s+to\s+)*"
    rf"{_TELL}(?=\W|$)",
    rf"(?:would|do)\s+{_YOU}\s+mind\s+(?:please\s+)?{_TELLING}(?=\W|$)",
    rf"(?:do|does)\s+{_YOU}\s+know(?=\s+{_ASKS})",
    rf"(?:do|does|would)\s+{_YOU}\s+happen\s+to\s+know(?=\W|$)",
    rf"(?:(?:do|does)\s+{_YOU}\s+have\s+)?any\s+(?:idea|clue)s?(?:\s+(?:on|about|of|as\s+to))?(?=\W|$)",
    rf"(?:it|that)(?:'d|\s+would)\s+be\s+(?:really\s+|very\s+|so\s+)?"
    rf"(?:great|nice|good|helpful|lovely|wonderful|kind|awesome)\s+(?:if|of)\s+you\s+"
    rf"(?:(?:can|could|would|to)\s+)?(?:please\s+)?{_TELL}(?=\W|$)",
    rf"i(?:'d|\s+would)\s+(?:really\s+|greatly\s+|very\s+much\s+)?(?:appreciate\s+it|"
    rf"be\s+(?:very\s+|so\s+|really\s+)?(?:grateful|thankful|happy|glad))\s+if\s+{_YOU}\s+"
    rf"(?:can|could|would)\s+(?:please\s+)?{_TELL}(?=\W|$)",
    r"(?:just\s+(?:wondering|curious|asking)|wondering)(?:\s+about)?(?=\W|$)",
    rf"curious(?:\s+about|(?=\s+{_ASKS})|(?=\s*[,:]))",
    r"(?:i'm|i\s+am|we're|we\s+are)\s+(?:just\s+)?(?:trying|looking|hoping)\s+to\s+"
    r"(?:find\s+out|figure\s+out|understand|learn|know)(?:\s+about)?(?=\W|$)",
    r"(?:i'm\s+|i\s+am\s+)?new\s+here(?=\s*[.,!:])",
    r"(?:by\s+the\s+way|btw|first\s+of\s+all|fyi)(?=\W|$)",
    r"(?:my\s+|a\s+|here's\s+(?:a|my)\s+)?question(?:\s+for\s+you)?(?=\s*:)",
    r"(?:i\s+(?:was|am)|i'm|we\s+were|was|am|been)\s+(?:just\s+)?(?:wondering|curious|asking|asking\s+myself)"
    rf"(?:\s+(?:if|whether)\s+{_YOU}\s+(?:can|could|would|might)\s+(?:please\s+)?{_TELL})?"
    r"(?:\s+about)?(?=\W|$)",
    # "I'd like to ask the board something" asks how.
    r"i(?:'d|\s+would)?\s+(?:really\s+|just\s+)?(?:like|love|want|need)\s+to\s+(?:know|find\s+out|"
    rf"understand|learn|ask(?=\s+(?:you\b|{_ASKS})|\s*[,:]))(?:\s+(?:you|about))?(?=\W|$)",
    r"(?:i\s+)?(?:just\s+)?(?:wanted|want|wish)\s+to\s+(?:know|ask)(?:\s+you)?(?=\W|$)",
    r"(?:may|can|could)\s+i\s+(?:please\s+|just\s+)?ask(?:\s+you)?(?:\s+(?:a|one)\s+question)?(?=\W|$)",
    r"(?:please\s+)?(?:(?:tell|remind)\s+(?:me|us)|let\s+(?:me|us)\s+know)(?=\W|$)",
    r"(?:so|well|ok|okay|alright|right|basically|anyway)\s*(?=,)",
    r"(?:um+|uh+|erm+|hmm+)(?:\s+so)?(?=\W)",
    r"thank(?:s|\s+you)(?:\s+(?:so|very)\s+much|\s+in\s+advance|\s+a\s+lot)?(?=\s*[!.,])",
)
# Thanks, Dave
_SIGNED = r"\s*[,–—-]+\s*(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]*"
# Not those of "as a thank you", "do we get any thanks?" and "should I say thanks?".
_CLOSINGS = (
    r"(?<!\ba\s)(?<!\bany\s)(?<!\bsay\s)(?:many\s+|much\s+)?(?:thanks?|thx|ty|cheers|thank\s+(?:you|u))"
    r"(?:\s+(?:so|very)\s+much|\s+a\s+(?:lot|bunch|million|ton)|\s+in\s+advance|\s+again|"
    r"\s+for\s+(?:your|the|any)\s+(?:help|time|advice|answer|info|information)|\s+already)*"
    rf"(?:\s+in\s+advance)?(?:\W+(?:and\s+)?(?:{_BYE})|{_SIGNED})?",
    rf"{_THANKS}(?:\W+(?:{_BYE}))?",
    r"(?:please|pls|plz|bitte(?:\s+sch[öo]n)?|por\s+favor|s'il\s+(?:vous|te)\s+pla[iî]t|svp)",
    r"(?:any\s+(?:help|advice|info|ideas?)\s+(?:is|would\s+be)\s+(?:much\s+|greatly\s+)?appreciated)",
    r"(?:i(?:'d|\s+would)\s+appreciate\s+(?:it|any\s+help|your\s+help))",
    r"just\s+(?:wondering|curious|asking)|let\s+(?:me|us)\s+know",
    r"if\s+(?:you\s+(?:know|don't\s+mind|wouldn't\s+mind|happen\s+to\s+know)|possible)",
    r"(?:much|greatly|really)\s+appreciated?(?:\s+it)?",
    r"looking\s+forward\s+to\s+(?:your|an|the|hearing)\b[^.!?,;:]{0,30}",
    r"sorry\s+(?:if|for)\s+[^.!?,;:]{0,40}(?:question|bother|bothering\s+you|trouble)",
    rf"(?:(?:best|kind|warm)\s+)?regards(?:{_SIGNED})?|(?<=[.!?]\s)best{_SIGNED}",
    r"that(?:'?s|\s+is)\s+all(?:\s+for\s+now)?",
    r"have\s+a\s+(?:nice|great|good)\s+(?:day|one|weekend|evening)",
)
# How a mail ends, in a line of its own.
_SIGN_OFF = re.compile(
    r"(?:(?:with\s+)?(?:best|kind|warm)(?:est)?(?:\s+(?:regards|wishes))?|regards|"
    r"(?:yours\s+)?(?:sincerely|faithfully|truly)|(?:many\s+)?thanks|thank\s+you|cheers|"
    r"(?:mit\s+)?(?:freundlichen|besten|vielen?|lieben?)\s+gr(?:ü|ue)(?:ß|ss)en?|"
    r"(?:bien\s+)?cordialement|(?:un\s+)?(?:cordial\s+)?saludos?|merci|gracias|danke)\W?",
    re.IGNORECASE,
)
_NAME_WORDS = 3
"""Words of the name below it, at most."""
_OPENING = re.compile(rf"^[\s\W]*?(?:{'|'.join(_OPENINGS)})[\s,;:.!?—–-]*", re.IGNORECASE)
_CLOSING = re.compile(
    rf"(?:^|(?<![\s,;:.!?—–-])[\s,;:.!?—–-]+)(?:and\s+)?(?:{'|'.join(_CLOSINGS)})[\s,;:.!?—–)-]*$",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"(?:who|what)\s+(?:are|r)\s+(?:you|u)|what\s+(?:can|do)\s+(?:you|u)\s+(?:do|know|answer)|"
    r"what\s+can\s+i\s+ask(?:\s+(?:you|u|here))?|help(?:\s+me)?|tests?(?:ing)?|"
    rf"(?:(?:ok|okay|alright|well)\W+)?(?:{_BYE})",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:yes|yeah|yea|yep|yup|sure|ok|okay|right|correct|exactly|indeed|s[ií]|oui|ja|genau)"
    r"(?:\s+(?:please|exactly|that one|this one|it is|i did))?",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|nah|non|nein|not really|neither|none(?:\s+of\s+(?:them|these|those|that))?)"
    r"(?:\s+(?:thanks|thank you|sorry|it isn't|i didn't))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+|(?<!\\S)[:;]-?[)(DP](?!\\S)")


def without_politeness(question: str) -> str:
    """Return the question itself, or all of it where nothing but politeness is there."""
    # What is taken out leaves no run of spaces behind, which patterns would go over again.
    text = _EMOJI.sub(" ", question.replace("’", "'"))
    text = _collapsed(_without_sign_off(text))
    for _ in range(MOST):
        shorter = _closed(_OPENING.sub("", text, count=1))
        if shorter == text or not _WORD.search(shorter):
            break
        text = shorter
    return text if _WORD.search(text) else _collapsed(question)


def only_politeness(text: str) -> bool:
    """Tell whether a text asks nothing: a greeting, thanks, or who it is that answers."""
    left = without_politeness(text).rstrip(" ?!.")
    return bool(_WHO.fullmatch(left)) or not _WORD.search(_closed(_OPENING.sub("", left)))


def asks_nothing(text: str) -> bool:
    """Tell whether a text is no question: politeness, a bare yes or no, or said to the bot."""
    return only_politeness(text) or bare_reply(text) is not None or appeal_in(text) is not None


def bare_reply(text: str) -> bool | None:
    """Tell whether a text says no more than yes (True) or no (False); None for any other."""
    said = _collapsed(text.replace("’", "'").replace(",", " ")).strip(" .!")
    if _YES.fullmatch(said):
        return True
    return False if _NO.fullmatch(said) else None


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _without_sign_off(text: str) -> str:
    """The text without how a mail ends: its last lines, parted from it or above a name."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) < 2:
        return text
    named = bool(lines[-1][:1].isupper()) and len(lines[-1].split()) <= _NAME_WORDS
    for named_by in (1, 0) if named else (0,):
        above = lines[: len(lines) - named_by]
        while above and not above[-1]:
            above.pop()
        if len(above) < 2 or not _SIGN_OFF.fullmatch(above[-1]):
            continue
        if named_by or not above[-2]:
            return "\n".join(above[:-1])
    return text


def _closed(text: str) -> str:
    match = _CLOSING.search(text)
    if not match:
        return text
    # The question mark belongs to the question, not to the thanks after it.
    mark = "?" if "?" in match[0] and not text[: match.start()].endswith("?") else ""
    return text[: match.start()] + mark
