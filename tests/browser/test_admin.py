"""The owner's desk in the browser: what had no answer gets one, and the answer is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.settings import Settings
from index.build import build
from tests.bot.commands.test_inbox import GUIDE, OWNER
from tests.browser.conftest import Service, serving

TOKEN = "0123456789abcdefghij"
ASKED = "zqx money?"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an owner's articles."""
    folder = tmp_path_factory.mktemp("own") / "articles"
    folder.mkdir()
    (folder / "dogs.md").write_text(GUIDE)
    (folder / "careerbot.yaml").write_text(OWNER)
    return folder


@pytest.fixture(scope="module")
def desk(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service of an owner who keeps questions."""
    index = own.parent / "index"
    build([own], index, cache=Settings.read().cache_dir)
    settings = {"index": str(index), "articles": str(own), "admin_token": TOKEN}
    more = {"keep_questions": "true", "rate_limit": "off"}
    with serving(tmp_path_factory.mktemp("desk"), **settings, **more) as desk:
        yield desk


def status(page: Page, desk: Service, question: str = ASKED) -> str:
    """What the service says to a question now."""
    asked = page.request.post(f"{desk.url}/api/ask", data={"question": question})
    said: str = asked.json()["status"]
    return said


def log_in(page: Page, desk: Service) -> None:
    page.goto(f"{desk.url}/admin/")
    page.get_by_label("Admin token").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What visitors ask in vain")


def faultless(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_question_is_answered_after_two_clicks_and_not_after_one_more(
    page: Page, desk: Service, own: Path
) -> None:
    before = {each.name: each.read_text() for each in own.iterdir()}
    assert status(page, desk) == "no_answer"
    log_in(page, desk)
    group = page.get_by_role("listitem").filter(has_text=ASKED)
    group.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would change")
    assert status(page, desk) == "no_answer"
    faultless(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Answered from now on")
    assert status(page, desk) == "answered"
    assert own.joinpath("careerbot.yaml").read_text().startswith(OWNER)
    faultless(page)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("listitem").filter(has_text=ASKED)).to_be_visible()
    assert status(page, desk) == "no_answer"
    assert {each.name: each.read_text() for each in own.iterdir()} == before


def test_an_answer_of_the_owners_answers_and_nothing_in_a_question_runs(
    page: Page, desk: Service, own: Path
) -> None:
    asked = "<img src=x onerror=alert(1)> parrots?"
    assert status(page, desk, asked) == "no_answer"
    log_in(page, desk)
    page.get_by_role("link", name=asked, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(asked)
    assert page.locator("main img").count() == 0
    faultless(page)
    page.get_by_label("Search the articles").fill("weekends")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Most groomers work on Saturdays.")).to_be_visible()
    page.get_by_label("The question, as your FAQ asks it").fill("Do parrots need a licence?")
    page.get_by_label("Its answer (Markdown)").fill("They need **none**.\n\n# No heading")
    chosen = page.get_by_label("The article it goes into")
    expect(chosen).to_have_value("faq.md")
    chosen.fill("dogs.md")
    page.get_by_role("button", name="See what would change").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Answered from now on")
    assert status(page, desk, "do parrots need a licence") == "answered"
    written = (own / "dogs.md").read_text()
    assert written.startswith(GUIDE)
    assert "Do parrots need a licence?" in written[len(GUIDE) :]
    assert not (own / "faq.md").exists()


@pytest.mark.parametrize("place", ["", "articles", "settled", "report"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_what_an_audit_finds(
    place: str, scheme: str, page: Page, desk: Service
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    status(page, desk, "Is there a zoo?")
    page.goto(f"{desk.url}/admin/")
    faultless(page)
    log_in(page, desk)
    page.goto(f"{desk.url}/admin/{place}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    faultless(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_group_is_dismissed_and_taken_back_and_the_desk_is_left(
    page: Page, desk: Service
) -> None:
    status(page, desk, "How about a llama?")
    log_in(page, desk)
    llamas = page.get_by_role("listitem").filter(has_text="llama")
    llamas.get_by_role("button", name="Never").click()
    expect(page.get_by_role("status")).to_contain_text("Dismissed: How about a llama?")
    expect(llamas).to_have_count(0)
    page.get_by_role("button", name="Take back").click()
    expect(llamas).to_have_count(1)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Admin token")).to_be_visible()
