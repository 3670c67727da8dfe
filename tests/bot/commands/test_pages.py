"""`careerbot index https://…`: pages of the web become articles, each with its address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from tests.local_web import Web, answer, moved, serving

BAKERS = (
    "<title>Bakers</title><main><h1>Working as a baker</h1><h2>Pay</h2>"
    "<p>A baker earns 17 euros an hour after three years.</p></main>"
)
COOKS = "<title>Cooks</title><h1>Working as a cook</h1><p>A cook earns 15 euros an hour.</p>"


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as made:
        made.pages |= {
            "/old": moved("/bakers"),
            "/bakers": answer(BAKERS),
            "/cooks": answer(COOKS),
            "/sitemap.xml": answer(
                f"<urlset><url><loc>{made.at}/bakers</loc></url><url><loc>{made.at}/cooks</loc>"
                f"</url><url><loc>{made.at}/gone</loc></url></urlset>",
                "application/xml",
            ),
        }
        yield made


def asked(question: str, index: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return the answer to a question, and the page that it links to."""
    main(["ask", "--json", question, "--index", str(index)])
    said = json.loads(capsys.readouterr().out)
    return said["answer"], said["sources"][0]["url"].partition("#")[0]


def test_a_page_is_answered_from(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    assert main(["index", f"{web.at}/old", "--allow-private", "--index", str(index)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 page fetched: ")
    assert lines[1] == f"- {web.at}/old led to {web.at}/bakers"
    assert lines[2].startswith("1 article, 1 passage: ")
    told = asked("what does a baker earn", index, capsys)
    assert told == ("A baker earns 17 euros an hour after three years.", f"{web.at}/bakers")


def test_what_of_a_page_is_set_aside_is_named_by_its_address(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web.pages["/bakers"] = answer(BAKERS.replace("</main>", "<button>Join now</button></main>"))
    index = ("--index", str(tmp_path / "index"))
    assert main(["index", f"{web.at}/bakers", "--allow-private", *index]) == 0
    (aside,) = [line for line in capsys.readouterr().out.splitlines() if "Join now" in line]
    assert aside.startswith(f"- {web.at}/bakers:1: Join now")


def test_a_sitemap_is_read_beside_files(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.md").write_text("# Clerks\n\nA clerk earns 25 euros an hour.\n", "utf-8")
    index = tmp_path / "index"
    names = [f"{web.at}/sitemap.xml", str(tmp_path / "own.md")]
    assert main(["index", *names, "--allow-private", "--index", str(index)]) == 0
    said = capsys.readouterr().out
    assert f"- {web.at}/gone: answered with status 404" in said
    assert "3 articles, 3 passages: " in said
    told = asked("what does a cook earn", index, capsys)
    assert told == ("A cook earns 15 euros an hour.", f"{web.at}/cooks")


@pytest.mark.parametrize(
    ("path", "more", "reason"),
    [
        ("/bakers", [], "127.0.0.1 is a private address: allow those with --allow-private"),
        ("/nothing", ["--allow-private"], "answered with status 404"),
    ],
)
def test_a_page_that_is_not_fetched_leaves_the_index_as_it_was(
    web: Web,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    path: str,
    more: list[str],
    reason: str,
) -> None:
    index = tmp_path / "index"
    main(["index", f"{web.at}/cooks", "--allow-private", "--index", str(index)])
    before = (index / "manifest.json").read_bytes()
    capsys.readouterr()
    assert main(["index", f"{web.at}{path}", *more, "--index", str(index)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"careerbot: {web.at}{path}: {reason}\n")
    assert (index / "manifest.json").read_bytes() == before
    told = asked("what does a cook earn", index, capsys)
    assert told == ("A cook earns 15 euros an hour.", f"{web.at}/cooks")


def test_a_page_is_inspected_by_its_address_and_none_of_it_stays(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", f"{web.at}/old", "--allow-private"]) == 0
    said = capsys.readouterr()
    assert said.err == f"1 page fetched\n- {web.at}/old led to {web.at}/bakers\n"
    assert said.out.startswith(f"{web.at}/bakers: Working as a baker (1 passage")
    names = [f"{web.at}/sitemap.xml", "--allow-private", "--json", "--strict"]
    assert main(["inspect", *names]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["path"] for each in found["articles"]] == [f"{web.at}/bakers", f"{web.at}/cooks"]
    (skipped,) = found["skipped"]
    assert (skipped["path"], skipped["reason"]) == (f"{web.at}/gone", "answered with status 404")
    assert not list((tmp_path / "data").glob("*"))


def test_a_private_page_is_not_inspected_unless_that_is_allowed(
    web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", f"{web.at}/bakers", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("is a private address: allow those with --allow-private\n")


def test_what_pages_would_answer_otherwise_is_shown_before_it_is_published(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index, question = tmp_path / "index", "what does a baker earn"
    places = [f"{web.at}/bakers", "--allow-private", "--index", str(index)]
    main(["index", *places])
    web.pages["/bakers"] = answer(BAKERS.replace("17", "19"))
    (tmp_path / "q.jsonl").write_text(f'{{"q": "{question}", "gold": ["17"]}}\n', "utf-8")
    kept = next((tmp_path / "data" / "pages").glob("*/*.html"))
    for more, hours in (([], "17"), (["--publish"], "19")):
        capsys.readouterr()
        assert main(["diff", *places, "--questions", str(tmp_path / "q.jsonl"), *more]) == 0
        said = capsys.readouterr()
        assert "1 of 1 questions get another answer" in said.out
        assert said.err.startswith("1 page fetched\n")
        told = asked(question, index, capsys)
        assert told == (
            f"A baker earns {hours} euros an hour after three years.",
            web.at + "/bakers",
        )
        assert f"earns {hours} euros" in kept.read_text("utf-8")
