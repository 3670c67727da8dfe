"""Articles become an index: built beside the old one, verified, published in one step."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

from corpus import BUNDLED, SUFFIXES, Article, SetAside, Skipped, read_folder
from corpus.errors import CareerbotError, shown
from corpus.owner import OWNER_FILE, OwnerWords, read_owner_words
from index.acronyms import Acronyms
from index.encoding import open_encoder
from index.encoding.export import DEFAULT_MODEL, exported
from index.encoding.model import Encoder
from index.encoding.passage_vectors import (
    EncodedPassage,
    encode_passages,
    prefix,
    written_out_pieces,
)
from index.known_questions import KnownQuestions
from index.labels import labels
from index.signals.dense import Dense
from index.signals.heading_vectors import HeadingVectors
from index.signals.late_interaction import TokenVectors, as_stored
from index.signals.lexical import Lexical
from index.signals.years import Years
from index.store.layout import FORMAT, LAYOUT
from index.store.manifest import ArticleInfo, Manifest, article_files, checksums, is_index
from index.store.publication import publish
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
    owner = read_owner_words(paths)
    read = read_folder(
        paths,
        lambda done, of, _: progress("reading", done, of),
        # What an index keeps, such as its encoder's list of words, are no articles.
        leave_out=lambda folder: folder.resolve() == out.resolve() or is_index(folder),
        overrides=owner.overrides,
    )
    articles = [article for article in read.articles if article.passages]
    empty = [
        Skipped(article.path, None, "no passages: nothing but headings")
        for article in read.articles
        if not article.passages
    ]
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
        set_aside=tuple(
            (article.path, aside) for article in articles for aside in article.set_aside
        ),
    )


def of_bundled(folder: Path) -> bool:
    """Tell whether the index in a folder was built of exactly the guides that ship."""
    own = (path for path in BUNDLED.iterdir() if path.name != OWNER_FILE)
    bundled = frozenset(path.name for path in own if path.suffix in SUFFIXES)
    return article_files(folder) == bundled


def _nothing_read(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    reasons = [str(each) for each in skipped[:NAMED]]
    if len(skipped) > NAMED:
        reasons.append(f"and {len(skipped) - NAMED:,} more")
    why = f" ({'; '.join(reasons)})" if reasons else ""
    named = ", ".join(map(shown, paths)) or "nothing"
    # Who named such files is told by their own reasons what to change.
    right = any(Path(each.path).suffix.lower() in SUFFIXES for each in skipped)
    remedy = "" if right else ": name .md, .html or other such files"
    return f"No article could be read from {named}{why}{remedy}"


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
    acronyms.save(folder)
    write_words(articles, owner, acronyms, folder)
    named = labels(articles)
    write_records(articles, named, folder)
    KnownQuestions.build(known_questions(articles, named, owner, acronyms)).save(folder)

    above = [
        acronyms.expand(
            prefix(
                passage, article.blocks[passage.block], article.title if len(articles) > 1 else ""
            )
        )
        for article in articles
        for passage in article.passages
    ]
    split = [written_out_pieces(passage.text, acronyms) for passage in passages]
    whole = [before + " ".join(parts) for before, parts in zip(above, split, strict=True)]
    Years.build(whole).save(folder)
    HeadingVectors.build(articles, acronyms, encoder).save(folder)
    languages = [article.language for article in articles for _ in article.passages]
    Lexical.build(list(map(stems, whole, languages))).save(folder)

    encoded: list[EncodedPassage] = []
    for first in range(0, len(whole), STEP):
        step = slice(first, first + STEP)
        # Whole token vectors of a large index wouldn't fit in memory.
        encoded += [
            replace(each, tokens=as_stored(each.tokens, bits))
            for each in encode_passages(above[step], split[step], encoder)
        ]
        progress("encoding", len(encoded), len(whole))
    Dense.build(np.stack([each.dense for each in encoded])).save(folder)
    tokens = TokenVectors.build(
        [each.tokens for each in encoded],
        [each.ids for each in encoded],
        [each.head for each in encoded],
        [each.pieces for each in encoded],
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
    infos: list[ArticleInfo] = []
    first_passage = 0
    for article in articles:
        infos.append(ArticleInfo.of(article, first_passage))
        first_passage += len(article.passages)
    sizes, sums = checksums(folder)
    described = msgspec.json.encode([FORMAT, sums, infos], order="sorted")
    bounds = np.cumsum([0, *(len(article.sections) for article in articles)]).tolist()
    return Manifest(
        format=FORMAT,
        version=hashlib.sha256(described).hexdigest()[:16],
        encoder=encoder.info,
        articles=tuple(infos),
        sections=tuple(pairwise(bounds)),
        counts=counts,
        files=sizes,
        checksums=sums,
    )
