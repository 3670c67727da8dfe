"""Articles become an index: built beside the old one, verified, published in one step."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Skipped, read_folder
from corpus.article import Block, Passage, Span
from corpus.errors import CareerbotError
from corpus.owner import OWNER_FILE, OwnerWords, read_owner_words
from corpus.sentences import sentences
from index.acronyms import Acronyms
from index.dense import Dense
from index.encoder import Encoded, Encoder, open_encoder
from index.english import EnglishWords
from index.export import DEFAULT_MODEL, exported
from index.labels import labels
from index.late_interaction import TokenVectors
from index.layout import FORMAT, LAYOUT, ArticleInfo, Manifest, checksums, publish
from index.lexical import Lexical
from index.questions import Known, KnownQuestions, normalized
from index.records import Records
from index.words import fold, stems, words
from index.years import Years

__all__ = ["BuildReport", "build"]

WINDOW = 900
"""Characters of a passage that go through the model at once, about its 256 tokens."""
ID_ROW = np.dtype([("id", "<u8"), ("passage", "<i4")])
STEP = 512
"""Passages encoded between two steps of the progress bar."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built, and what was left out and why."""

    path: Path
    version: str
    articles: int
    passages: int
    skipped: tuple[Skipped, ...]
    set_aside: int
    """Stretches that are no content, such as calls to action."""


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
    read = read_folder(paths, lambda done, of, _: progress("reading", done, of))
    articles = [article for article in read.articles if article.passages]
    empty = [
        Skipped(article.path, None, "no passages: nothing but headings")
        for article in read.articles
        if not article.passages
    ]
    owner = read_owner_words(paths)
    skipped = (*read.skipped, *empty, *_without_question(articles, owner))
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
        set_aside=sum(len(article.set_aside) for article in articles),
    )


def _nothing_read(paths: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    first = f" ({skipped[0]})" if skipped else ""
    named = ", ".join(map(str, paths)) or "nothing"
    return f"No article could be read from {named}{first}: name .md or .txt files"


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
    _write_english(folder)
    _write_words(folder / LAYOUT.words, sorted(_vocabulary(articles, acronyms)))
    _write_records(articles, folder)
    known = [*_known(articles), *_phrasings(articles, owner)]
    written_out = [(acronyms.expand(question), kind, target) for question, kind, target in known]
    KnownQuestions.build([*known, *written_out]).save(folder / LAYOUT.questions)

    prefixes = [
        acronyms.expand(_prefix(article, passage))
        for article in articles
        for passage in article.passages
    ]
    split = [_sentences(passage.text, acronyms) for passage in passages]
    texts = [" ".join(parts) for parts in split]
    languages = [article.language for article in articles for _ in article.passages]
    Lexical.build(
        [
            stems(prefix + text, language)
            for prefix, text, language in zip(prefixes, texts, languages, strict=True)
        ]
    ).save(folder)

    whole = [prefix + text for prefix, text in zip(prefixes, texts, strict=True)]
    Years.build(whole).save(folder / LAYOUT.years)
    dense, vectors, ids, heads, numbers = [], [], [], [], []
    for first in range(0, len(texts), STEP):
        step = slice(first, first + STEP)
        for one in _encode(prefixes[step], split[step], encoder):
            dense.append(one.dense)
            vectors.append(one.tokens)
            ids.append(one.ids)
            heads.append(one.head)
            numbers.append(one.sentences)
        progress("encoding", min(first + STEP, len(texts)), len(texts))
    Dense.build(np.stack(dense)).save(folder / LAYOUT.dense)
    TokenVectors.build(vectors, ids, heads, numbers, encoder.info.dimensions, bits).save(folder)
    return {
        "articles": len(articles),
        "passages": len(passages),
        "tokens": sum(map(len, ids)),
        "acronyms": len(acronyms.long_forms),
    }


def _prefix(article: Article, passage: Passage) -> str:
    """What a reader has read before the passage: the headings above it and the lead-in."""
    block = article.blocks[passage.block]
    above = [part.rstrip(" :?.!") + "." for part in passage.heading]
    if block.lead is not None and block.lead.text.rstrip(":") not in map(_bare, passage.heading):
        above.append(block.lead.text)
    if block.header is not None:
        above.append(block.header.text)
    return " ".join(above) + " " if above else ""


def _bare(heading: str) -> str:
    return heading.rstrip(":")


def _sentences(text: str, acronyms: Acronyms) -> list[str]:
    """The sentences of a passage, acronyms written out."""
    starts = [*sentences(text), len(text)]
    parts = [text[low:high].strip() for low, high in pairwise(starts)]
    return [acronyms.expand(part) or part for part in parts]


@dataclass(frozen=True, slots=True)
class _EncodedPassage:
    dense: NDArray[np.float32]
    tokens: NDArray[np.float32]
    ids: NDArray[np.int32]
    sentences: NDArray[np.uint16]
    head: int
    """Tokens of the prefix; the passage's own come after them."""


def _encode(
    prefixes: Sequence[str], passages: Sequence[Sequence[str]], encoder: Encoder
) -> Iterator[_EncodedPassage]:
    """Encode passages, given as sentences; a long one in windows, each under its headings."""
    windows = [
        list(_windows(sentences, WINDOW - len(prefix)))
        for prefix, sentences in zip(prefixes, passages, strict=True)
    ]
    texts = [
        prefix + " ".join(part for _, part in window)
        for prefix, parts in zip(prefixes, windows, strict=True)
        for window in parts
    ]
    encoded = iter(zip(texts, encoder.encode(texts), strict=True))
    for prefix, parts in zip(prefixes, windows, strict=True):
        dense = np.zeros(encoder.info.dimensions, np.float32)
        tokens, ids, numbers, head = [], [], [], 0
        for window, (text, one) in zip(parts, encoded, strict=False):
            kept = _content(text, one)
            in_head = kept & (one.offsets[:, 0] < len(prefix))
            if not tokens:
                head = int(in_head.sum())
            else:
                kept &= ~in_head
            dense += one.dense
            tokens.append(one.tokens[kept])
            ids.append(one.ids[kept])
            numbers.append(_sentence_of(one.offsets[kept, 0], prefix, window))
        yield _EncodedPassage(
            dense / max(float(np.linalg.norm(dense)), 1e-12),
            np.concatenate(tokens),
            np.concatenate(ids),
            np.concatenate(numbers),
            head,
        )


def _sentence_of(
    starts: NDArray[np.int32], prefix: str, window: Sequence[tuple[int, str]]
) -> NDArray[np.uint16]:
    """The number of the sentence that each token stands in; the prefix counts to the first."""
    bounds = np.cumsum([len(prefix), *(len(part) + 1 for _, part in window[:-1])])
    numbers = np.asarray([number for number, _ in window])
    return numbers[np.maximum(np.searchsorted(bounds, starts, "right") - 1, 0)].astype(np.uint16)


def _content(text: str, one: Encoded) -> NDArray[np.bool_]:
    """Which tokens hold a letter or digit: punctuation must not win a MaxSim."""
    return np.fromiter(
        (any(c.isalnum() for c in text[start:end]) for start, end in one.offsets.tolist()),
        bool,
        len(one.offsets),
    )


def _windows(sentences: Sequence[str], size: int) -> Iterator[list[tuple[int, str]]]:
    """Runs of numbered sentences, each at most `size` characters or one piece of a sentence."""
    size = max(size, WINDOW // 3)
    window: list[tuple[int, str]] = []
    length = 0
    for number, sentence in enumerate(sentences):
        for first in range(0, len(sentence), size):
            piece = sentence[first : first + size]
            if window and length + len(piece) > size:
                yield window
                window, length = [], 0
            window.append((number, piece))
            length += len(piece) + 1
    yield window or [(0, "")]


def _vocabulary(articles: Sequence[Article], acronyms: Acronyms) -> set[str]:
    """The words of the articles as they are written, in any case."""
    texts = [passage.text for article in articles for passage in article.passages]
    texts += [section.heading for article in articles for section in article.sections]
    texts += [*acronyms.long_forms, *acronyms.long_forms.values()]
    return {fold(word.text) for text in texts for word in words(text)}


def _write_english(folder: Path) -> None:
    """Copy the English words, most frequent first, that typo repair takes for no typo."""
    spec = importlib.util.find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise CareerbotError("symspellpy is missing: pip install symspellpy")
    source = Path(spec.origin).with_name("frequency_dictionary_en_82_765.txt")
    lines = source.read_text("utf-8-sig").splitlines()
    ranked = sorted(((-int(count), word) for word, count in map(str.split, lines)))
    EnglishWords.build([word for _, word in ranked]).save(folder / LAYOUT.english)


def _write_words(path: Path, all_words: Iterable[str]) -> None:
    path.write_text("".join(f"{word}\n" for word in all_words), "utf-8")


def _write_records(articles: Sequence[Article], folder: Path) -> None:
    (folder / LAYOUT.sources).mkdir()
    passages, sections, blocks, columns = [], [], [], []
    for number, article in enumerate(articles):
        with (folder / LAYOUT.sources / f"{number}.txt").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            file.write(article.source)
        first, first_section, first_block = len(passages), len(sections), len(blocks)
        starts = [passage.start for passage in article.passages]
        for section in article.sections:
            low, high = np.searchsorted(starts, [section.start, section.end])
            record = {"heading": section.heading, "path": section.path, "faq": section.faq}
            low, high = first + int(low), first + int(high)
            sections.append({**record, "article": number, "first": low, "last": high})
        for block in article.blocks:
            blocks.append(_block_record(block))
        for passage, label in zip(article.passages, labels(article), strict=True):
            columns.append(
                (
                    number,
                    -1 if passage.section is None else first_section + passage.section,
                    first_block + passage.block,
                )
            )
            passages.append({**_passage_record(passage), "label": label})
    Records.write(folder / LAYOUT.passages, passages)
    Records.write(folder / LAYOUT.sections, sections)
    Records.write(folder / LAYOUT.blocks, blocks)
    np.save(folder / LAYOUT.columns, np.asarray(columns, np.int32).reshape(-1, 3))
    order = sorted(range(len(passages)), key=lambda i: passages[i]["id"])
    ids = [(int(str(passages[i]["id"]), 16), i) for i in order]
    np.save(folder / LAYOUT.ids, np.asarray(ids, ID_ROW))


def _passage_record(passage: Passage) -> dict[str, object]:
    return {
        "id": passage.id,
        "heading": passage.heading,
        "kind": passage.kind,
        "start": passage.start,
        "end": passage.end,
        "line": passage.line,
        "text": passage.text,
        "cells": passage.cells,
        "depth": passage.depth,
        "marks": passage.marks,
    }


def _block_record(block: Block) -> dict[str, object]:
    def span(one: Span | None) -> object:
        return one and {"start": one.start, "end": one.end, "text": one.text}

    return {
        "kind": block.kind,
        "lead": span(block.lead),
        "header": span(block.header),
        "columns": block.columns,
    }


def _known(articles: Sequence[Article]) -> Iterator[tuple[str, Known, int]]:
    first_passage = first_section = 0
    for article in articles:
        for number, section in enumerate(article.sections):
            kind = Known.FAQ if section.faq else Known.HEADING
            if any(section.start <= passage.start < section.end for passage in article.passages):
                yield section.heading, kind, first_section + number
        for number, label in enumerate(labels(article)):
            yield label, Known.LABEL, first_passage + number
        first_section += len(article.sections)
        first_passage += len(article.passages)


def _without_question(articles: Sequence[Article], owner: OwnerWords) -> Iterator[Skipped]:
    """The owner's phrasings of questions that none of the articles has."""
    headings = {normalized(section.heading) for one in articles for section in one.sections}
    for question in owner.phrasings:
        if normalized(question) not in headings:
            yield Skipped(OWNER_FILE, None, f"phrasings: no article has the heading {question!r}")


def _phrasings(articles: Sequence[Article], owner: OwnerWords) -> Iterator[tuple[str, Known, int]]:
    sections: dict[str, list[int]] = {}
    for number, section in enumerate(s for article in articles for s in article.sections):
        sections.setdefault(normalized(section.heading), []).append(number)
    for question, others in owner.phrasings.items():
        for target in sections.get(normalized(question), ()):
            yield from ((other, Known.PHRASING, target) for other in others)


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
    sizes.pop("pid", None)
    sums.pop("pid", None)
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
