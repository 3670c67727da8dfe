import errno
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot import __version__
from bot.answering.model import Answer
from bot.cli import main
from corpus import BUNDLED

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "How long does it take to become a registered nurse?"


@pytest.fixture(autouse=True)
def index(guides_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERBOT_INDEX", str(guides_index))


def test_an_answer_has_its_words_and_where_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "\x1b" not in said.out
    assert re.search(r"^Source: .*Nurse.* › .+, line \d+ <https://\S+>$", said.out, re.MULTILINE)


def test_json_is_the_answer_object_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--top", "3", QUESTION]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    answer = TypeAdapter(Answer).validate_json(said.out)
    assert answer.status == "answered"
    assert answer.question == QUESTION
    assert answer.candidates is not None
    assert len(answer.candidates) == 3
    source = (BUNDLED / "registered-nurse.md").read_text("utf-8")
    for each in answer.sources:
        assert source[each.start : each.end] == each.quote


def test_words_without_quotes_are_one_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", *QUESTION.split()]) == 0
    assert json.loads(capsys.readouterr().out)["question"] == QUESTION


def test_a_dash_reads_the_question_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{QUESTION}\n".encode())))
    assert main(["ask", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["question"] == QUESTION


def test_no_answer_is_a_message_and_its_own_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How do I unclog a kitchen sink?"]) == 3
    said = capsys.readouterr()
    assert said.out.strip()
    assert "Source" not in said.out
    assert said.err == ""


def test_an_article_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--article", "data-analyst", "Do I need a degree?"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {each["article"] for each in answer["sources"]} == {"data-analyst"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "Missing argument 'QUESTION'"),
        (["ask", ""], "question"),
        (["ask", " \t\n"], "question"),
        (["ask", "a" * 2001], "2,000"),
        (["ask", QUESTION, "--top", "0"], "--top"),
        (["ask", QUESTION, "--top", "21"], "--top"),
        (["ask", QUESTION, "--article", "registered-nurze"], "registered-nurse"),
        (["ask", QUESTION, "--jsn"], "--jsn"),
        (["aks", QUESTION], "aks"),
        (["serve", "--port", "eighty"], "--port"),
        (["serve", "--port", "65536"], "--port"),
        (["serve", "--workers", "0"], "--workers"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("careerbot: ")
    assert output.err.count("\n") == 1
    assert said in output.err


def test_a_question_of_the_full_length_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", QUESTION + " " + "?" * (1_999 - len(QUESTION))]) in (0, 3)
    assert len(json.loads(capsys.readouterr().out)["question"]) == 2_000


def test_a_named_index_that_is_missing_is_one_line_with_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none"
    assert main(["ask", QUESTION, "--index", str(missing)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "careerbot index" in said.err
    assert str(missing) in said.err
    assert not missing.exists(), "nothing half-written"


def test_a_home_folder_that_is_none_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERBOT_DATA_DIR", "~nosuch/x")
    assert main(["ask", QUESTION]) == 1
    said = capsys.readouterr().err
    assert said.startswith("careerbot: CAREERBOT_DATA_DIR='~nosuch/x' begins in a home folder")
    assert said.endswith(": give the whole path\n")
    assert said.count("\n") == 1


def test_a_setting_that_cannot_be_used_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERBOT_ANSWERED_THRESHOLD", "often")
    assert main(["ask", QUESTION]) == 1
    said = capsys.readouterr().err
    assert said.startswith("careerbot: CAREERBOT_ANSWERED_THRESHOLD='often': ")
    assert said.count("\n") == 1


def test_an_unexpected_error_is_one_line_and_all_of_it_on_demand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("the\nprinter burns")

    monkeypatch.setattr("bot.render.plain.plain", broken)
    assert main(["ask", QUESTION]) == 1
    said = capsys.readouterr().err
    assert said == "careerbot: RuntimeError: the printer burns (--debug shows all of it)\n"
    assert main(["ask", "--debug", QUESTION]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_the_first_question_builds_the_guides_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAREERBOT_INDEX")
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(tmp_path / "data"))
    assert main(["ask", "--json", QUESTION]) == 0
    first = capsys.readouterr()
    built = (
        f"No index yet: building that of the bundled guides in {tmp_path / 'data' / 'index'}, once."
    )
    assert built in first.err
    assert json.loads(first.out)["status"] == "answered"
    assert main(["ask", "--json", QUESTION]) == 0
    assert capsys.readouterr().err == ""


def test_a_data_folder_that_cannot_be_used_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv("CAREERBOT_INDEX")
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(tmp_path / "file" / "data"))
    assert main(["ask", QUESTION]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == f"careerbot: {tmp_path}/file/data/index: Not a directory"


def test_a_copy_that_finds_no_room_is_one_short_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(source: str, target: str) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), source, None, target)

    folder, index = tmp_path / "many", tmp_path / "index"
    folder.mkdir()
    for name in range(50):
        (folder / f"{name}.onnx").write_text("")
    monkeypatch.setattr(
        "bot.commands.index.index",
        lambda *_, **__: shutil.copytree(folder, index, copy_function=copy),
    )
    assert main(["index", "--index", str(index)]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(rf"careerbot: {index}/\d+\.onnx: No space left on device\n", said)


def test_articles_of_ones_own_are_indexed_and_the_rest_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "my articles"
    articles.mkdir()
    (articles / "baker.md").write_text(
        "---\ntitle: Baker\n---\n\n# Baker\n\n"
        "## Hours\n\nA baker starts work at four in the morning.\n\n"
        "## Pay\n\nA baker's pay is modest \x1b[31mand\x1b]0;owned\x07 steady.\n",
        "utf-8",
    )
    (articles / "broken.txt").write_bytes(b"\xff\xfe\x00")
    index = tmp_path / "index"
    assert main(["index", str(articles), "--index", str(index)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1 article, 2 passages: ")
    assert "broken.txt" in said.out
    assert main(["ask", "When does a baker start work?", "--index", str(index)]) == 0
    assert "A baker starts work at four in the morning." in capsys.readouterr().out
    assert main(["ask", "What is a baker's pay?", "--index", str(index)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_nothing_to_index_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", str(tmp_path), "--index", str(tmp_path / "index")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(tmp_path) in said.err


def test_version_and_bare_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"careerbot {__version__}\n"
    assert main([]) == 2
    assert "ask" in capsys.readouterr().out


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


def test_help_imports_nothing_heavy() -> None:
    ended = run(
        "import sys; from bot.cli import main; main(['--help']);"
        "heavy = {'rich', 'numpy', 'pydantic', 'fastapi', 'yaml', 'markdown_it', 'asyncio'};"
        "sys.exit(str(heavy & sys.modules.keys()) if heavy & sys.modules.keys() else 0)"
    )
    assert ended.returncode == 0, ended.stderr


def test_an_answer_imports_neither_torch_nor_what_only_the_service_needs() -> None:
    ended = run(
        f"import sys; from bot.cli import main; main(['ask', {QUESTION!r}]);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'rich', 'fastapi',"
        " 'pydantic_settings', 'scipy', 'sklearn', 'matplotlib', 'yaml', 'markdown_it',"
        " 'asyncio', 'sqlalchemy', 'numpy.ma', 'py3langid'};"
        "sys.exit(str(heavy & sys.modules.keys()) if heavy & sys.modules.keys() else 0)"
    )
    assert ended.returncode == 0, ended.stderr


def on_a_terminal(arguments: list[str], **environment: str) -> str:
    """Run the command on a terminal of its own; return what it wrote there."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
    ) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            written += part
        assert process.wait() == 0
    os.close(ours)
    return written.decode()


def test_on_a_terminal_the_answer_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = on_a_terminal(["ask", QUESTION])
    assert "\x1b[1m" in shown
    assert "\x1b[1;36mSource" in shown
    assert "\x1b[1;36m" not in on_a_terminal(["ask", QUESTION], NO_COLOR="1")


def test_a_reader_that_goes_away_is_no_error() -> None:
    ended = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m bot ask --json "{QUESTION}" | true'],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ended.stderr == ""


def test_output_that_cannot_be_encoded_is_still_output() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"Source: " in ended.stdout


def test_the_shell_completes_commands_and_options() -> None:
    for words, expected in (("careerbot se", "serve"), ("careerbot ask --js", "--json")):
        given = {"_CAREERBOT_COMPLETE": "complete_bash", "COMP_WORDS": words}
        given["COMP_CWORD"] = str(len(words.split()) - 1)
        done = subprocess.run(
            [sys.executable, "-m", "bot"],
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == [expected]
