"""PDF files: the order of their text, what parts it, and what is none of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleError, read_article
from corpus.overrides import Overrides
from tests.corpus.paper import Paper

Read = Callable[[Paper], Article]
LONG = (
    "Bakers begin at two in the morning and bake bread, rolls and cakes for shops and restaurants, "
    "so that all is fresh when the first people come in. They keep the place clean as well."
)


@pytest.fixture
def read(tmp_path: Path, check: Callable[[Article], None]) -> Read:
    def read(paper: Paper) -> Article:
        file = tmp_path / "working-as-a-baker.pdf"
        file.write_bytes(paper.data())
        article = read_article(file)
        check(article)
        return article

    return read


def told(article: Article) -> list[tuple[str, str]]:
    return [(each.heading[-1] if each.heading else "", each.text) for each in article.passages]


def test_headings_are_known_by_their_size(read: Read) -> None:
    paper = Paper().heading("Working as a baker, and what it takes to begin early", 0)
    paper.text_block(LONG).heading("Pay", 1).text_block(LONG).heading("In towns", 2)
    article = read(paper.text_block(LONG).heading("Ways in", 1).text_block(LONG))
    assert article.title == "Working as a baker, and what it takes to begin early"
    assert [(each.level, each.heading) for each in article.sections] == [
        (1, "Pay"),
        (2, "In towns"),
        (1, "Ways in"),
    ]
    assert told(article) == [("", LONG), ("Pay", LONG), ("In towns", LONG), ("Ways in", LONG)]


def test_a_passage_knows_its_page(read: Read) -> None:
    paper = Paper().heading("Bakers", 0).text_block("On the first page.")
    paper.add_page()
    article = read(paper.text_block("On the second page."))
    assert [(each.text, each.page) for each in article.passages] == [
        ("On the first page.", 1),
        ("On the second page.", 2),
    ]


def test_columns_are_read_one_after_another(read: Read) -> None:
    sentences = [
        f"Sentence {n} says a little more of what a baker does all day." for n in range(40)
    ]
    paper = Paper().heading("Working as a baker", 0)
    article = read(paper.columns(" ".join(sentences)))
    assert told(article) == [("", " ".join(sentences))]


def test_what_spans_two_columns_parts_them(read: Read) -> None:
    words = [" ".join(f"{part}{n}" for n in range(180)) + "." for part in ("one", "two")]
    paper = Paper().heading("Bakers", 0).columns(words[0])
    paper.ln(8)
    article = read(paper.heading("Over both", 1).columns(words[1]))
    assert told(article) == [("", words[0]), ("Over both", words[1])]


def test_a_paragraph_goes_on_over_the_page(read: Read) -> None:
    long = (
        "It is a long day that goes on and on, and there is more of it, " * 120
        + "and then it ends."
    )
    article = read(Paper("A guide", "Page #").heading("Bakers", 0).text_block(long))
    assert [each.text for each in article.passages] == [long]
    assert article.passages[0].page == 1


def test_words_that_a_line_parts_are_put_together(read: Read) -> None:
    paper = Paper().heading("Bakers", 0)
    paper.text_block("Most are em-\nployed by shops.").text_block(
        "It is full-\ntime work, all the time."
    )
    paper.text_block("Some say full time, and full-time.").text_block(
        "Pay is 30-\n40 a day, by Smith-\nJones."
    )
    article = read(paper)
    assert [each.text for each in article.passages] == [
        "Most are employed by shops.",
        "It is full-time work, all the time.",
        "Some say full time, and full-time.",
        "Pay is 30- 40 a day, by Smith- Jones.",
    ]


def test_heads_and_feet_are_set_aside_once(read: Read) -> None:
    paper = Paper("Career guide 2026", "Page # of 3").heading("Bakers", 0)
    for text in ("First page.", "Second page.", "Third page."):
        if text != "First page.":
            paper.add_page()
        paper.text_block(text)
    article = read(paper)
    assert [text for _, text in told(article)] == ["First page.", "Second page.", "Third page."]
    assert [(each.text, each.reason, each.page) for each in article.set_aside] == [
        ("Career guide 2026", "running head or foot", 1),
        ("Page 1 of 3", "running head or foot", 1),
    ]


def test_a_head_that_names_a_section_is_set_aside(read: Read) -> None:
    paper = Paper("1.1. Pay").heading("Bakers", 0).heading("1.1 Pay", 1).text_block(LONG)
    for head, heading in (("Chapter 1. Nights off", "Nights off"), ("Flour", "Bread")):
        paper.head = head
        paper.add_page()
        paper.heading(heading, 1).text_block(LONG)
    article = read(paper)
    assert [each.text for each in article.set_aside] == ["1.1. Pay", "Chapter 1. Nights off"]
    assert [each.text for each in article.passages if len(each.text) < 20] == ["Flour"]
    assert [each.heading for each in article.sections] == ["1.1 Pay", "Nights off", "Bread"]


def test_a_heading_at_the_top_of_each_page_stays(read: Read) -> None:
    paper = Paper().heading("Bakers", 0)
    paper.add_page()
    paper.heading("Step 1", 1).text_block(LONG)
    for number in (2, 3):
        paper.add_page()
        paper.heading(f"Step {number}", 1).text_block(LONG)
    assert told(read(paper)) == [(f"Step {number}", LONG) for number in (1, 2, 3)]


@pytest.mark.parametrize("marks", [("a)", "b)", "c)"), ("i.", "ii.", "iii.")])
def test_lettered_items_are_items_by_their_number(read: Read, marks: tuple[str, ...]) -> None:
    items = ["Apply with a letter.", "Wait for word.", "Begin in May."]
    article = read(Paper().heading("Bakers", 0).text_block(LONG).listed(items, marks=marks))
    assert [(each.kind, each.ordinal, each.text) for each in article.passages[1:]] == [
        ("item", number, text) for number, text in enumerate(items, 1)
    ]


def test_lists_and_tables_keep_their_parts(read: Read) -> None:
    paper = Paper().heading("Bakers", 0).heading("Steps", 1)
    paper.listed([f"Apply with a letter. {LONG}", "Wait."], numbered=True)
    paper.heading("You need", 1).listed(["patience", f"arms. {LONG}"]).heading("Pay", 1)
    note = "at the beginning, when there is much that is still to be learnt from others"
    paper.ruled(
        [["Level", "Pay", "When"], ["Junior", "30,000", note], ["Senior", "60,000", "later"]]
    )
    article = read(paper)
    assert [(each.kind, each.ordinal, each.text) for each in article.passages] == [
        ("item", 1, f"Apply with a letter. {LONG}"),
        ("item", 2, "Wait."),
        ("item", None, "patience"),
        ("item", None, f"arms. {LONG}"),
        ("row", None, f"Junior | 30,000 | {note}"),
        ("row", None, "Senior | 60,000 | later"),
    ]
    assert article.blocks[-1].columns == ("Level", "Pay", "When")


def test_a_number_in_bold_heads_what_follows(read: Read) -> None:
    paper = Paper().heading("Working as a baker", 0)
    for line in ("1. Bread", "2. Cakes"):
        paper.text_block(line, "B").text_block(LONG)
    assert told(read(paper)) == [("1. Bread", LONG), ("2. Cakes", LONG)]
    paper = Paper().heading("Working as a baker", 0).text_block(LONG)
    for line in ("1. Bread", "2. Cakes"):
        paper.text_block(line, "B")
    assert told(read(paper)) == [("", LONG), ("", "Bread"), ("", "Cakes")]


def test_bold_questions_are_asked(read: Read) -> None:
    paper = Paper().heading("Bakers", 0).heading("FAQ", 1)
    paper.text_block("Is it hard?", "B").text_block("No.").text_block("Is it paid?", "B")
    article = read(paper.text_block("Yes."))
    assert told(article) == [("Is it hard?", "No."), ("Is it paid?", "Yes.")]
    assert [each.faq for each in article.sections] == [False, True, True]


def test_a_table_of_contents_is_set_aside(read: Read) -> None:
    paper = Paper().heading("Bakers", 0).text_block("Pay .............. 2").text_block("Text.")
    article = read(paper)
    assert [each.text for each in article.passages] == ["Text."]
    assert article.set_aside[0].reason == "table of contents"


ENTRIES = [("Pay", 4), ("Hours of work", 4), ("Holidays", 5), ("Ways in", 6)]


def chapters(paper: Paper) -> Paper:
    """Add the chapters that begin on the second page of the file."""
    for name, page in ENTRIES:
        if name != "Holidays":
            while paper.page_no() < page - 2:
                paper.add_page()
            paper.heading(name, 1).text_block(LONG)
    return paper


@pytest.mark.parametrize("style", ["", "B"])
@pytest.mark.parametrize("far", [True, False])
def test_lines_that_name_headings_and_their_pages_are_contents(
    read: Read, style: str, far: bool
) -> None:
    """Whatever stands above them, and whatever number the file's first page has."""
    paper = (
        Paper().heading("Bakers", 0).text_block("What we tell you.").entries(ENTRIES, style, far)
    )
    article = read(chapters(paper))
    assert [each.heading for each in article.sections] == ["Pay", "Hours of work", "Ways in"]
    assert [text for _, text in told(article)] == ["What we tell you.", LONG, LONG, LONG]
    assert [(each.text, each.reason) for each in article.set_aside] == [
        (f"{name} {page}", "table of contents") for name, page in ENTRIES
    ]


def test_rows_whose_numbers_are_no_pages_stay(read: Read) -> None:
    rows = [("Pay", 30), ("Hours of work", 38), ("Ways in", 3)]
    article = read(chapters(Paper().heading("Bakers", 0).text_block("Text.").entries(rows)))
    assert article.set_aside == ()
    assert [each.text for each in article.passages][1:4] == [
        "Pay | 30",
        "Hours of work | 38",
        "Ways in | 3",
    ]


def test_contents_that_the_owner_keeps_stay(tmp_path: Path) -> None:
    file = tmp_path / "bakers.pdf"
    paper = Paper().heading("Bakers", 0).text_block("Text.").entries(ENTRIES, far=False)
    file.write_bytes(chapters(paper).data())
    article = read_article(file, overrides=Overrides(keep=("Holidays 5",)))
    assert "Holidays 5" in {each.text for each in article.passages}
    assert "Pay 4" in {each.text for each in article.set_aside}
    file.write_bytes(Paper().heading("Bakers", 0).text_block("Pay .............. 2").data())
    article = read_article(file, overrides=Overrides(keep=("Pay",)))
    assert [each.text for each in article.passages] == ["Pay .............. 2"]


@pytest.mark.parametrize(
    "lines",
    [
        [("Bakers", "B", 26), ("A guide", "", 18), ("Ada Smith", "", 14), ("May 2026", "", 14)],
        [("Bakers", "B", 26), ("A guide", "B", 11), ("Ada Smith", "B", 11), ("May 2026", "B", 11)],
        [("The guild", "", 18), ("Bakers", "B", 26), ("A guide", "", 18), ("May 2026", "", 11)],
    ],
)
def test_what_stands_beside_the_title_on_its_page_heads_nothing(
    read: Read, lines: list[tuple[str, str, int]]
) -> None:
    paper = Paper().lines_apart(*lines)
    paper.add_page()
    article = read(paper.heading("Pay", 1).text_block(LONG).heading("Ways in", 1).text_block(LONG))
    assert article.title == "Bakers"
    assert [(each.level, each.heading) for each in article.sections] == [(1, "Pay"), (1, "Ways in")]
    beside = [("", text) for text, _, _ in lines if text != "Bakers"]
    assert told(article) == [*beside, ("Pay", LONG), ("Ways in", LONG)]


@pytest.mark.parametrize(
    "lines",
    [
        [("Bakers", "B", 22), ("Pay", "B", 15), ("30,000 euros", "", 11)],
        [("Bakers", "B", 22), ("Pay", "B", 15), ("It is fair.", "B", 13)],
    ],
)
def test_headings_of_a_first_page_with_text_stay(
    read: Read, lines: list[tuple[str, str, int]]
) -> None:
    paper = Paper().lines_apart(*lines)
    paper.add_page()
    article = read(paper.heading("Ways in", 1).text_block(LONG))
    assert article.sections[0].heading == "Pay"


def test_the_file_says_title_author_and_date(read: Read) -> None:
    from datetime import UTC, datetime

    paper = Paper().text_block(LONG)
    paper.set_title("Working as a baker")
    paper.set_author("A. Baker")
    paper.set_creation_date(datetime(2026, 5, 6, tzinfo=UTC))
    article = read(paper)
    assert (article.title, article.author) == ("Working as a baker", "A. Baker")
    assert not article.warnings
    paper = Paper().text_block(LONG)
    paper.set_title("Microsoft Word - baker.docx")
    article = read(paper)
    assert article.title == "Working as a baker"
    assert "no title: the file's name is taken" in str(article.warnings[0])


def drawn(pages: int) -> Paper:
    paper = Paper()
    for number in range(pages):
        if number:
            paper.add_page()
        paper.rect(30, 30, 100, 100, style="F")
    return paper


def test_a_scan_is_said_to_be_one(read: Read) -> None:
    with pytest.raises(ArticleError, match="a scan: its pages are pictures without text"):
        read(drawn(2))
    paper = drawn(2)
    paper.add_page()
    article = read(paper.text_block("One page has text."))
    assert "pages 1, 2 without text" in str(article.warnings[-1])


def test_a_password_is_named(read: Read) -> None:
    paper = Paper().text_block(LONG)
    paper.set_encryption("owner", "user", EncryptionMethod.RC4)
    with pytest.raises(ArticleError, match="protected by a password"):
        read(paper)


WHOLE = Paper("Head", "#").heading("Bakers", 0).text_block(LONG).listed(["a", "b"]).data()


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"hello", WHOLE[: len(WHOLE) // 3]])
def test_a_damaged_file_is_said_to_be_one(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    with pytest.raises(ArticleError, match="no PDF that can be read"):
        read_article(file)


def test_code_keeps_its_lines_and_indents(read: Read) -> None:
    paper = Paper().heading("Baking by wire", 0).text_block("Run this in the morning:")
    paper.code("oven --heat 220\nif hot:\n    bake(loaf)\n    cool(loaf,  hours=2)")
    article = read(paper.text_block("Then open the shop, and sell what there is."))
    assert [(each.kind, each.text) for each in article.passages] == [
        ("code", "oven --heat 220\nif hot:\n    bake(loaf)\n    cool(loaf,  hours=2)"),
        ("paragraph", "Then open the shop, and sell what there is."),
    ]
    lead = article.blocks[0].lead
    assert lead is not None
    assert lead.text == "Run this in the morning:"


def test_dots_before_a_number_in_code_are_code(read: Read) -> None:
    paper = Paper().heading("Baking by wire", 0).text_block(LONG)
    article = read(paper.code("bake --all\nloaves .......... 12\nrolls ........... 40"))
    assert [each.kind for each in article.passages] == ["paragraph", "code"]
    assert article.set_aside == ()


def test_a_typewritten_file_is_text(read: Read) -> None:
    article = read(Paper().code("Bakers bake at night.\n\nThey sleep at noon."))
    assert {each.kind for each in article.passages} == {"paragraph"}


def test_footnotes_are_references_and_can_be_found(read: Read) -> None:
    paper = Paper().heading("Pay of bakers", 0)
    paper.cited("Bakers earn 30,000 euros.", " Masters earn more,", " and rest in May.")
    paper.text_block(f"A hall of 20 m\u00b2 is enough for two of them. {LONG}")
    paper.notes("After three years.", "Of the guild of the town.")
    paper.add_page()
    paper.cited("Nights are paid twice", ".").notes("Counted in 2025.")
    article = read(paper)
    assert [(each.text, each.marks) for each in article.passages] == [
        (
            "Bakers earn 30,000 euros. Masters earn more, and rest in May.",
            ("[^1]", "[^2]"),
        ),
        (f"A hall of 20 m\u00b2 is enough for two of them. {LONG}", ()),
        ("After three years.", ()),
        ("Of the guild of the town.", ()),
        ("Nights are paid twice.", ("[^1-2]",)),
        ("Counted in 2025.", ()),
    ]
    assert [(each.mark, each.title) for each in article.references] == [
        ("[^1]", "After three years."),
        ("[^2]", "Of the guild of the town."),
        ("[^1-2]", "Counted in 2025."),
    ]


@given(
    at=st.integers(0, len(WHOLE) - 1), bytes_=st.binary(max_size=6), most=st.integers(0, len(WHOLE))
)
@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
def test_any_damage(
    tmp_path: Path, check: Callable[[Article], None], at: int, bytes_: bytes, most: int
) -> None:
    file = tmp_path / "any.pdf"
    file.write_bytes((WHOLE[:at] + bytes_ + WHOLE[at + len(bytes_) :])[: max(most, at)])
    try:
        article = read_article(file)
    except ArticleError:
        return
    check(article)


@given(
    parts=st.lists(
        st.tuples(st.sampled_from(["heading", "text", "bold", "item", "columns", "page", "far"]),
                  st.integers(1, 60)),
        min_size=1, max_size=8,
    )
)  # fmt: skip
@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
def test_no_word_is_lost_unreported(
    tmp_path: Path, check: Callable[[Article], None], parts: list[tuple[str, int]]
) -> None:
    paper = Paper("A head", "Page #").heading("The title", 0).text_block("It begins.")
    count = 0
    for part, (kind, words) in enumerate(parts):
        text = " ".join(f"w{count + n}x" for n in range(words)) + "."
        count += words
        if kind == "heading":
            paper.heading(text, 1)
        elif kind == "item":
            paper.listed([text])
        elif kind == "columns":
            paper.columns(text)
            paper.ln(6)
        elif kind == "far":
            FPDF.set_font(paper, "times", size=9)
            paper.text(150, 200 + 6 * part, text[:40].rpartition(" ")[0])
            count -= words - len(text[:40].split()[:-1])
        else:
            if kind == "page":
                paper.add_page()
            paper.text_block(text, "B" if kind == "bold" else "")
    file = tmp_path / "any.pdf"
    file.write_bytes(paper.data())
    article = read_article(file)
    check(article)
    told = " ".join(
        [*(each.text for each in article.passages), *(each.text for each in article.set_aside)]
        + [*(each.heading for each in article.sections), article.title]
        + [" ".join(each.columns) for each in article.blocks]
        + [each.lead.text for each in article.blocks if each.lead]
    )
    assert [n for n in range(count) if f"w{n}x" not in told] == []


def written(text: str) -> bytes:
    """A PDF of one page by what a page's stream says, in points."""
    stream = f"BT /F 4 Tf {text} ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 4000 9000]/Contents 5 0 R"
        b"/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data = b"%PDF-1.7\n"
    for number, part in enumerate(parts, 1):
        data += b"%d 0 obj%s endobj\n" % (number, part)
    return data + b"trailer<</Root 1 0 R/Size 6>>"


@pytest.mark.parametrize(
    "line",
    [
        "1 0 0 1 {x} {y} Tm (a) Tj",
        "1 0 0 1 9 {y} Tm (word) Tj 1 0 0 1 {x} {y} Tm (three words here) Tj",
        "1 0 0 1 9 {y} Tm (three words here) Tj 1 0 0 1 900 {y} Tm (three words here) Tj",
        "1 0 0 1 {x} {y} Tm ({n}) Tj",
    ],
)
@pytest.mark.timeout(120)
def test_a_page_of_many_words_does_not_take_long(
    tmp_path: Path, check: Callable[[Article], None], line: str
) -> None:
    lines = [line.format(x=50 + n * 37 % 3000, y=8990 - n * 0.9, n=n) for n in range(9_000)]
    file = tmp_path / "many.pdf"
    file.write_bytes(written("\n".join(lines)))
    check(read_article(file))
