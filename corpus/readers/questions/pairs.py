"""Questions with their answers, whatever the file writes them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from corpus.article import Skipped
from corpus.draft import Draft
from corpus.errors import ArticleError, cut
from corpus.overrides import Overrides
from corpus.readers.canonical.running import plain
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.markdown.front_matter import FrontMatter
from corpus.readers.named_file import title_of_file
from corpus.source import Place, Source
from corpus.white_space import collapse

__all__ = ["Pair", "as_text", "draft_of", "first_of", "role"]

_ROLES = {
    "question": "question questions q query prompt frage fragen pregunta preguntas",
    "answer": "answer answers a response reply completion antwort antworten respuesta réponse",
    "phrasings": (
        "phrasings alternative alternatives alternates variants variations synonyms aliases "
        "utterances alternatequestions alternatephrasings alternativequestions "
        "alternativephrasings otherquestions otherwaystoask similarquestions alsoasked also"
    ),
    "category": "category categories section topic group kategorie categoría catégorie",
    "id": "qnaid",
    "": (
        "id source metadata suggestedquestions iscontextonly prompts sourcedisplayname lang "
        "lastupdated type weight order tags"
    ),
}
"""What the names of fields mean; of those that mean nothing, none is content."""
_MEANING = {name: meaning for meaning, names in _ROLES.items() for name in names.split()}


@dataclass(slots=True)
class Pair:
    """A question and its answer, which is Markdown."""

    question: str
    answer: str
    line: int
    phrasings: list[str] = field(default_factory=list)
    """Other ways to ask."""
    category: str = ""


def role(name: str) -> str | None:
    """Return what a field's name means: "question", "answer", …; "" of no content; None unknown."""
    return _MEANING.get(re.sub(r"[\s_-]", "", name).casefold())


def first_of(named: Mapping[str, object], meaning: str) -> object:
    """Return the first field that means this, or None."""
    return next((value for name, value in named.items() if role(name) == meaning and value), None)


def as_text(value: object) -> str:
    """Return a value as Markdown: texts as they are, a list as a list; "" of anything else."""
    if isinstance(value, str):
        # JSON may write half of a pair, which nothing can write again.
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Sequence):
        return "\n".join(f"- {text}" for each in value if (text := collapse(as_text(each))))
    return ""


def draft_of(
    pairs: Iterable[Pair],
    source: Source,
    warnings: list[Skipped],
    overrides: Overrides,
    front: FrontMatter | None = None,
) -> Draft:
    """Return the draft of pairs; a warning says what isn't one, ArticleError that none is."""
    text = CanonicalText(source)
    category = ""
    written = 0
    pairs = list(pairs)
    level = 3 if any(pair.category for pair in pairs) else 2
    for pair in pairs:
        text.place = Place(pair.line)
        question, answer = collapse(pair.question), dedent(pair.answer).strip()
        if not question or not answer:
            missing = "question" if answer else "answer"
            what = f"{cut(question or collapse(answer))} left out: it has no {missing}"
            warnings.append(Skipped(source.path, pair.line, what))
            continue
        if pair.category != category and level == 3:
            category = pair.category
            text.heading(2, plain(category))
        others = dict.fromkeys(collapse(each) for each in pair.phrasings)
        text.heading(level, plain(question), True, [each for each in others if each])
        text.markdown(answer, level)
        written += 1
    if not written:
        line = warnings[0].line if warnings else None
        reason = f" ({warnings[0].reason})" if warnings else ""
        raise ArticleError(source.path, f"no question with an answer in it{reason}", line)
    front = front or FrontMatter()
    front.title = front.title or title_of_file(source.path)
    draft = text.draft(front, None, overrides)
    draft.warnings += warnings
    return draft
