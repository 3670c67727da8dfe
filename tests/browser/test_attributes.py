"""What an owner sets and hears: attributes, properties, methods, events, texts, parts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Host, Service, Site, Widget

QUESTION = "Should I learn Python or R?"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "widget.md"


def documented(title: str) -> list[str]:
    """The names in the first column of the table under a heading of the page in the docs."""
    section = re.split(r"^#+ ", DOCS.read_text(), flags=re.M)
    lines = next(part for part in section if part.startswith(f"{title}\n"))
    return re.findall(r"^\| `([^`]+)`", lines, re.M)


def element(service: Service, attributes: str = "") -> str:
    script = f'<script src="{service.url}/widget.js" async></script>'
    return f"{script}<career-bot {attributes}></career-bot>"


def test_the_docs_name_every_attribute(host: Host, service: Service, page: Page) -> None:
    widget = host(element(service))
    expect(widget.box).to_be_visible()
    observed = page.evaluate("customElements.get('career-bot').observedAttributes")
    assert documented("Attributes") == observed


def test_the_docs_name_every_part(host: Host, page: Page) -> None:
    widget = host()
    seen: set[str] = set()

    def look() -> None:
        seen.update(
            widget.element.evaluate(
                "e => [...e.shadowRoot.querySelectorAll('[part]')].flatMap(one => [...one.part])"
            )
        )

    widget.launcher.click()
    expect(widget.part("suggestions")).to_be_visible()
    look()
    source = {"n": 1, "title": "T", "quote": "Yes.", "url": "https://example.org/"}
    answer = {
        "answer_id": "a",
        "status": "answered",
        "answer": "Yes.",
        "highlight": "Yes.",
        "sources": [source],
        "choices": [{"question": "Q?", "passage_id": "p"}],
        "related": ["R?"],
        "contact": {"text": "Ask us."},
        "blocks": [{"type": "heading", "text": "H"}, {"type": "paragraph", "text": "Yes."}],
        "more": [source],
    }
    page.route(
        "**/api/ask",
        lambda route: route.fulfill(json=answer, headers={"access-control-allow-origin": "*"}),
    )
    widget.ask(QUESTION)
    widget.part("citation").click()
    expect(widget.part("quote")).to_be_visible()
    look()
    page.route("**/api/ask", lambda route: route.abort())
    widget.send("And?")
    expect(widget.alert).to_be_visible()
    look()
    assert sorted(seen) == sorted(documented("Parts"))


def test_the_docs_name_every_custom_property_and_text(host: Host, service: Service) -> None:
    widget = host(element(service))
    css = widget.element.evaluate(
        """e => [...e.shadowRoot.adoptedStyleSheets[0].cssRules].map(rule => rule.cssText).join()"""
    )
    used = set(re.findall(r"var\((--careerbot-[a-z-]+)", css))
    assert sorted(used) == sorted(documented("Custom properties"))


AS_PROPERTIES = [
    ("title", "Careers", "Careers"),
    ("greeting", "Hello.", "Hello."),
    ("suggestions", "One? | Two?", ["One?", "Two?"]),
    ("suggestions", "", []),
    ("position", "bottom-start", "bottom-start"),
    ("position", "sideways", "inline"),
    ("theme", "dark", "dark"),
    ("theme", "page", "page"),
    ("theme", "pink", "auto"),
    ("offset", "5rem", "5rem"),
    ("trigger", "#ask", "#ask"),
    ("lang", "de", "de"),
    ("articles", "one, two three", ["one", "two", "three"]),
    ("texts", '{"send": "Go"}', {"send": "Go"}),
    ("texts", "no JSON", {}),
    ("endpoint", "/bot", "{origin}/bot/"),
    ("endpoint", "javascript:1", "{service}/"),
]


def test_an_attribute_is_a_property(host: Host, site: Site, service: Service) -> None:
    widget = host(element(service))
    expect(widget.box).to_have_count(1)
    for name, attribute, value in AS_PROPERTIES:
        read = widget.element.evaluate(
            "(e, [name, value]) => { e.setAttribute(name, value); return e[name]; }",
            [name, attribute],
        )
        if isinstance(value, str):
            value = value.format(origin=site.origin, service=service.url)
        assert read == value, name


AS_ATTRIBUTES = [
    ("title", "Careers", "Careers"),
    ("greeting", "Hello.", "Hello."),
    ("suggestions", ["One?", "Two?"], "One?|Two?"),
    ("suggestions", None, None),
    ("position", "bottom-end", "bottom-end"),
    ("theme", "dark", "dark"),
    ("lang", "de", "de"),
    ("offset", "5rem", "5rem"),
    ("trigger", "#ask", "#ask"),
    ("open", True, ""),
    ("open", False, None),
    ("articles", ["one", "two"], "one two"),
    ("texts", {"send": "Go"}, '{"send":"Go"}'),
    ("endpoint", "https://bot.example", "https://bot.example"),
]


def test_a_property_is_an_attribute(host: Host, service: Service) -> None:
    widget = host(element(service))
    expect(widget.box).to_have_count(1)
    for name, value, attribute in AS_ATTRIBUTES:
        widget.element.evaluate("(e, [name, value]) => { e[name] = value }", [name, value])
        assert widget.element.get_attribute(name) == attribute, name


def test_a_property_set_before_the_script_came_counts(host: Host, service: Service) -> None:
    widget = host(
        "<career-bot></career-bot><script>"
        "document.querySelector('career-bot').greeting = 'Early.';"
        "document.querySelector('career-bot').suggestions = ['One?'];"
        f"</script><script src='{service.url}/widget.js' async></script>"
    )
    expect(widget.part("greeting")).to_have_text("Early.")
    expect(widget.part("suggestions").get_by_role("button")).to_have_text(["One?"])


def test_the_script_line_takes_every_attribute(host: Host, service: Service) -> None:
    widget = host(
        f'<script src="{service.url}/widget.js" async data-title="Careers" data-theme="dark" '
        'data-position="bottom-start" data-lang="fr" data-greeting="Salut." '
        'data-suggestions="Un ?|Deux ?"></script>'
    )
    widget.launcher.click()
    expect(widget.part("title")).to_have_text("Careers")
    expect(widget.part("greeting")).to_have_text("Salut.")
    expect(widget.part("suggestions").get_by_role("button")).to_have_text(["Un ?", "Deux ?"])
    expect(widget.element.get_by_role("textbox", name="Votre question")).to_be_visible()
    box = widget.part("panel").bounding_box()
    assert box is not None
    assert box["x"] < 100
    surface = widget.part("panel").evaluate("e => getComputedStyle(e).backgroundColor")
    assert surface == "rgb(23, 26, 28)"


def test_no_suggestions_and_a_greeting_of_the_owners_own_are_what_shows(
    host: Host, service: Service
) -> None:
    widget = host(element(service, 'suggestions="" greeting="Hi."'))
    widget.ask(QUESTION)
    expect(widget.part("suggestions")).to_have_count(0)
    expect(widget.part("greeting")).to_have_text("Hi.")


def test_suggestions_are_of_the_articles_named(host: Host, service: Service, page: Page) -> None:
    with page.expect_response("**/api/suggestions*") as response:
        widget = host(element(service, 'articles="registered-nurse"'))
    assert response.value.url.endswith("?articles=registered-nurse&language=en")
    shown = widget.part("suggestions").get_by_role("button")
    expect(shown).to_have_text(response.value.json()["suggestions"])


LANGUAGES = {
    "en-GB": ("Your question", "Start over"),
    "es": ("Tu pregunta", "Empezar de nuevo"),
    "fr-CA": ("Votre question", "Recommencer"),
    "de": ("Ihre Frage", "Neu beginnen"),
    "ja": ("Your question", "Start over"),
}


def test_it_speaks_the_pages_language(host: Host, service: Service) -> None:
    widget = host(element(service))
    widget.ask(QUESTION)
    for lang, (label, again) in LANGUAGES.items():
        host(element(service), lang=lang)
        expect(widget.element.get_by_role("textbox", name=label)).to_be_visible()
        expect(widget.button(again)).to_be_visible()
        spoken = widget.element.evaluate("e => e.shadowRoot.querySelector('.root').lang")
        assert spoken == (lang[:2] if lang != "ja" else "en")


def test_every_language_has_every_text(host: Host, service: Service) -> None:
    names = documented("Texts")
    own = {name: f"<{name}>" for name in names}
    for lang in ("en", "es", "fr", "de"):
        attributes = f"lang='{lang}' texts='{json.dumps(own)}'"
        widget = host(element(service, attributes.replace("<", "&lt;")))
        expect(widget.part("title")).to_have_text("<title>")
        expect(widget.part("suggestions")).to_contain_text("<suggestions>")
        expect(widget.part("input")).to_have_attribute("placeholder", "<label>")


def test_a_change_of_language_keeps_what_was_said(host: Host, service: Service) -> None:
    widget = host(element(service))
    widget.ask(QUESTION)
    widget.box.fill("what about")
    widget.element.evaluate("e => { e.lang = 'de' }")
    expect(widget.element.get_by_role("textbox", name="Ihre Frage")).to_have_value("what about")
    expect(widget.part("question")).to_have_text(f"Ihre Frage: {QUESTION}")
    expect(widget.button("Hilfreich")).to_be_visible()


def test_events_tell_what_happens(host: Host, page: Page) -> None:
    names = documented("Events")
    widget = host()
    expect(widget.launcher).to_be_visible()
    page.evaluate(
        """(names) => {
          window.heard = [];
          for (const name of names) {
            document.addEventListener(name, (event) => {
              heard.push([name, event.composed, event.target.localName, event.detail]);
            });
          }
        }""",
        names,
    )
    widget.launcher.click()
    widget.ask(QUESTION)
    widget.button("Helpful").click()
    expect(widget.element.get_by_text("Thank you!")).to_be_visible()
    page.route("**/api/ask", lambda route: route.abort())
    widget.send("And?")
    expect(widget.alert).to_be_visible()
    widget.button("Close").click()
    heard = page.evaluate("heard")
    assert all(composed and target == "career-bot" for _, composed, target, _ in heard)
    said = [(name.removeprefix("careerbot:"), detail) for name, _, _, detail in heard]
    answer = said[2][1]["answer"]
    assert said == [
        ("open", None),
        ("question", {"question": QUESTION, "origin": "typed"}),
        ("answer", {"question": QUESTION, "answer": answer}),
        (
            "feedback",
            {"answer_id": answer["answer_id"], "helpful": True, "question": QUESTION},
        ),
        ("question", {"question": "And?", "origin": "typed"}),
        ("error", {"kind": "unreachable", "status": 0, "question": "And?"}),
        ("close", None),
    ]
    assert {name for name, *_ in heard} == set(names)


def test_a_page_asks_through_the_element(host: Host, page: Page) -> None:
    widget = host()
    expect(widget.launcher).to_be_visible()
    page.evaluate("question => document.querySelector('career-bot').ask(question)", QUESTION)
    expect(widget.part("question")).to_have_text(f"You asked: {QUESTION}")
    expect(widget.part("highlight")).not_to_have_count(0)
    page.evaluate("document.querySelector('career-bot').startOver()")
    expect(widget.part("question")).to_have_count(0)


def test_an_owners_look_reaches_in(host: Host) -> None:
    style = (
        ":root { --careerbot-accent: rgb(120, 0, 90); --careerbot-radius: 3px }"
        "career-bot::part(launcher) { border-radius: 4px }"
    )
    widget = host(head=f"<style>{style}</style>")
    look = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderTopLeftRadius]"
    assert widget.launcher.evaluate(look) == ["rgb(120, 0, 90)", "4px"]
    widget.launcher.click()
    assert widget.part("panel").evaluate(look)[1] == "3px"


def test_a_name_on_the_element_is_no_tooltip(host: Host, service: Service) -> None:
    widget = host(element(service, 'title="Careers"'))
    assert widget.part("log").evaluate("e => e.closest('[title]').title") == ""


def test_the_services_page_shows_every_look(demo: Widget, page: Page) -> None:
    page.get_by_label("Place").select_option("bottom-start")
    expect(demo.launcher).to_be_visible()
    expect(demo.box).to_be_visible()
    page.get_by_label("Theme").select_option("dark")
    page.get_by_label("Language").select_option("es")
    expect(demo.element.get_by_role("textbox", name="Tu pregunta")).to_be_visible()
    expect(page.locator("#plain")).to_have_text(
        re.compile(
            r'^<script src="http://127.0.0.1:\d+/widget.js" async data-title="Ask a question" '
            r'data-theme="dark" data-lang="es" data-position="bottom-start"></script>$'
        )
    )
    page.get_by_label("Place").select_option("")
    expect(demo.launcher).to_have_count(0)
