"""How far the same page is read alike in other formats: as HTML, saved as PDF, pasted as text.

python -m bench.formats ../shared/eval/sets/*/articles

Each Markdown page of the folders becomes HTML, which Chromium saves as PDF; `pasted` is the text
that its clipboard holds after all of the page was copied, `text` has a line for each block, and "-"
before items. Of the passages that the Markdown is read as, the share that comes out with the same
text, and the share that stands under the same headings as well. Needs Chromium.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Page, sync_playwright

from corpus import Article, ArticleError, read_article

FORMATS = {"html": ".html", "pdf": ".pdf", "pasted": ".txt", "text": ".txt"}
FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)
STYLE = """body { font-family: sans-serif; line-height: 1.4 } table { border-collapse: collapse }
td, th { border: 1px solid #888; padding: 3px }"""
LINES = """() => {
  const lines = [];
  const blocks = 'p, h1, h2, h3, h4, h5, h6, li, tr, pre, dt, dd';
  for (const block of document.querySelectorAll(blocks)) {
    if (block.matches('li p:first-child')) continue;
    const own = block.cloneNode(true);
    own.querySelectorAll('ul, ol, table, li p ~ *').forEach((inner) => inner.remove());
    const cells = [...block.children].map((cell) => cell.innerText.trim());
    const text = block.matches('tr') ? cells.join('\\t') : own.textContent.trim();
    const place = block.matches('ol > li') && [...block.parentNode.children].indexOf(block) + 1;
    const mark = place ? `${place}. ` : block.matches('li') ? '- ' : '';
    if (text) lines.push(mark + text.replace(/[^\\S\\t]+/g, ' '));
  }
  return lines.join('\\n') + '\\n';
}"""


def main() -> None:
    """Print the shares for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    files = sorted(path for folder in parser.parse_args().folders for path in folder.rglob("*.md"))
    counts: dict[str, Counter[str]] = {name: Counter() for name in FORMATS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        for file in files:
            if (article := read(file)) is not None:
                written = dict(in_formats(file, page, Path(folder)))
                for name, path in written.items():
                    counts[name] += alike(article, read(path))
    print("| read as | pages | passages | same text | and under the same headings |")
    print("|---|---|---|---|---|")
    for name, count in counts.items():
        shares = (f"{count[of] / count['passages']:.3f}" for of in ("text", "headings"))
        print(f"| {name} | {count['pages']} | {count['passages']:,} | {' | '.join(shares)} |")


def in_formats(file: Path, page: Page, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write a page in each format, and yield the format's name and the file."""
    source = file.read_text("utf-8")
    front = FRONT_MATTER.match(source)
    title = TITLE.search(front[0]) if front else None
    body = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(source[front.end() :] if front else source)
    )
    if title and "<h1" not in body:
        body = f"<h1>{title[1].strip(chr(34))}</h1>{body}"
    html = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body><main>{body}</main>"
    page.unroute_all()
    page.route("**/*", lambda route: route.abort())
    page.route(
        "http://localhost/", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto("http://localhost/", wait_until="domcontentloaded")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    texts = {
        "html": html,
        "pasted": page.evaluate("navigator.clipboard.readText()"),
        "text": page.evaluate(LINES),
    }
    for name, suffix in FORMATS.items():
        path = folder / name / f"{file.stem}{suffix}"
        path.parent.mkdir(exist_ok=True)
        if name in texts:
            path.write_text(texts[name], "utf-8")
        else:
            page.pdf(path=path, format="A4")
        yield name, path


def read(path: Path) -> Article | None:
    """Return an article, or None where there is nothing to read in it."""
    try:
        return read_article(path)
    except ArticleError:
        return None


def alike(article: Article, other: Article | None) -> Counter[str]:
    """Count an article's passages, those that another has, and those under the same headings."""
    here, there = _passages(article), _passages(other) if other else Counter[_Passage]()
    texts = Counter(text for _, text in here.elements()) & Counter(
        text for _, text in there.elements()
    )
    return Counter(
        pages=1, passages=here.total(), text=texts.total(), headings=(here & there).total()
    )


_Passage = tuple[tuple[str, ...], str]


def _passages(article: Article) -> Counter[_Passage]:
    """Return headings and text of all passages, without signs, numbers before them and the title.

    A line's place in the page may be told by its title or not.
    """
    return Counter(
        (
            tuple(filter(None, map(_folded, each.heading)))[each.heading[:1] == (article.title,) :],
            _folded(each.text),
        )
        for each in article.passages
    )


def _folded(text: str) -> str:
    words = re.sub(r"[\W_]+", " ", text).strip().casefold()
    return re.sub(r"^(?:\d+ )+", "", words)


if __name__ == "__main__":
    main()
