"""Measure how long the widget's panel takes to open on a slow phone, with a conversation kept.

python -m bench.widget                             # 30 turns, a processor slowed six times
python -m bench.widget --trace open.cpuprofile     # and where one opening's time goes

The answers are real ones of the bundled guides. `open` is from the call to the end of the frame
that shows the panel with the newest answer; `busy` is the longest that the page was kept from all
else until the last of the conversation stood there; `all` is until then. Needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.http import serve
from bench.sets import question_sets
from bot.settings import Settings
from corpus import BUNDLED
from index.build import build

ASKED = 10
"""Different questions; the conversation is made of their answers."""

FILL = """
async ([questions, turns]) => {
  const bot = document.querySelector('career-bot');
  for (const question of questions) await bot.ask(question);
  bot.open = false;
  const [key] = Object.keys(localStorage).filter((name) => name.startsWith('careerbot:'));
  const state = JSON.parse(localStorage[key]);
  const { at } = state.turns[0];
  state.turns = Array.from({ length: turns }, (_, n) => (
    { ...state.turns[n % state.turns.length], at: at + n }
  ));
  localStorage[key] = JSON.stringify(state);
}
"""

OPEN = """
async (turns) => {
  const bot = document.querySelector('career-bot');
  const shown = () => bot.shadowRoot.querySelectorAll('[part=question]').length;
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
  let busy = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) busy = Math.max(busy, duration);
  });
  await frame();
  watch.observe({ type: 'longtask' });
  // Asked for before the widget asks: what it leaves for later comes after this frame.
  const painted = frame();
  const start = performance.now();
  bot.open = true;
  const open = await painted - start;
  while (shown() < turns) await frame();
  const all = await frame() - start;
  await new Promise((done) => setTimeout(done, 200));
  return { open, busy, all };
}
"""


def opened(page: Page, devtools: CDPSession, slow: float, turns: int) -> dict[str, float]:
    """Open the panel of a fresh page on a slowed processor; return milliseconds."""
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.reload()
    page.locator("career-bot [part=launcher]").wait_for()
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    taken: dict[str, float] = page.evaluate(OPEN, turns)
    return taken


def measure(browser: Browser, url: str, given: argparse.Namespace) -> list[dict[str, float]]:
    """Keep a conversation in a page with the script's line, and open it again and again."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    line = f'<!doctype html><html lang="en"><script src="{url}/widget.js"></script><p>A page'
    page.route(f"{url}/host", lambda route: route.fulfill(body=line, content_type="text/html"))
    page.goto(f"{url}/host")
    questions = [one["q"] for each in question_sets() for one in each.answerable][:ASKED]
    page.evaluate(FILL, [questions, given.turns])
    devtools = context.new_cdp_session(page)
    opened(page, devtools, given.slow, given.turns)  # warms up
    rounds = [opened(page, devtools, given.slow, given.turns) for _ in range(given.rounds)]
    if given.trace:
        devtools.send("Profiler.enable")
        devtools.send("Profiler.setSamplingInterval", {"interval": 200})
        devtools.send("Profiler.start")
        opened(page, devtools, given.slow, given.turns)
        profile = devtools.send("Profiler.stop")["profile"]
        given.trace.write_text(json.dumps(profile), "utf-8")
    return rounds


def main() -> None:
    """Serve the guides, measure, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=30, help="kept of the conversation")
    parser.add_argument("--slow", type=float, default=6, help="times that the processor is slowed")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--trace", type=Path, help="where a profile of one opening is written")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary) / "index"
        build([BUNDLED], index, cache=Settings.read().cache_dir)
        process, port = serve(index, Path(temporary) / "data", workers=1)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                    args=["--no-sandbox", "--disable-gpu"],
                )
                rounds = measure(browser, f"http://127.0.0.1:{port}", given)
                browser.close()
        finally:
            process.terminate()
            process.wait()
    print("| ms | median | quickest | slowest |")
    print("|---|---|---|---|")
    for name in rounds[0]:
        taken = [one[name] for one in rounds]
        figures = (statistics.median(taken), min(taken), max(taken))
        print(f"| {name} | {' | '.join(f'{figure:.0f}' for figure in figures)} |")


if __name__ == "__main__":
    main()
