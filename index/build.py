"""Articles become an index: built beside the old one, verified, published in one step."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus import BUNDLED, SUFFIXES, Article, SetAside, Skipped, read_folder
from corpus.errors import CareerbotError, shown
from corpus.owner import OwnerWords, read_owner_words
from index.acronyms import Acronyms
from index.encoding import open_encoder
from index.encoding.export import DEFAULT_MODEL, exported
from index.encoding.model import Encoder
from index.encoding.passage_vectors import (
    EncodedPassage,
    encode_passages,
    prefix,
    written_out_sentences,
)
from index.known_questions import KnownQuestions
from index.signals.dense import Dense
from index.signals.heading_vectors import Openings
from index.signals.late_interaction import TokenVectors, as_stored
from index.signals.lexical import Lexical
from index.signals.years import Years
from index.store.layout import (
    FORMAT,
    LAYOUT,
    ArticleInfo,
    Manifest,
    article_files,
    checksums,
    is_index,
    publish,
)
from index.text.words import stems
from index.write_contents import known_questions, without_question, write_records, write_words

__all__ = ["BuildReport", "build", "of_bundled"]

STEP = 512
"""Passages encoded between two steps of the progress bar."""

NAMED = 10
"""How many of the files that couldn't be read an error names."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built, and what was left out and why."""

    path: Path
    version: str
    articles: int
    passages: int
    skipped: tuple[Skipped, ...]
    set_aside: tuple[tuple[str, SetAside], ...]
    """Stretches that are no content, such as calls to action, each with its article's file."""


def build(
    paths: Sequence[Path],
    out: Path,
    *,
    model: str | None = None,
    cache: Path,
    bits: int = 1,
    progress: Progress = lambda *_: None,
    notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build the index of articles and folders of articles in the folder `out`.

    `bits` is what each dimension of a token vector is stored in: 1 (its sign) or 16. Raises
    CareerbotError where no article could be read, OwnerFileError, EncoderError, and
    IndexUnusableError where `out` holds something else.
    """
    if bits not in (1, 16):
        raise ValueError(f"bits={bits}: token vectors are stored in 1 or 16 bits")
    read = read_folder(
        paths,
        lambda done, of, _: progress("reading", done, of),
        # What an index keeps, such as its encoder's list of words, are no articles.
        leave_out=lambda folder: folder.resolve() == out.resolve() or is_index(folder),
    )
    articles = [article for article in read.articles if article.passages]
    empty = [
        Skipped(article.path, None, "no passages: nothing but headings")
        for article in read.articles
        if not article.passages
    ]
    owner = read_owner_words(paths)
    skipped = (*read.skipped, *empty, *without_question(articles, owner))
    if not articles:
        raise CareerbotError(_nothing_read(paths, skipped))
    folder = exported(model or DEFAULT_MODEL, cache, notice=notice)
    encoder = open_encoder(folder)
    with publish(out) as publication:
        counts = _write(articles, owner, encoder, publication.folder, bits, progress)
        shutil.copytree(folder, publication.folder / LAYOUT.encoder)
        progress("publishing", 0, 1)
        publication.manifest = _manifest(articles, encoder, publication.folder, counts)
        progress("publishing", 1, 1)
    return BuildReport(
        path=out,
        version=publication.manifest.version,
        articles=len(articles),
        passages=counts["passages"],
        skipped=skipped,
        set_aside=tuple((one.path, aside) for one in articles for aside in one.set_aside),
    )


def of_bundled(folder: Path) -> bool:
    """Tell whether the index in a folder was built of exactly the guides that ship."""
    bundled = frozenset(one.name for one in BUNDLED.iterdir() if one.suffix in SUFFIXES)
    return article_files(folder) == bundled


def _nothing_read(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    reasons = [str(one) for one in skipped[:NAMED]]
    if len(skipped) > NAMED:
        reasons.append(f"and {len(skipped) - NAMED:,} more")
    why = f" ({'; '.join(reasons)})" if reasons else ""
    named = ", ".join(map(shown, paths)) or "nothing"
    # Who named such files is told by their own reasons what to change.
    right = any(Path(one.path).suffix.lower() in SUFFIXES for one in skipped)
    return (
        f"No article could be read from {named}{why}{'' if right else ': name .md or .txt files'}"
    )


def _write(
    articles: Sequence[Article],
    owner: OwnerWords,
    encoder: Encoder,
    folder: Path,
    bits: int,
    progress: Progress,
) -> dict[str, int]:
    passages = [passage for article in articles for passage in article.passages]
    acronyms = Acronyms.gather((passage.text for passage in passages), owner.acronyms)
    (folder / LAYOUT.acronyms).write_text(
        json.dumps(dict(acronyms.long_forms), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    write_words(articles, owner, acronyms, folder)
    write_records(articles, folder)
    KnownQuestions.build(known_questions(articles, owner, acronyms)).save(folder / LAYOUT.questions)

    above = [
        acronyms.expand(prefix(article, passage, titled=len(articles) > 1))
        for article in articles
        for passage in article.passages
    ]
    split = [written_out_sentences(passage.text, acronyms) for passage in passages]
    whole = [before + " ".join(parts) for before, parts in zip(above, split, strict=True)]
    Years.build(whole).save(folder / LAYOUT.years)
    Openings.build(articles, acronyms, encoder).save(folder / LAYOUT.openings)
    languages = [article.language for article in articles for _ in article.passages]
    Lexical.build(list(map(stems, whole, languages))).save(folder)

    encoded: list[EncodedPassage] = []
    for first in range(0, len(whole), STEP):
        step = slice(first, first + STEP)
        # Whole token vectors of a large index wouldn't fit in memory.
        encoded += [
            replace(one, tokens=as_stored(one.tokens, bits))
            for one in encode_passages(above[step], split[step], encoder)
        ]
        progress("encoding", len(encoded), len(whole))
    Dense.build(np.stack([one.dense for one in encoded])).save(folder / LAYOUT.dense)
    tokens = TokenVectors.build(
        [one.tokens for one in encoded],
        [one.ids for one in encoded],
        [one.head for one in encoded],
        [one.sentences for one in encoded],
        encoder.info.dimensions,
        bits,
    )
    tokens.save(folder)
    return {
        "articles": len(articles),
        "passages": len(passages),
        "tokens": len(tokens.ids),
        "acronyms": len(acronyms.long_forms),
    }


def _manifest(
    articles: Sequence[Article], encoder: Encoder, folder: Path, counts: dict[str, int]
) -> Manifest:
    infos, first = [], 0
    for article in articles:
        infos.append(
            ArticleInfo(
                id=article.id,
                title=article.title,
                path=Path(article.path).name,
                sha256=article.sha256,
                url=article.url,
                author=article.author,
                updated=article.updated,
                language=article.language,
                passages=len(article.passages),
                first_passage=first,
                references={one.mark: (one.title, one.url) for one in article.references},
            )
        )
        first += len(article.passages)
    sizes, sums = checksums(folder)
    described = json.dumps([FORMAT, sums, [asdict(one) for one in infos]], sort_keys=True)
    return Manifest(
        format=FORMAT,
        version=hashlib.sha256(described.encode()).hexdigest()[:16],
        encoder=asdict(encoder.info),
        articles=tuple(infos),
        sections=tuple(pairwise(np.cumsum([0, *(len(a.sections) for a in articles)]).tolist())),
        counts=counts,
        files=sizes,
        checksums=sums,
    )
