"""The widget in other people's pages: strict policies, pinned versions, frames, several at once."""

from __future__ import annotations

import re
import urllib.request
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Site

QUESTION = "Should I learn Python or R?"


def strict(service: Service) -> str:
    return (
        f"default-src 'none'; script-src {service.url}; connect-src {service.url}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def pinned_line(service: Service) -> str:
    with urllib.request.urlopen(service.url) as response:
        page = response.read().decode()
    path = re.search(r'data-path="([^"]+)"', page)
    integrity = re.search(r'data-integrity="([^"]+)"', page)
    assert path
    assert integrity
    return (
        f'<script src="{service.url}/{path[1]}" integrity="{integrity[1]}" '
        'crossorigin="anonymous" async></script>'
    )


def test_one_line_in_a_page_of_another_origin_under_a_strict_policy(
    host: Host, service: Service
) -> None:
    paste = (
        f'<script src="{service.url}/widget.js" async data-title="Ask about careers" '
        'data-greeting="Hello there."></script>'
    )
    widget = host(paste, Content_Security_Policy=strict(service))
    expect(widget.launcher).to_have_text("Ask about careers")
    expect(widget.log).to_be_hidden()
    widget.launcher.click()
    expect(widget.part("greeting")).to_have_text("Hello there.")
    expect(widget.part("suggestions").get_by_role("button")).not_to_have_count(0)
    widget.ask(QUESTION)
    expect(widget.part("highlight")).not_to_have_count(0)
    widget.part("citation").first.click()
    expect(widget.part("link").first).to_have_attribute("href", re.compile(":~:text="))
    # The style sheet is adopted: no policy for styles was needed.
    assert widget.launcher.evaluate("e => getComputedStyle(e).position") == "absolute"
    widget.button("Helpful").click()
    expect(widget.element.get_by_text("Thank you!")).to_be_visible()


def test_the_widget_asks_nothing_before_it_is_opened(host: Host, page: Page) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    widget = host()
    expect(widget.launcher).to_be_visible()
    assert not [url for url in urls if "/api/" in url]
    with page.expect_request("**/api/suggestions*"):
        widget.launcher.click()


def test_a_pinned_version_runs_with_its_digest(host: Host, service: Service) -> None:
    widget = host(pinned_line(service), Content_Security_Policy=strict(service))
    widget.launcher.click()
    widget.ask(QUESTION)


def test_a_pinned_version_with_another_digest_does_not_run(
    host: Host, service: Service, page: Page
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    line = re.sub(r"sha384-....", "sha384-AAAA", pinned_line(service))
    host(line + "<p>After</p>")
    expect(page.get_by_text("After")).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate("customElements.get('career-bot') === undefined")
    assert any("integrity" in text for text in said)


def test_the_line_works_in_the_head_too(host: Host, service: Service) -> None:
    widget = host("<p>Text</p>", head=f'<script src="{service.url}/widget.js"></script>')
    expect(widget.launcher).to_be_visible()


def test_the_line_pasted_twice_adds_one_launcher(host: Host, service: Service, page: Page) -> None:
    line = f'<script src="{service.url}/widget.js"></script>'
    for other in (line, line.replace("></", ' data-title="Ask again"></')):
        widget = host(line + "<p>Between</p>" + other + "<p>Last</p>")
        expect(page.get_by_text("Last")).to_be_visible()
        expect(widget.element).to_have_count(1)


def test_a_module_finds_its_line_and_what_was_inlined_says_so(
    host: Host, service: Service, page: Page
) -> None:
    line = f'<script type="module" src="{service.url}/widget.js" data-title="Ask us"></script>'
    widget = host('<script src="data:text/javascript,0"></script>' + line)
    expect(widget.launcher).to_have_accessible_name("Ask us")
    warned: list[str] = []
    page.on("console", lambda said: warned.append(said.text))
    with urllib.request.urlopen(f"{service.url}/widget.js") as response:
        script = response.read().decode()
    host(f"<script>{script}</script><p>Last</p>")
    expect(page.get_by_text("Last")).to_be_visible()
    assert warned == ["career-bot: don't inline this"]


def test_an_element_in_the_page_is_the_only_widget(
    host: Host, service: Service, page: Page
) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        f'<career-bot endpoint="{service.url}"><p>Write to us.</p></career-bot>'
    )
    expect(widget.box).to_be_visible()
    expect(page.get_by_text("Write to us.")).to_be_hidden()
    expect(widget.element).to_have_count(1)
    expect(widget.launcher).to_have_count(0)
    widget.ask(QUESTION)


def test_without_the_script_the_pages_own_text_stands(
    host: Host, service: Service, page: Page
) -> None:
    host(
        f'<script src="{service.url}/gone.js" async></script>'
        "<career-bot><p>Write to us.</p></career-bot>"
    )
    expect(page.get_by_text("Write to us.")).to_be_visible()


def test_two_widgets_of_a_page_keep_apart(host: Host, service: Service, page: Page) -> None:
    body = (
        f'<script src="{service.url}/widget.js" async></script>'
        '<career-bot id="one" title="Nursing" articles="registered-nurse"></career-bot>'
        '<career-bot id="two" title="Data" articles="data-analyst"></career-bot>'
    )
    first = host(body, "/two")
    one, two = (type(first)(page, f"#{name}") for name in ("one", "two"))
    with page.expect_request("**/api/ask") as asked:
        one.ask("Which job pays the most?")
    assert asked.value.post_data_json["articles"] == ["registered-nurse"]
    with page.expect_request("**/api/ask") as asked:
        two.ask(QUESTION)
    assert asked.value.post_data_json == {
        "question": QUESTION,
        "history": [],
        "language": "en",
        "articles": ["data-analyst"],
    }
    expect(one.part("question")).to_have_text("You asked: Which job pays the most?")
    expect(two.part("question")).to_have_text(f"You asked: {QUESTION}")
    page.reload()
    expect(one.part("question")).to_have_text("You asked: Which job pays the most?")
    expect(two.part("question")).to_have_text(f"You asked: {QUESTION}")


def test_two_alike_keep_apart_as_well(host: Host, service: Service, page: Page) -> None:
    bot = "<career-bot></career-bot>"
    first = host(f'<script src="{service.url}/widget.js" async></script>{bot}{bot}', "/alike")
    one, two = (type(first)(page, f"career-bot >> nth={n}") for n in (0, 1))
    one.ask(QUESTION)
    expect(two.part("question")).to_have_count(0)
    page.reload()
    expect(one.part("question")).to_have_count(1)
    expect(two.part("question")).to_have_count(0)


def test_the_conversation_goes_on_from_page_to_page(host: Host, page: Page) -> None:
    host("<p>Other</p>", "/other")
    widget = host(path="/first")
    widget.launcher.click()
    widget.ask(QUESTION)
    widget = host(path="/second")
    expect(widget.part("question")).to_have_text(f"You asked: {QUESTION}")
    with page.expect_request("**/api/ask") as asked:
        widget.ask("and for statistics?")
    assert asked.value.post_data_json["history"] == [QUESTION]


def test_a_page_come_back_to_takes_in_what_was_asked_since(
    host: Host, page: Page, service: Service
) -> None:
    paste = f'<script src="{service.url}/widget.js" async></script><career-bot></career-bot>'
    asked = page.locator("career-bot [part=question] bdi")
    first = host(paste, "/first")
    first.ask(QUESTION)
    page.evaluate("window.mark = 'the same page'")
    second = host(paste, "/second")
    second.ask("What does a registered nurse earn?")
    page.evaluate("setTimeout(() => history.back())")
    # The second page shows both as well: what counts is the first one, come back to.
    expect(page).to_have_url(re.compile("/first$"))
    expect(asked).to_have_text([QUESTION, "What does a registered nurse earn?"])
    assert page.evaluate("window.mark") == "the same page"
    host(paste, "/third")
    expect(asked).to_have_text([QUESTION, "What does a registered nurse earn?"])


def test_a_sandboxed_frame_without_storage_still_answers(
    host: Host, site: Site, service: Service, page: Page
) -> None:
    inner = f'<script src="{service.url}/widget.js" async></script><career-bot></career-bot>'
    site.page("/inner", inner)
    # An opaque origin is named null, which this service doesn't allow: the frame's page is let in
    # here as an owner would do it, by the setting, so only the missing storage is at stake.
    page.route(
        f"{service.url}/api/**",
        lambda route: (
            route.fulfill(
                response=route.fetch(headers=route.request.headers | {"origin": site.origin}),
                headers={
                    "access-control-allow-origin": "null",
                    "access-control-allow-headers": "*",
                },
            )
            if route.request.method != "OPTIONS"
            else route.fulfill(
                status=200,
                headers={
                    "access-control-allow-origin": "null",
                    "access-control-allow-headers": "content-type",
                },
            )
        ),
    )
    host(f'<iframe sandbox="allow-scripts" src="{site.origin}/inner" height="700"></iframe>')
    frame = page.frame_locator("iframe")
    with pytest.raises(Exception, match="SecurityError"):
        page.frames[1].evaluate("localStorage.length")
    box = frame.get_by_role("textbox", name="Your question")
    for question in (QUESTION, "and for statistics?"):
        box.fill(question)
        box.press("Enter")
        expect(frame.locator("[part=question]").last).to_have_text(f"You asked: {question}")
        expect(frame.locator("[part=feedback]").last).to_be_visible()
    expect(frame.locator("[part=feedback]")).to_have_count(2)


def test_a_page_of_an_origin_that_may_not_ask_gets_a_sentence(host: Host, page: Page) -> None:
    warned: list[str] = []
    page.on("console", lambda said: warned.append(said.text) if said.type == "warning" else None)
    widget = host()
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    widget.launcher.click()
    widget.send(QUESTION)
    expect(widget.alert).to_contain_text("I can't be reached right now.")
    expect(widget.box).to_have_value(QUESTION)
    # The owner reads what to set, and to what.
    (line,) = [text for text in warned if text.startswith("career-bot:")]
    origin = page.evaluate("origin")
    assert line.endswith(f"CAREERBOT_CORS_ORIGINS must name {origin}")


SHIFTS = """
new Promise((done) => {
  let sum = 0;
  const seen = (list) => {
    // What follows a click is meant: it counts for nothing.
    for (const { value, hadRecentInput } of list.getEntries()) sum += hadRecentInput ? 0 : value;
  };
  new PerformanceObserver(seen).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 300);
})
"""


def test_nothing_in_the_page_is_shifted(host: Host, service: Service, page: Page) -> None:
    text = "<p>Text</p>" * 60
    widget = host(f'<script src="{service.url}/widget.js" async></script>{text}')
    expect(widget.launcher).to_be_visible()
    assert page.evaluate(SHIFTS) == 0
    places = "[...document.querySelectorAll('p')].map(e => e.getBoundingClientRect().toJSON())"
    before = page.evaluate(places)
    widget.launcher.click()
    expect(widget.part("suggestions")).to_be_visible()
    assert page.evaluate(places) == before
    assert page.evaluate(SHIFTS) == 0


def test_a_pages_own_style_does_not_reach_in(host: Host) -> None:
    style = "* { color: rgb(255, 0, 0) !important; font-size: 40px; text-transform: uppercase }"
    widget = host(head=f"<style>{style}</style>")
    widget.launcher.click()
    look = widget.part("greeting").evaluate(
        "e => { const s = getComputedStyle(e); return [s.color, s.fontSize, s.textTransform]; }"
    )
    assert look[0] != "rgb(255, 0, 0)"
    assert look[1:] == ["16px", "none"]


def test_an_element_that_moves_keeps_its_conversation(
    host: Host, service: Service, page: Page
) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async></script>'
        '<career-bot></career-bot><section id="elsewhere"></section>'
    )
    widget.ask(QUESTION)
    page.evaluate(
        "document.querySelector('#elsewhere').append(document.querySelector('career-bot'))"
    )
    expect(widget.part("question")).to_have_text(f"You asked: {QUESTION}")
    widget.ask("and for statistics?")
    expect(widget.part("question")).to_have_count(2)
