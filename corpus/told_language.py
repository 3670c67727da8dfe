"""Which language an article is in, told from its text where it doesn't say so."""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from corpus.article import DEFAULT_LANGUAGE, Article

__all__ = ["forget", "told_language"]

LEAST, LEAST_AGAINST = 8, 30
"""Words from which a text tells its language: where none is said, and where English is, as many
templates say it on every page."""
SURE, SURE_AGAINST = 0.95, 0.99
"""How sure the detector is then, at least. Of 880 pages, nearly all in English, it was as sure of
English; of 2,800 stretches of eight words of them, one in Swedish names came out as another."""
_ENGLISH_TOO = {"pcm"}
"""Nigerian Pidgin, which English dates and numbers are as likely to be."""
MOST = 10_000
"""Characters that are looked at: no more would make it surer."""


class _Detector(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def told_language(article: Article, said: str | None) -> str | None:
    """Return the language that an article's text is in, or None where that isn't plain.

    Nor is it looked for where the article says that it is `said`, unless that is English.
    """
    if said is not None and said.lower().partition("-")[0] != DEFAULT_LANGUAGE:
        return None
    text = _text(article)
    least, sure = (LEAST, SURE) if said is None else (LEAST_AGAINST, SURE_AGAINST)
    if len(text.split()) < least:
        return None
    language, certainty = _detector().classify(text)
    return language if certainty >= sure and language != DEFAULT_LANGUAGE else None


def forget() -> None:
    """Give back the 100 MB that telling takes; the next article takes them again, for a second."""
    _detector.cache_clear()


def _text(article: Article) -> str:
    """The beginning of what an article says, without code, which is in no language."""
    said = [article.title, *(section.heading for section in article.sections)]
    said += [passage.text for passage in article.passages if passage.kind != "code"]
    return "\n".join(said)[:MOST]


@cache
def _detector() -> _Detector:
    # Here, as it takes a second, and no answer needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    detector.set_languages(set(detector.labels) - _ENGLISH_TOO)
    return cast(_Detector, detector)
