"""The API is what its description says: asked whatever that allows, and what it doesn't."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bot.web.api_keys import hashed, new_key
from tests.bot.commands.test_serve import serving
from tests.local_web import answer
from tests.local_web import serving as web_serving

KNOWN_ARTICLES = """
import schemathesis

def known(asked):
    articles = asked.get("articles") if isinstance(asked, dict) else None
    if isinstance(articles, list) and articles and all(isinstance(each, str) for each in articles):
        return {**asked, "articles": ["data-analyst"]}
    return asked

@schemathesis.hook
def before_call(context, case, kwargs):
    case.body, case.query = known(case.body), known(case.query)
"""
"""The description doesn't say which articles there are; one that isn't is a 404."""
EXAMPLES = 15
"""Of each route and phase; with the seed, the same at every run."""


def test_schemathesis_finds_nothing(guides_index: Path, tmp_path: Path) -> None:
    key = new_key()
    (tmp_path / "known_articles.py").write_text(KNOWN_ARTICLES)
    hooks = {"SCHEMATHESIS_HOOKS": "known_articles", "PYTHONPATH": str(tmp_path)}
    with web_serving() as web:
        web.pages["/desk"] = answer(b"")
        settings = {
            "CAREERBOT_API_KEYS": f"tests:{hashed(key)}",
            "CAREERBOT_METRICS": "1",
            "CAREERBOT_HANDOFF_URL": f"{web.at}/desk",
            "CAREERBOT_HANDOFF_SECRET": key,
            "CAREERBOT_HANDOFF_PRIVATE": "1",
            **{f"CAREERBOT_{name}_LIMIT": "off" for name in ("RATE", "FEEDBACK", "HANDOFF")},
        }
        with serving("--index", str(guides_index), **settings) as (_, url):
            asked = subprocess.run(
                [
                    *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"),
                    *("--header", f"Authorization: Bearer {key}", "--no-color"),
                    *("--max-examples", str(EXAMPLES), "--seed", "1"),
                ],
                capture_output=True,
                text=True,
                cwd=tmp_path,
                env=os.environ | hooks,
                check=False,
            )
        assert web.posted
    assert asked.returncode == 0, asked.stdout
    assert "No issues found" in asked.stdout
