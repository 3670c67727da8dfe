"""What people say of the answer that they got, where they ask nothing else."""

from __future__ import annotations

from enum import Enum

from bot.answering.reading.courtesy import asks_nothing, bare_reply
from index.text.words import fold, words

__all__ = ["Reply", "reply_in", "says_nothing"]

MOST_WORDS = 12
"""Words of a text that may be no more than a reply."""


class Reply(Enum):
    """What a text says of an answer."""

    MORE = "more"
    """That there should be more of it: "can you go into detail?"."""
    WHERE = "where"
    """That it be shown where it stands, or doubt: "are you sure?"."""
    HEARD = "heard"
    """That it was read: "ok, thanks", "interesting"."""


def _words(*said: str) -> frozenset[str]:
    return frozenset(" ".join(said).split())


_POLITE = "please pls plz and so well but ok okay oh wait hm hmm thanks cool great nice then now"
_ASKER = "can could would will may you u i we i'd me us to want need like tell give show"
_THAT = "it that this these those them the of on about abt for your my answer above point info"
_AMOUNT = "a an some any bit little lot few one even much just also lil"
_ROUND_MORE = """go going in into say know hear have get see read add should is there what anything
    whats something be information specific detailed examples example again keep with"""
_ROUND_DOUBT = "are you u is still actually absolutely very 100 all right honestly i information"
_ROUND_SOURCE = """what's whats what where's where is are do have got page link proof which from
    information"""
_ROUND_SAID = """where where's wheres how who who's which page article did do does is was are you u
    so in got from information"""
_ROUND_HEARD = """you u i i'll it that that's thats this was is really very so too all a an lot
    bunch much the your for help to get makes make fair then now and have day one again ya later
    info information answer answers mate man bot sounds no problem worries what needed yes well"""

_REPLIES: tuple[tuple[Reply, tuple[frozenset[str], ...], frozenset[str]], ...] = (
    (
        Reply.MORE,
        (_words("more further else elaborate expand explain clarify continue detail details"),),
        _words(_ROUND_MORE, _POLITE, _ASKER, _THAT, _AMOUNT),
    ),
    (
        Reply.WHERE,
        (_words("sure certain positive serious seriously really kidding true accurate correct"),),
        _words(_ROUND_DOUBT, _THAT, _POLITE),
    ),
    (
        Reply.WHERE,
        (_words("source sources citation citations cite"),),
        _words(_ROUND_SOURCE, _POLITE, _ASKER, _THAT, _AMOUNT),
    ),
    (
        Reply.WHERE,
        (_words("where how"), _words("you u"), _words("get find know read take learn see hear")),
        _words(_ROUND_SAID, _THAT),
    ),
    (
        Reply.WHERE,
        (_words("where who who's which"), _words("say says said written stated stand stands")),
        _words(_ROUND_SAID, _THAT),
    ),
    (
        Reply.WHERE,
        (_words("where where's wheres"), _words("that this info answer"), _words("from come")),
        _words(_ROUND_SAID, _THAT),
    ),
    (
        Reply.HEARD,
        (
            _words(
                "ok okay okey k kk alright fine good great cool nice neat sweet perfect awesome",
                "amazing excellent wonderful fantastic brilliant super wow interesting helpful",
                "useful understood noted lol haha hm hmm oh ah aha gotcha thanks thank thx ty",
                "cheers bye goodbye cya nvm nevermind helps helped sense see know right enough got",
                "bad bummer shame oof ugh damn meh mh yay phew gracias merci danke",
            ),
        ),
        _words(_ROUND_HEARD),
    ),
)
"""What a reply has a word of each of, and what else it may be made of: of nothing besides."""
_WHOLE = {
    "go on": Reply.MORE,
    "keep going": Reply.MORE,
    "is that all": Reply.MORE,
    "is that it": Reply.MORE,
    "for real": Reply.WHERE,
}
"""Those that are made of words which ask otherwise."""
_BEGINS_TO_ASK = _words("is was what have are")


def reply_in(text: str) -> Reply | None:
    """Return what a text says of the answer before it; None where it may ask anything else."""
    said = [fold(word.text) for word in words(text)]
    # "No, thanks" is a no.
    if not 0 < len(said) <= MOST_WORDS or bare_reply(text) is False:
        return None
    asks = text.rstrip().endswith("?")
    if whole := _WHOLE.get(" ".join(said)):
        return whole
    for reply, needed, around in _REPLIES:
        made_of = around.union(*needed)
        if not made_of.issuperset(said) or any(each.isdisjoint(said) for each in needed):
            continue
        # "Sure" takes what was offered; "is it good" asks, with a question mark or without.
        if said == ["sure"] and not asks:
            continue
        if reply is Reply.HEARD and (asks or said[0] in _BEGINS_TO_ASK):
            continue
        return reply
    return None


def says_nothing(text: str) -> bool:
    """Tell whether a text says nothing of what a conversation is about: no question, or a reply."""
    return asks_nothing(text) or reply_in(text) is not None
