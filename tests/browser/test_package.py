"""The package for npm: what is in it, and that a page that imports it has the widget."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from bot import __version__
from tests.browser.conftest import Widget

if TYPE_CHECKING:
    from tests.browser.conftest import Service, Site

ROOT = Path(__file__).resolve().parents[2]
CLIENT = """
import { CareerBot, type Answer } from "careerbot-widget";
const bot: CareerBot = document.createElement("career-bot");
bot.position = "bottom-end";
const asked: Promise<Answer | null> = bot.ask("Why?");
bot.on("answer", ({ answer }) => console.log(answer.status));
document.addEventListener("careerbot:error", ({ detail }) => console.log(detail.kind));
// @ts-expect-error
bot.theme = "pink";
export { asked };
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, unpacked of what `npm pack` makes."""
    if shutil.which("npm") is None:
        pytest.skip("no npm: apt-get install npm")
    folder = tmp_path_factory.mktemp("package")
    if not (ROOT / "node_modules").is_dir():
        subprocess.run(["make", "--silent", "node_modules"], cwd=ROOT, check=True)
    build = ["node", "bot/widget/build.mjs", str(folder / "made")]
    subprocess.run(build, cwd=ROOT, check=True)
    pack = ["npm", "pack", "--silent", "./made"]
    packed = subprocess.run(pack, cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(folder / "node_modules", filter="data")
    (folder / "node_modules" / "package").rename(folder / "node_modules" / "careerbot-widget")
    return folder / "node_modules" / "careerbot-widget"


def test_it_holds_the_module_its_types_and_nothing_else(package: Path) -> None:
    names = {path.name for path in package.iterdir()}
    assert names == {
        *("career-bot.js", "index.d.ts", "types.d.ts"),
        *("package.json", "README.md", "LICENSE"),
    }
    said = json.loads((package / "package.json").read_text())
    assert said["version"] == __version__
    assert "dependencies" not in said


def test_its_types_fit_what_a_page_does_with_it(package: Path) -> None:
    client = package.parents[1] / "client.ts"
    client.write_text(CLIENT)
    options = "--strict --noEmit --module esnext --moduleResolution bundler --target es2023"
    compiler = [str(ROOT / "node_modules" / ".bin" / "tsc"), *options.split(), client.name]
    found = subprocess.run(compiler, cwd=client.parent, check=False, capture_output=True, text=True)
    assert found.stdout == ""


def test_a_page_that_imports_it_has_the_widget(
    package: Path, page: Page, site: Site, service: Service
) -> None:
    module = (package / "career-bot.js").read_text(encoding="utf-8")
    page.route(
        "**/career-bot.js", lambda route: route.fulfill(body=module, content_type="text/javascript")
    )
    body = (
        '<script type="module">import "/career-bot.js";</script>'
        f'<career-bot endpoint="{service.url}" lang="de"></career-bot>'
    )
    page.goto(site.page("/module", body))
    widget = Widget(page)
    widget.part("input").fill("Should I learn Python or R?")
    widget.part("input").press("Enter")
    expect(widget.button("Hilfreich")).to_be_visible()
