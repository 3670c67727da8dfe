"""Articles become an index: built beside the old one, verified, published in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec

from corpus import BUNDLED, SUFFIXES, Article, SetAside, Skipped
from corpus.errors import CareerbotError, shown
from corpus.folder import Former
from corpus.owner import OWNER_FILE, OwnerWords
from index.acronyms import Acronyms
from index.earlier_vectors import KnownVectors
from index.encoding import open_encoder
from index.encoding.export import DEFAULT_MODEL, exported
from index.encoding.model import Encoder
from index.encoding.passage_vectors import written_out
from index.encoding_journal import EncodingJournal
from index.gather import gather
from index.known_questions import KnownQuestions
from index.labels import labels
from index.predecessor import Predecessor, Replaced
from index.publishers import publishers
from index.signals.lexical import Lexical
from index.signals.years import Years
from index.store.encoder_info import EncoderInfo
from index.store.layout import BUILDING, FORMAT, LAYOUT
from index.store.manifest import ArticleInfo, Manifest, article_files, checksums
from index.store.publication import publish
from index.store.spool import Spool
from index.stored_articles import former_articles, write_owner
from index.text.words import stems
from index.write_contents import known_questions, write_records, write_words
from index.write_vectors import Progress, write_vectors

__all__ = [
    "Before",
    "BuildReport",
    "build",
    "build_of",
    "of_bundled",
]

Before = Path | Callable[[EncoderInfo], Predecessor]
"""The folder of the index before, or what reads it for a new one's encoder."""

JOURNAL = f"{BUILDING}encoded"
"""Beside an index, what a build has encoded so far; it is gone once the index is there."""
NAMED = 10
"""How many of the files that couldn't be read an error names."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built, and what was left out and why."""

    path: Path
    """The folder that it was built in."""
    place: str
    """Where it answers from, as a person names it."""
    version: str
    articles: int
    passages: int
    encoded: int
    """How many of the passages are new, or stand beside new ones; the vectors of the others are
    those of the index before."""
    replaced: Replaced | None
    """The index that was there before; None where there was none, or none that can be read."""
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
    beside: Before | None = None,
    former: Former | None = None,
    base_url: str | None = None,
    flat: bool = False,
    progress: Progress = lambda *_: None,
    notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build the index of articles and folders of articles in the folder `out`.

    `bits` is what each dimension of a token vector is stored in: 1 (its sign) or 16. What the index
    in `out`, or the one `beside` it, has encoded isn't encoded again, and a file that can't be read
    just now stays what it was there, or in `former`. `base_url` is where the files
    stand on a site, as for `corpus.page_links.on_site`. `flat`: it is for a server, and isn't
    searched by FAISS. Raises CareerbotError where no article could be read, OwnerFileError,
    BaseUrlError, EncoderError, and IndexUnusableError where `out` holds something else.
    """
    if bits not in (1, 16):
        raise ValueError(f"bits={bits}: token vectors are stored in 1 or 16 bits")
    beside = out if beside is None else beside
    if former is None:
        former = former_articles(beside) if isinstance(beside, Path) else lambda *_: None
    gathered = gather(paths, out, progress, base_url, former)
    if not gathered.articles:
        raise CareerbotError(_nothing_read(paths, gathered.skipped))
    return build_of(
        gathered.articles,
        gathered.owner,
        out,
        gathered.skipped,
        exported(model or DEFAULT_MODEL, cache, notice=notice),
        beside,
        bits,
        progress,
        flat=flat,
    )


def build_of(
    articles: Sequence[Article],
    owner: OwnerWords,
    out: Path,
    skipped: tuple[Skipped, ...],
    encoder_folder: Path,
    beside: Before,
    bits: int,
    progress: Progress,
    *,
    flat: bool = False,
) -> BuildReport:
    """Build an index of articles that were read, in the folder `out`; see `build`."""
    encoder = open_encoder(encoder_folder, threads=1)
    before = _before(beside, encoder.info)
    with publish(out) as publication:
        journal = EncodingJournal(out / JOURNAL)
        try:
            counts, new = _write(
                articles,
                owner,
                encoder,
                publication.folder,
                before.vectors,
                bits,
                progress,
                journal,
                flat=flat,
            )
        finally:
            journal.close(done=False)
        before.put_encoder(encoder_folder, publication.folder / LAYOUT.encoder)
        progress("publishing", 0, 1)
        publication.manifest = _manifest(articles, owner, encoder, publication.folder, counts)
        progress("publishing", 1, 1)
    journal.close(done=True)
    return BuildReport(
        path=out,
        place=shown(out),
        version=publication.manifest.version,
        articles=len(articles),
        passages=counts["passages"],
        encoded=new,
        replaced=before.replaced(publication.manifest.articles),
        skipped=skipped,
        set_aside=tuple(
            (article.path, aside) for article in articles for aside in article.set_aside
        ),
    )


def _before(beside: Before, encoder: EncoderInfo) -> Predecessor:
    return Predecessor.read(beside, encoder) if isinstance(beside, Path) else beside(encoder)


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
    # Who named such files, or others, is told by their own reasons what to change.
    suffixes = ", ".join(SUFFIXES)
    right = any(
        Path(each.path).suffix.lower() in SUFFIXES or suffixes in each.reason for each in skipped
    )
    remedy = "" if right else ": name .md, .html or other such files, or an address with https://"
    return f"No article could be read from {named}{why}{remedy}"


def _said(article: Article) -> str:
    """All that an article says, its headings too, a line each."""
    headings = (section.heading for section in article.sections)
    return "\n".join((article.title, *headings, *(passage.text for passage in article.passages)))


def _write(
    articles: Sequence[Article],
    owner: OwnerWords,
    encoder: Encoder,
    folder: Path,
    earlier: KnownVectors,
    bits: int,
    progress: Progress,
    journal: EncodingJournal,
    *,
    flat: bool,
) -> tuple[dict[str, int], int]:
    """Write all but the encoder, and return the manifest's counts, and of new passages."""
    acronyms = Acronyms.gather(map(_said, articles), owner.acronyms)
    acronyms.save(folder)
    write_words(articles, owner, acronyms, folder)
    write_owner(owner, folder)
    named = labels(articles)
    write_records(articles, named, folder)
    KnownQuestions.build(known_questions(articles, named, owner, acronyms)).save(folder)

    several = len(articles) > 1
    written = (
        written_out(
            passage,
            article.blocks[passage.block],
            article.title if several else "",
            acronyms,
        )
        for article in articles
        for passage in article.passages
    )
    read = Spool(written, tuple[str, list[str]])
    Years.build(_whole(read)).save(folder)
    languages = (article.language for article in articles for _ in article.passages)
    Lexical.build(map(stems, _whole(read), languages)).save(folder)

    tokens, new = write_vectors(
        articles, read, acronyms, encoder, earlier, folder, bits, progress, journal, flat=flat
    )
    counts = {
        "articles": len(articles),
        "passages": len(read),
        "tokens": tokens,
        "acronyms": len(acronyms.long_forms),
    }
    return counts, new


def _whole(read: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """Yield the texts of passages under their headings."""
    for before, parts in read:
        yield before + " ".join(parts)


def _manifest(
    articles: Sequence[Article],
    owner: OwnerWords,
    encoder: Encoder,
    folder: Path,
    counts: dict[str, int],
) -> Manifest:
    infos: list[ArticleInfo] = []
    first_passage = 0
    sections, blocks = [0], [0]
    for article in articles:
        infos.append(ArticleInfo.of(article, first_passage))
        first_passage += len(article.passages)
        sections.append(sections[-1] + len(article.sections))
        blocks.append(blocks[-1] + len(article.blocks))
    sizes, sums = checksums(folder)
    named = publishers(owner, (info.publisher for info in infos), articles)
    described = msgspec.json.encode([FORMAT, sums, infos, named], order="sorted")
    return Manifest(
        format=FORMAT,
        version=hashlib.sha256(described).hexdigest()[:16],
        encoder=encoder.info,
        articles=tuple(infos),
        sections=tuple(pairwise(sections)),
        blocks=tuple(pairwise(blocks)),
        counts=counts,
        files=sizes,
        checksums=sums,
        publishers=named,
    )
