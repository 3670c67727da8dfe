"""What an answer may hold, shown for what it is; the service's word is stubbed where it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, Route, expect

from bot.answering.message_catalog import MESSAGES
from tests.browser.conftest import in_both
from tests.waiting import until

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Widget

pytestmark = in_both


def source(n: int, heading: list[str], quote: str, **more: object) -> dict[str, Any]:
    return {
        "n": n,
        "article": "nurse",
        "title": "Registered nurse guide",
        "heading": heading,
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "line": n,
        "url": f"https://example.org/nurse#:~:text={n}",
        "updated": "2026-11-22",
        "references": [],
        **more,
    }


PAY = "Median pay is $93,600 a year."
ANSWER = {
    "answer_id": "a-1",
    "status": "answered",
    "answer": f"{PAY}\n\nFinish a program.",
    "highlight": PAY,
    "blocks": [
        {"type": "heading", "text": "What does a nurse earn?", "asked": True},
        {"type": "paragraph", "text": PAY, "cut_before": True, "cut_after": True},
        {
            "type": "table",
            "header": ["Stage", "Years", "Pay", "Employer"],
            "rows": [["New graduate", "0", "$72,000", "Hospital"], ["Nurse", "2", "$86,000", ""]],
            "of": 7,
        },
        {"type": "heading", "text": "Getting licensed", "asked": False},
        {
            "type": "list",
            "lead": "Steps:",
            "items": ["Finish a program.", "Apply."],
            "numbers": [1, 2],
            "levels": [],
            "of": 9,
        },
        {"type": "list", "lead": "", "items": ["All of it."], "of": 1},
        {"type": "list", "lead": "", "items": ["Of an older service."], "of": None},
    ],
    "sources": [
        source(1, ["Pay", "What nurses earn"], PAY, page=3),
        source(2, ["Getting licensed"], "Finish a program.", language="es"),
    ],
    "more": [source(1, ["A day on the ward"], "Twelve hours."), source(2, [], "Ships.", url=None)],
    "not_found": "I found no answer to “And on the moon?”.",
    "related": [],
    "choices": [],
}


def reply(page: Page, **more: object) -> None:
    headers = {"access-control-allow-origin": "*", "access-control-allow-headers": "*"}
    page.route("**/api/ask", lambda route: route.fulfill(json=ANSWER | more, headers=headers))


def test_headings_stand_over_what_is_theirs(demo: Widget, page: Page) -> None:
    reply(page)
    demo.ask("What does a nurse earn, and how do I get licensed?")
    headings = demo.element.get_by_role("heading", level=4)
    expect(headings).to_have_text(["What does a nurse earn?", "Getting licensed"])
    # What of the question has no answer stands behind what has one.
    message = demo.element.locator(".words + .message")
    expect(message).to_have_text("I found no answer to “And on the moon?”.")
    expect(demo.element.locator(".words > :first-child")).to_have_text("What does a nurse earn?")


def test_nobody_is_asked_whether_an_answer_to_thanks_helped(demo: Widget, page: Page) -> None:
    demo.ask("What does a nurse earn?")
    demo.send("ok, thanks")
    expect(demo.part("answer").last).to_contain_text(MESSAGES["en"].heard)
    expect(demo.part("feedback")).to_have_count(1)
    page.reload()
    expect(demo.part("answer").last).to_contain_text(MESSAGES["en"].heard)
    expect(demo.part("feedback")).to_have_count(1)


def test_what_asks_nothing_is_called_a_topic(demo: Widget, page: Page) -> None:
    for related, head in (
        (["Pay", "How much?"], "Related questions"),
        (["Pay"], "Topics in the articles"),
    ):
        reply(page, related=related)
        demo.ask("What does a nurse earn?")
        expect(demo.part("related").last.get_by_text(head)).to_be_visible()
        page.unroute("**/api/ask")


def test_where_text_was_left_out_that_is_shown_and_is_not_the_text(
    demo: Widget, page: Page
) -> None:
    reply(page)
    demo.ask("What does a nurse earn?")
    paragraph = demo.element.locator(".words p").first
    expect(paragraph.get_by_role("img", name="Text left out here")).to_have_count(2)
    assert "…" not in paragraph.inner_text()
    expect(paragraph.locator("mark")).to_have_text(PAY)


SHOWN = {"en": ("2 of 7", "2 of 9"), "es": ("2 de 7", "2 de 9"), "de": ("2 von 7", "2 von 9")}


@pytest.mark.parametrize("lang", SHOWN)
def test_what_is_not_all_says_of_how_much(
    host: Host, service: Service, page: Page, lang: str
) -> None:
    reply(page)
    script = f'<script src="{service.url}/widget.js" async></script>'
    widget = host(f"{script}<career-bot lang={lang}></career-bot>")
    widget.part("input").fill("What does a nurse earn?")
    widget.part("input").press("Enter")
    counts = widget.element.locator(".words > p.quiet")
    expect(counts).to_have_text(list(SHOWN[lang]))
    link = counts.first.get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.org/nurse#:~:text=1")


def test_what_else_the_articles_have_is_folded(demo: Widget, page: Page) -> None:
    reply(page)
    demo.ask("What does a nurse earn?")
    more = demo.part("more")
    expect(more.get_by_text("A day on the ward")).to_be_hidden()
    more.get_by_text("Also in the articles").click()
    lines = more.locator(".path")
    expect(lines).to_have_text(
        ["Registered nurse guide · A day on the ward", "Registered nurse guide"]
    )
    expect(more.get_by_role("link")).to_have_count(1)  # the second has no address
    lines.first.click()
    expect(more.locator("blockquote")).to_have_text("Twelve hours.")


def test_a_source_takes_one_line_and_opens_in_its_place(demo: Widget, page: Page) -> None:
    reply(page)
    demo.ask("What does a nurse earn?")
    sources = demo.part("sources").first.locator("[part=source]")
    heights = sources.evaluate_all("all => all.map(e => e.offsetHeight)")
    assert max(heights) < 48
    first = sources.first
    expect(first.locator("summary")).to_have_text(
        "1Source 1: Registered nurse guide · What nurses earn"
    )
    link = first.get_by_role("link", name="Read it in the article (opens in a new tab)")
    expect(link).to_have_attribute("href", "https://example.org/nurse#:~:text=1")
    first.locator("summary").click()
    expect(first.locator("blockquote")).to_have_text(PAY)
    expect(first).to_contain_text("page 3 · Updated November 22, 2026")


def test_a_short_title_is_shown_whole_where_the_line_has_room(demo: Widget, page: Page) -> None:
    place = {"title": "Internships", "heading": ["Pay"]}
    reply(page, sources=[ANSWER["sources"][0] | place])
    demo.ask("What do interns earn?")
    title = demo.part("sources").first.locator(".path span").first
    expect(title).to_have_text("Internships")
    assert title.evaluate("(e) => e.scrollWidth <= e.clientWidth")


def test_a_citation_is_never_alone_on_its_line(demo: Widget, page: Page) -> None:
    reply(page, blocks=[{"type": "paragraph", "text": PAY}], sources=ANSWER["sources"][:1])
    demo.ask("What does a nurse earn?")
    paragraph = demo.element.locator(".words p")
    for width in range(150, 330, 12):
        paragraph.evaluate("(e, width) => { e.style.width = `${width}px` }", width)
        beside = paragraph.evaluate(
            """(e) => {
              const mark = e.querySelector('mark').firstChild;
              const last = document.createRange();
              last.setStart(mark, mark.length - 1);
              last.setEnd(mark, mark.length);
              const word = last.getBoundingClientRect();
              const cite = e.querySelector('button').getBoundingClientRect();
              return Math.abs((word.top + word.bottom) / 2 - (cite.top + cite.bottom) / 2) < 8;
            }"""
        )
        assert beside, width


def test_a_table_that_fits_is_not_scrolled(host: Host, page: Page) -> None:
    """Four columns, which have narrow and wide ones among them."""
    header = ["Role", "Hours", "Who it is for", "Pay"]
    row = ["Ward nurse", "40", "Whoever likes to work with many people", "$72,000"]
    table = {"type": "table", "header": header, "rows": [row, row]}
    reply(page, blocks=[table], sources=ANSWER["sources"][:1])
    widget = host()
    widget.launcher.click()
    widget.ask("What does a nurse earn?")
    wide = widget.element.locator(".wide")
    assert wide.evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_a_wide_table_keeps_its_first_column_and_is_a_list_on_a_phone(
    host: Host, page: Page
) -> None:
    header = ["Stage", "Years", "Pay", "Employer", "Certification", "Responsibilities"]
    rows = [[stage, "0", "$72,000", "", "", ""] for stage in ("New graduate", "Nurse")]
    reply(page, blocks=[{"type": "table", "header": header, "rows": rows}])
    widget = host()
    widget.launcher.click()
    widget.ask("What does a nurse earn?")
    wide, stage = widget.element.locator(".wide"), widget.element.get_by_text("New graduate")
    before = stage.bounding_box()
    wide.evaluate("e => { e.scrollLeft = 80 }")
    assert wide.evaluate("e => e.scrollLeft") > 0
    assert stage.bounding_box() == before
    page.set_viewport_size({"width": 360, "height": 740})
    table = widget.element.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table.get_by_role("columnheader")).to_have_count(6)
    left = stage.bounding_box()
    pay = widget.element.get_by_role("cell", name="$72,000").first.bounding_box()
    assert left is not None
    assert pay is not None
    assert pay["x"] == left["x"]
    assert pay["y"] > left["y"]
    assert widget.log.evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_the_row_that_answers_is_in_view_under_its_question(host: Host, page: Page) -> None:
    header, question = ["Oven", "Heat"], "How hot is the last oven?"
    rows = [[f"Oven {number}", f"{number} degrees"] for number in range(60)]
    table = {"type": "table", "header": header, "rows": rows}
    widget = host()
    widget.launcher.click()
    for last in (59, 0):
        reply(page, blocks=[table], highlight=" | ".join(rows[last]))
        widget.ask(question)
        expect(widget.part("highlight").last).to_contain_text(f"{last} degrees")
        expect(widget.part("highlight").last).to_be_in_viewport(ratio=1)
        expect(widget.part("question").last).to_be_in_viewport(ratio=1)
    long = f"{question} {'I bake a lot of bread. ' * 10}"
    reply(page, blocks=[table], highlight=" | ".join(rows[59]))
    widget.ask(long)
    expect(widget.part("highlight").last).to_be_in_viewport(ratio=1)


def test_nothing_shows_cut_beside_a_question_that_stays(host: Host, page: Page) -> None:
    rows = [[f"Oven {number}", f"{number} degrees"] for number in range(60)]
    reply(page, blocks=[{"type": "table", "header": ["Oven", "Heat"], "rows": rows}])
    widget = host()
    widget.launcher.click()
    widget.ask("How hot is the last oven?")
    log = widget.log.bounding_box()
    assert log is not None
    strip = set()
    for far in (300, 307, 315, 322):
        widget.log.evaluate("(e, far) => { e.scrollTop = far }", far)
        question = widget.part("question").bounding_box()
        assert question is not None
        beside = {
            "x": log["x"] + 2,
            "y": log["y"] + 2,
            "width": question["x"] - log["x"] - 4,
            "height": question["y"] + question["height"] - log["y"] - 2,
        }
        strip.add(page.screenshot(clip=beside))
    assert len(strip) == 1
    assert widget.log.evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_a_form_that_opens_below_comes_into_view(demo: Widget, page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 500})
    reply(page)
    demo.ask("What does a nurse earn?")
    bad = demo.button("Not helpful")
    # As it is scrolled to: with nothing to see below it.
    bad.evaluate("e => e.scrollIntoView({ block: 'end' })")
    bad.evaluate("e => e.click()")
    expect(demo.part("feedback").locator("form")).to_be_in_viewport(ratio=1)


def test_the_row_is_in_view_though_its_answer_came_before_anything_was_drawn(
    host: Host, page: Page
) -> None:
    rows = [[f"Oven {number}", f"{number} degrees"] for number in range(60)]
    table = {"type": "table", "header": ["Oven", "Heat"], "rows": rows}
    widget = host()
    widget.launcher.click()
    body = ANSWER | {"blocks": [table], "highlight": " | ".join(rows[-1])}
    page.evaluate(
        """body => {
          const others = window.fetch;
          window.fetch = async (url, ...more) =>
            `${url}`.endsWith("/api/ask") ? Response.json(body) : others(url, ...more);
        }""",
        body,
    )
    for again in ("", " I bake a lot of bread." * 10, " I bake a lot of bread." * 10):
        widget.ask(f"How hot is the last oven?{again}")
        expect(widget.part("highlight").last).to_contain_text("59 degrees")
        expect(widget.part("highlight").last).to_be_in_viewport(ratio=1)


def test_a_table_without_names_has_no_bar_above_it(host: Host, page: Page) -> None:
    reply(page, blocks=[{"type": "table", "header": ["", ""], "rows": [["Rye", "12"]]}])
    widget = host()
    widget.launcher.click()
    widget.ask("What does rye cost?")
    expect(widget.element.get_by_role("cell")).to_have_count(2)
    expect(widget.element.locator("thead")).to_have_count(0)


@pytest.mark.parametrize(("way", "helpful"), [("rtl", "Was this helpful?"), ("ltr", "זה עזר לך?")])
def test_a_text_ends_where_its_own_language_ends_it(
    host: Host, service: Service, page: Page, way: str, helpful: str
) -> None:
    """Whichever way the page runs: the mark stands behind the last letter."""
    reply(page)
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        f"<script>document.documentElement.dir = '{way}'</script>"
        f'<career-bot texts=\'{{"helpful": "{helpful}"}}\'></career-bot>'
    )
    widget.ask("What does a nurse earn?")
    mark, first = widget.element.get_by_text(helpful).evaluate(
        """e => [e.firstChild.length - 1, 0].map((at) => {
          const letter = document.createRange();
          letter.setStart(e.firstChild, at);
          letter.setEnd(e.firstChild, at + 1);
          return letter.getBoundingClientRect().left;
        })"""
    )
    assert (first < mark) == (way == "rtl")


def test_words_of_another_language_say_which(host: Host, service: Service, page: Page) -> None:
    reply(page)
    script = f'<script src="{service.url}/widget.js" async></script>'
    widget = host(f"{script}<career-bot></career-bot>", lang="de")
    suggestions = widget.part("suggestions").locator("ul")
    expect(suggestions).to_have_attribute("lang", "en")
    widget.part("input").fill("What does a nurse earn?")
    widget.part("input").press("Enter")
    # That of the service's articles, where the source doesn't say; the widget's own words are not.
    expect(widget.element.locator(".words")).to_have_attribute("lang", "en")
    expect(widget.element.locator(".words > p.quiet").first).to_have_attribute("lang", "de")
    expect(widget.element.locator(".path").nth(1)).to_have_attribute("lang", "es")
    assert widget.element.evaluate("e => e.shadowRoot.querySelector('.root').lang") == "de"


def test_a_reason_goes_with_its_thumb_and_a_vote_can_be_taken_back(
    demo: Widget, page: Page
) -> None:
    reply(page)
    demo.ask("What does a nurse earn?")
    page.evaluate(
        """() => {
          window.told = [];
          addEventListener('careerbot:feedback', ({ detail }) => told.push(detail));
        }"""
    )
    demo.button("Not helpful").click()
    demo.element.get_by_role("radio", name="Incomplete").check()
    demo.element.get_by_role("textbox", name="Anything to add? (optional)").fill(" And nights? ")
    demo.part("feedback").get_by_role("button", name="Send", exact=True).click()
    expect(demo.button("Not helpful")).to_be_focused()
    demo.button("Helpful").click()
    # The word for the other thumb is not this one's, and reasons belong to the other.
    expect(demo.element.get_by_role("textbox", name="Anything to add? (optional)")).to_have_value(
        ""
    )
    expect(demo.element.get_by_role("radio")).to_have_count(0)
    expect(demo.button("Helpful")).to_have_attribute("aria-pressed", "true")
    demo.button("Helpful").click()
    expect(demo.button("Helpful")).to_have_attribute("aria-pressed", "false")
    expect(demo.element.get_by_role("textbox", name="Anything to add? (optional)")).to_have_count(0)
    said = [
        {key: each.get(key) for key in ("helpful", "comment")} for each in page.evaluate("told")
    ]
    assert said == [
        {"helpful": False, "comment": None},
        {"helpful": False, "comment": "Incomplete: And nights?"},
        {"helpful": True, "comment": None},
        {"helpful": None, "comment": None},
    ]
    # It is kept once the service has taken it.
    until(lambda: "helpful" not in page.evaluate("JSON.stringify(localStorage)"))
    page.reload()
    expect(demo.button("Helpful")).to_have_attribute("aria-pressed", "false")


def test_a_question_is_counted_in_characters_and_shown_in_part(demo: Widget, page: Page) -> None:
    reply(page)
    demo.ask("👩🏽‍🚒" * 500)  # 2,000 characters, 3,500 units of UTF-16
    expect(demo.part("question")).to_have_count(1)
    height = demo.part("question").evaluate("e => e.offsetHeight")
    assert height < 8 * 16 * 1.55 + 40
    demo.send("x" * 2_001)
    expect(demo.alert).to_contain_text("That is 2,001 characters")
    demo.box.fill("x" * 2_000)
    expect(demo.alert).to_be_hidden()


def test_suggestions_are_asked_for_again_after_a_failure(host: Host, page: Page) -> None:
    asked: list[str] = []

    def fail_first(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=500) if len(asked) == 1 else route.continue_()

    page.route("**/api/suggestions*", fail_first)
    widget = host()
    widget.launcher.click()
    expect(widget.box).to_be_focused()
    page.wait_for_timeout(300)
    expect(widget.part("suggestions")).to_have_count(0)
    widget.button("Close").click()
    widget.launcher.click()
    expect(widget.part("suggestions")).to_be_visible()


def test_targets_keep_their_size_where_the_pages_letters_are_small(host: Host, page: Page) -> None:
    reply(page)
    widget = host(head="<style>html { font-size: 62.5% }</style>")
    widget.launcher.click()
    widget.ask("What does a nurse earn?")
    size = widget.part("citation").first.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 24
