"""Questions and answers, citations, choices and feedback, against the real service."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.request
from typing import TYPE_CHECKING, Any

from playwright.sync_api import BrowserContext, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Service, Widget

QUESTION = "How long does it take to become a technical project manager?"
VAGUE = (
    "what does a day look like", "what about it", "the first job", "what should I know",
    "how much money", "tests", "what do they want", "hours", "the interview", "jobs",
    "getting hired", "remote work",
)  # fmt: skip


def answer_of(service: Service, question: str) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{service.url}/api/ask",
        json.dumps({"question": question}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def test_an_answer_is_the_articles_words_with_the_best_sentence_marked(
    demo: Widget, service: Service
) -> None:
    demo.ask(QUESTION)
    answer = answer_of(service, QUESTION)
    expect(demo.part("question")).to_have_text(f"You asked: {QUESTION}")
    words = demo.element.locator(".words")
    for block in answer["blocks"]:
        if block["type"] == "paragraph":
            expect(words).to_contain_text(block["text"])
    expect(demo.part("highlight")).to_have_text(answer["highlight"])
    expect(demo.box).to_have_value("")
    expect(demo.box).to_be_focused()


def test_a_table_keeps_its_rows_and_header(demo: Widget, service: Service) -> None:
    question = next(
        asked
        for asked in ("salary", "What does each career stage earn?", "pay by stage", "wage table")
        if any(block["type"] == "table" for block in answer_of(service, asked)["blocks"])
    )
    table = next(b for b in answer_of(service, question)["blocks"] if b["type"] == "table")
    demo.ask(question)
    shown = demo.element.get_by_role("table")
    for name in table["header"]:
        expect(shown.get_by_role("columnheader", name=name, exact=True)).to_be_visible()
    expect(shown.get_by_role("row")).to_have_count(len(table["rows"]) + 1)


def test_steps_keep_their_numbers(demo: Widget, service: Service) -> None:
    question = "What are the steps to get a nursing license?"
    steps = next(b for b in answer_of(service, question)["blocks"] if b["type"] == "list")
    assert steps["numbers"] == [1, 2, 3, 4, 5]
    demo.ask(question)
    shown = demo.element.locator(".words ol > li")
    expect(shown).to_contain_text(steps["items"])
    assert shown.evaluate_all("items => items.map((item) => item.value)") == steps["numbers"]


def test_a_citation_opens_to_its_place_and_links_to_the_sentence(
    demo: Widget, service: Service
) -> None:
    source = answer_of(service, QUESTION)["sources"][0]
    demo.ask(QUESTION)
    details = demo.part("source").first
    expect(details.locator("blockquote")).to_be_hidden()
    demo.button(f"Source 1: {source['title']}").first.click()
    expect(details.locator("summary")).to_be_focused()
    expect(details.locator(".path")).to_have_text(f"{source['title']} · {source['heading'][-1]}")
    expect(details).to_contain_text(" › ".join(source["heading"][:-1]))
    expect(details.locator("blockquote")).to_be_visible()
    expect(details.locator("blockquote")).to_have_text(source["quote"])
    expect(details).to_contain_text("Updated November 22, 2026")
    for reference in source["references"]:
        expect(details).to_contain_text(f"{reference['mark']} {reference['title']}")
        link = details.get_by_role("link", name=reference["title"])
        expect(link).to_have_attribute("href", reference["url"])
    link = details.get_by_role("link", name="Read it in the article (opens in a new tab)")
    expect(link).to_have_attribute("href", source["url"])
    assert ":~:text=" in source["url"]
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")


def test_a_suggestion_asks_itself(demo: Widget, service: Service) -> None:
    with urllib.request.urlopen(f"{service.url}/api/suggestions") as response:
        suggested = json.load(response)["suggestions"]
    shown = demo.part("suggestions").get_by_role("button")
    expect(shown).to_have_text(suggested)
    shown.first.click()
    expect(demo.part("question")).to_have_text(f"You asked: {suggested[0]}")
    expect(demo.part("highlight")).not_to_have_count(0)
    expect(demo.part("suggestions")).to_be_hidden()
    expect(demo.box).to_be_focused()


def test_a_choice_asks_itself_and_is_told_to_the_service(
    demo: Widget, service: Service, page: Page
) -> None:
    question, answer = next(
        (asked, answer) for asked in VAGUE if (answer := answer_of(service, asked))["choices"]
    )
    demo.ask(question)
    offered = demo.part("choices").get_by_role("button")
    expect(offered).to_have_text([choice["question"] for choice in answer["choices"]])
    with page.expect_request("**/api/feedback") as told, page.expect_request("**/api/ask") as asked:
        offered.first.click()
    assert told.value.post_data_json["choice"] == answer["choices"][0]["passage_id"]
    assert asked.value.post_data_json["question"] == answer["choices"][0]["question"]
    assert asked.value.post_data_json["passage"] == answer["choices"][0]["passage_id"]
    assert asked.value.post_data_json["history"] == [question]
    expect(demo.part("feedback")).to_have_count(2)


def test_a_related_question_asks_itself(demo: Widget, service: Service) -> None:
    related = answer_of(service, QUESTION)["related"]
    assert related
    demo.ask(QUESTION)
    expect(demo.part("related").get_by_role("button")).to_have_text(related)
    demo.button(related[0]).click()
    expect(demo.part("question").last).to_have_text(f"You asked: {related[0]}")
    expect(demo.part("feedback")).to_have_count(2)


def test_what_no_article_answers_is_said_with_questions_to_ask_instead(demo: Widget) -> None:
    demo.ask("What is the weather in London tomorrow?")
    expect(demo.part("answer")).to_contain_text("My articles don't answer that.")
    expect(demo.part("related").get_by_role("button")).not_to_have_count(0)
    expect(demo.part("citation")).to_have_count(0)


def test_a_greeting_is_told_what_can_be_asked(demo: Widget) -> None:
    demo.send("Hi there!")
    expect(demo.part("answer")).to_contain_text("I answer in their own words")
    expect(demo.part("related").get_by_role("button")).to_have_count(3)


def test_a_question_read_otherwise_says_how(demo: Widget, service: Service) -> None:
    question, read = next(
        (asked, read)
        for asked in ("techncial project manger salry", "how much do nurces earn", "pyhton or r")
        if (read := answer_of(service, asked)["interpreted_as"])
    )
    demo.ask(question)
    expect(demo.part("answer")).to_contain_text(re.compile(f"Read as:.{re.escape(read)}", re.S))


def test_a_follow_up_takes_the_questions_before_along(demo: Widget, page: Page) -> None:
    demo.ask("What does a registered nurse earn?")
    demo.box.fill("and at the 90th percentile?")
    with page.expect_request("**/api/ask") as asked:
        demo.box.press("Enter")
    assert asked.value.post_data_json == {
        "question": "and at the 90th percentile?",
        "history": ["What does a registered nurse earn?"],
        "language": "en",
    }


def test_long_questions_in_another_script_never_fill_the_request(demo: Widget, page: Page) -> None:
    for number in range(7):
        demo.ask(f"{number} " + "карьера 👩🏽‍💻" * 130)
    with page.expect_request("**/api/ask") as asked:
        demo.ask("б" * 2_000)
    history = asked.value.post_data_json["history"]
    assert [one[0] for one in history] == ["2", "3", "4", "5", "6"]
    assert [len(one) for one in history] == [300] * 5
    assert len(asked.value.post_data_buffer or b"") < 16 * 1_024


def test_shift_and_enter_begin_a_line(demo: Widget) -> None:
    demo.box.fill("one")
    demo.box.press("Shift+Enter")
    demo.box.press_sequentially("two")
    expect(demo.box).to_have_value("one\ntwo")
    expect(demo.part("question")).to_have_count(0)


def test_an_empty_question_asks_nothing(demo: Widget, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    demo.send("   ")
    demo.button("Send").click()
    expect(demo.box).to_be_focused()
    assert not [url for url in asked if url.endswith("/api/ask")]


def test_feedback_reaches_the_database(demo: Widget, service: Service) -> None:
    demo.ask(QUESTION)
    demo.button("Not helpful").click()
    expect(demo.element.get_by_text("Thank you!")).to_be_visible()
    expect(demo.button("Not helpful")).to_have_attribute("aria-pressed", "true")
    why = demo.element.get_by_role("textbox", name="Anything to add? (optional)")
    why.fill("Where does the figure come from?")
    demo.part("feedback").get_by_role("button", name="Send", exact=True).click()
    expect(why).to_be_hidden()
    expect(demo.button("Not helpful")).to_be_focused()
    expect(demo.element.get_by_text("Thank you!")).to_be_visible()
    database = sqlite3.connect(service.data / "careerbot.db")
    kept = database.execute("SELECT helpful, comment, question FROM feedback").fetchall()
    database.close()
    assert (0, "Where does the figure come from?", QUESTION) in kept
    demo.button("Helpful").click()
    expect(demo.button("Not helpful")).to_have_attribute("aria-pressed", "false")
    expect(demo.button("Helpful")).to_have_attribute("aria-pressed", "true")


def test_feedback_that_does_not_arrive_says_so(demo: Widget, page: Page) -> None:
    demo.ask(QUESTION)
    page.route("**/api/feedback", lambda route: route.abort())
    demo.button("Helpful").click()
    expect(demo.element.get_by_text("Your feedback could not be sent.")).to_be_visible()
    expect(demo.button("Helpful")).to_have_attribute("aria-pressed", "false")


def test_copy_takes_the_answer_with_its_place(
    demo: Widget, service: Service, context: BrowserContext, page: Page
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = answer_of(service, QUESTION)
    demo.ask(QUESTION)
    demo.element.get_by_role("button", name="Copy", exact=True).click()
    expect(demo.element.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(answer["answer"])
    assert copied.endswith(answer["sources"][-1]["url"])


def test_start_over_forgets(demo: Widget, page: Page) -> None:
    demo.ask(QUESTION)
    demo.button("Start over").click()
    expect(demo.part("question")).to_have_count(0)
    expect(demo.part("suggestions").get_by_role("button")).not_to_have_count(0)
    expect(demo.box).to_be_focused()
    page.reload()
    expect(demo.box).to_be_visible()
    expect(demo.part("question")).to_have_count(0)


def test_the_conversation_goes_on_after_a_reload(demo: Widget, page: Page) -> None:
    demo.ask(QUESTION)
    demo.button("Helpful").click()
    expect(demo.element.get_by_text("Thank you!")).to_be_visible()
    demo.box.fill("what about")
    shown = demo.part("answer").locator(".words").inner_text()
    page.reload()
    expect(demo.part("question")).to_have_text(f"You asked: {QUESTION}")
    assert demo.part("answer").locator(".words").inner_text() == shown
    expect(demo.button("Helpful")).to_have_attribute("aria-pressed", "true")
    expect(demo.box).to_have_value("what about")
    with page.expect_request("**/api/ask") as asked:
        demo.send("and a nurse?")
    assert asked.value.post_data_json["history"] == [QUESTION]


def test_the_conversation_goes_on_in_another_tab(
    demo: Widget, context: BrowserContext, service: Service
) -> None:
    other = context.new_page()
    other.goto(service.url)
    shown = other.locator("career-bot [part=question]")
    expect(other.locator("career-bot [part=suggestions]")).to_be_visible()
    demo.ask(QUESTION)
    expect(shown).to_have_text(f"You asked: {QUESTION}")


def test_a_conversation_of_yesterday_is_over(demo: Widget, page: Page) -> None:
    demo.ask(QUESTION)
    page.evaluate(
        """() => {
          addEventListener('pagehide', () => {
            for (const name of Object.keys(localStorage)) {
              const kept = JSON.parse(localStorage[name]);
              localStorage[name] = JSON.stringify({ ...kept, at: Date.now() - 24 * 3600 * 1000 });
            }
          });
        }"""
    )
    page.reload()
    expect(demo.part("suggestions")).to_be_visible()
    expect(demo.part("question")).to_have_count(0)


def test_what_others_put_in_the_storage_does_no_harm(demo: Widget, page: Page) -> None:
    for stored in ("not JSON", "[]", '{"at": 9e15, "turns": [{"answer": 7}, 3]}'):
        demo.ask(QUESTION)
        page.evaluate(
            """(stored) => addEventListener('pagehide', () => {
              for (const name of Object.keys(localStorage)) localStorage[name] = stored;
            })""",
            stored,
        )
        page.reload()
        expect(demo.part("suggestions")).to_be_visible()
        expect(demo.part("question")).to_have_count(0)
    demo.ask(QUESTION)
