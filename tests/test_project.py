"""The project's frame: what is packed, pinned, documented and made."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import __version__
from bot.open_index import open_answerer
from bot.settings import Settings
from docs.page import with_part
from docs.readme import COMMANDS, PICTURE, QUESTION, SETTINGS, commands, settings_table

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_several_processes_of_tests_keep_to_the_groups(request: pytest.FixtureRequest) -> None:
    """pytest-xdist goes by what it has put behind a test's name."""
    grouped = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@tests/test_project.py") == grouped


def test_the_wheel_holds_the_code_and_all_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    info = f"careerbot-{__version__}.dist-info/"
    assert {name.split("/")[0] + "/" for name in names} == {"bot/", "index/", "corpus/", info}
    tracked = subprocess.run(
        ["git", "ls-files", "bot", "index", "corpus"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert len(tracked) > 50
    made_of = ("src/", "package/", "build.mjs", "pack.py", "tsconfig.json")
    sources = tuple(f"bot/widget/{name}" for name in made_of)
    assert {name for name in tracked if not name.startswith(sources)} <= names
    assert not [name for name in names if name.startswith(sources)]
    assert f"{info}licenses/LICENSE" in names


def test_the_installed_wheel_answers_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(wheel)], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    where = subprocess.run(
        [sys.executable, "-c", "import bot, index, corpus; print(bot.__file__)"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(site)
    asked = subprocess.run(
        [str(site / "bin" / "careerbot"), "ask", "--json", QUESTION],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert answer["status"] == "answered"
    source = (ROOT / "corpus" / "articles" / "technical-project-manager.md").read_text("utf-8")
    for each in answer["sources"]:
        assert source[each["start"] : each["end"]] == each["quote"]
    assert not list(empty.iterdir())


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in found}


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    asked = list(PROJECT["dependencies"])
    asked += [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
    for requirement in map(Requirement, asked):
        if requirement.name != "careerbot":
            pinned = pins()[canonicalize_name(requirement.name)]
            assert pinned in requirement.specifier, requirement


def test_the_pins_are_public_versions() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"\+cpu|file:|/home|@", text.partition("\n\n")[2] or text)
    assert len(pins()) > 80
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", version) for version in pins().values())


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)[0] == __version__
    groups = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert groups <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_docs_say_what_the_code_does() -> None:
    for page, name, part in (
        (COMMANDS, "commands", commands()),
        (SETTINGS, "settings", settings_table()),
    ):
        text = page.read_text("utf-8")
        assert with_part(text, name, part) == text, "write it anew with: make docs"


def test_the_readme_is_for_who_is_new_to_it() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert lines.index("```sh") < 10
    assert len(lines) < 400


def test_the_readmes_picture_is_an_answer(guides_index: Path) -> None:
    shown = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", PICTURE.read_text("utf-8"))).split())
    answer = open_answerer(Settings(index=guides_index)).answer(QUESTION)
    assert answer.highlight
    for part in (f'careerbot ask "{QUESTION}"', answer.highlight, answer.sources[0].title):
        assert part in shown, "draw it anew with: make docs"


PAGES = [
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "bench/README.md"),
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
]


@pytest.mark.parametrize("page", PAGES)
def test_what_the_pages_link_to_is_there(page: str) -> None:
    path = ROOT / page
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), f"{page} links to {link}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{page} links to {link}"


def test_what_the_page_on_faults_names_is_tested() -> None:
    page = ROOT / "docs" / "faults.md"
    named = re.findall(r"\[(\w+)\]\((.+?\.py)\)", page.read_text("utf-8"))
    assert len(named) > 30
    lost = [name for name, file in named if f"def test_{name}(" not in source(page, file)]
    assert lost == []


def source(page: Path, file: str) -> str:
    return (page.parent / file).read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """What GitHub makes of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the Makefile, in which Python is only said to be set up."""
    folder = tmp_path / "a folder"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    python = folder / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    (folder / ".venv" / ".ready").write_text(f"{folder}\n")
    (folder / ".venv" / ".complete").touch()
    return folder


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(shutil.which("make")), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "MAKEFLAGS": "", "MAKELEVEL": "", "ARGS": "", **environment},
        check=False,
    )


@pytest.mark.parametrize("question", ['What\'s $5k in "euros"?', "--help", "a; exit 1 `id` \\n #"])
def test_make_ask_hands_the_question_on_as_it_was_typed(checkout: Path, question: str) -> None:
    ended = make(checkout, "ask", f"Q={question}")
    assert ended.stdout == f"-m\nbot\nask\n--\n{question}\n"
    assert ended.returncode == 0


def test_make_ask_without_a_question_is_one_line_of_usage(checkout: Path) -> None:
    ended = make(checkout, "ask")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.splitlines()[0].startswith('usage: make ask Q="')


def test_make_tells_its_targets_from_the_folders_of_their_names(checkout: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    folders = [target for target in targets if (ROOT / target).is_dir()]
    assert "bench" in folders
    for folder in (*folders, "build/precision"):
        (checkout / folder).mkdir(parents=True)
    for name in ("bench/precision.txt", "bench/peers.txt", "build/peers/.ready"):
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).touch()
    for folder in folders:
        os.utime(checkout / folder, (2e9, 2e9))  # newer than all that it could be made of
        ended = make(checkout, "-n", folder)
        assert f" -m {'bot' if folder == 'index' else folder}" in ended.stdout, ended.stdout


def test_make_says_in_one_line_that_python_is_missing(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".venv" / ".ready").unlink()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "rm", "grep", "sed", "touch"):
        (tools / name).symlink_to(str(shutil.which(name)))
    old = tools / "python3"  # a Python that is too old for the question it is asked
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ended = make(checkout, "test", PATH=str(tools), SHELL=str(shutil.which("sh")))
    assert ended.returncode == 2
    said = [line for line in ended.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert "Python 3.11" in said[0]


def test_what_answers_is_set_up_without_what_tests(checkout: Path) -> None:
    (checkout / ".venv" / ".complete").unlink()
    asked = make(checkout, "-n", "ask", "Q=Why?")
    assert "Setting up" not in asked.stdout
    tested = make(checkout, "-n", "test")
    assert "Setting up what the tests need" in tested.stdout
    (checkout / ".venv" / ".ready").unlink()
    asked = make(checkout, "-n", "ask", "Q=Why?")
    assert asked.stdout.count("$install -r .venv/half") == 2
    assert "pip install -qq --no-deps --no-compile" in asked.stdout
    assert "torch" not in asked.stdout


def test_a_checkout_that_was_moved_is_set_up_anew(checkout: Path, tmp_path: Path) -> None:
    assert "Setting up" not in make(checkout, "test").stderr
    moved = checkout.rename(tmp_path / "elsewhere")
    ended = make(moved, "-n", "test")
    assert "Setting up" in ended.stdout
