"""What all tests share."""

from __future__ import annotations

import gc
import logging
import os
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from bot.repeated_warnings import SparingHandler
from tests.milvus_host import MilvusHost, milvus_host
from tests.model_cache import MODEL_CACHE
from tests.needs import needs, together
from tests.qdrant_host import QdrantHost, qdrant_host

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

    from bot.answering.answerer import Answerer

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
LEFT_OUT = pytest.StashKey[int]()
LEFT_OUT_OF_A_PROCESS = "left_out"


@dataclass(frozen=True)
class Asked:
    """An article, and the questions that it is asked."""

    article: Path
    questions: Path
    unanswerable: Path


THREADS = 1
"""Of a model that whole question sets are asked of, by as many processes as there are cores: those
that wait for each other would spin on the cores of the others."""
OWN = ROOT / "bench" / "questions" / "articles"
ASKED: dict[str, Asked] = {}
if (SHARED / "corpus").is_dir():
    # First: pytest runs what has the same place among the parameters together, and the tests of
    # this one alone have no other. Else its index is built anew between those of the two.
    ASKED["given"] = Asked(
        SHARED / "corpus" / "technical-project-manager.txt",
        SHARED / "eval" / "tpm_questions.jsonl",
        SHARED / "eval" / "tpm_unanswerable.jsonl",
    )
ASKED["own"] = Asked(
    OWN / "electrician.txt",
    OWN / "electrician_questions.jsonl",
    OWN / "electrician_unanswerable.jsonl",
)

# A shell that starts the tests in the background has them ignore Ctrl-C, and all that they start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# However slow the machine is, an example that takes long is no failure.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage in what is imported: all of it stays, and is millions of objects."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.enable()
    return collected


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs more than Python, and leave out what needs the user's article without it."""
    for item in items:
        for mark in needs(item):
            item.add_marker(mark)
        item.add_marker(pytest.mark.xdist_group(together(item)))
    if (SHARED / "corpus").is_dir():
        return
    without = [item for item in items if "shared" in getattr(item, "fixturenames", ())]
    items[:] = [item for item in items if item not in without]
    config.hook.pytest_deselected(items=without)
    config.stash[LEFT_OUT] = len(without)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out, in one line."""
    if left_out := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{left_out} tests left out: they read {SHARED}, which is not there"
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run of CI that skipped a test; of several processes each says what it left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[LEFT_OUT_OF_A_PROCESS] = session.config.stash.get(LEFT_OUT, 0)
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI"):
        reporter.write_line(f"\n{len(skipped)} tests skipped, which CI does not allow", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    """Take what a process left out: each knows of all tests."""
    left_out = getattr(node, "workeroutput", {}).get(LEFT_OUT_OF_A_PROCESS, 0)
    node.config.stash[LEFT_OUT] = left_out


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with the user's article and the question sets."""
    return SHARED


@pytest.fixture(scope="session")
def guides_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the bundled guides, built once; not to be written to."""
    from bot.settings import Settings
    from corpus import BUNDLED
    from index.build import build

    folder = tmp_path_factory.mktemp("guides") / "index"
    build([BUNDLED], folder, cache=Settings.read().cache_dir)
    return folder


@pytest.fixture(scope="session", params=ASKED)
def asked(request: pytest.FixtureRequest) -> Asked:
    """One of the project's own articles and, where the folder is there, the user's; in turn."""
    return ASKED[request.param]


@pytest.fixture(scope="session")
def asked_index(asked: Asked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of that article alone, built once; not to be written to."""
    from bot.settings import Settings
    from index.build import build

    folder = tmp_path_factory.mktemp("asked") / "index"
    build([asked.article], folder, cache=Settings.read().cache_dir)
    return folder


@pytest.fixture(scope="session")
def asked_answerer(asked_index: Path) -> Answerer:
    """Answers from that article alone."""
    from bot.open_index import open_answerer
    from bot.settings import Settings

    return open_answerer(Settings(index=asked_index, threads=THREADS))


@pytest.fixture(scope="session")
def guides_answerer(guides_index: Path) -> Answerer:
    """Answers from the bundled guides."""
    from bot.open_index import open_answerer
    from bot.settings import Settings

    return open_answerer(Settings(index=guides_index, threads=THREADS))


@pytest.fixture(scope="session")
def answerer_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], Answerer]:
    """Build an index of files, given as texts by name, and open it; of the same files once."""
    from bot.open_index import open_answerer
    from bot.settings import Settings
    from index.build import build

    @lru_cache(maxsize=8)  # which stay open, at 100 MB each
    def made(files: tuple[tuple[str, str], ...]) -> Answerer:
        folder = tmp_path_factory.mktemp("files")
        for name, text in files:
            (folder / "articles" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "articles" / name).write_text(text, "utf-8")
        build([folder / "articles"], folder / "index", cache=Settings.read().cache_dir)
        return open_answerer(Settings(index=folder / "index", threads=THREADS))

    return lambda files: made(tuple(files.items()))


@pytest.fixture(scope="session")
def milvus() -> Iterator[MilvusHost]:
    """A Milvus server, of the wheel of its name."""
    with (
        tempfile.TemporaryDirectory(prefix="careerbot-", ignore_cleanup_errors=True) as folder,
        milvus_host(Path(folder) / "data") as host,
    ):
        host.wait()
        yield host


@pytest.fixture(scope="session")
def qdrant() -> Iterator[QdrantHost]:
    """What stands for a Qdrant server: its engine."""
    with (
        tempfile.TemporaryDirectory(prefix="careerbot-") as folder,
        qdrant_host(Path(folder)) as host,
    ):
        yield host


@pytest.fixture(scope="session", autouse=True)
def kept_detector() -> Iterator[None]:
    """Keep what tells languages: each build reads it, for half its time, and gives it back."""
    from corpus import told_language

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(told_language._detector, "cache_clear", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def checked_model() -> Iterator[None]:
    """Read through the default model once, to check it: each of hundreds of builds would, too."""
    from index import build, build_on_server
    from index.encoding.export import DEFAULT_MODEL, exported

    whole = cache(exported)

    def once(model: str, folder: Path, *, notice: Callable[[str], None] = lambda _: None) -> Path:
        if (model, folder) == (DEFAULT_MODEL, MODEL_CACHE):
            return whole(model, folder)
        return exported(model, folder, notice=notice)

    with pytest.MonkeyPatch.context() as patch:
        for module in (build, build_on_server):
            patch.setattr(module, "exported", once)
        yield


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Take down the log that a test set up: the stream that it writes to ends with the test."""
    quieted = logging.getLogger("bot.database.engine")  # by `careerbot forget`, for its process
    level = quieted.level
    yield
    quieted.setLevel(level)
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, SparingHandler):
            root.removeHandler(handler)
            handler.close()


@pytest.fixture(autouse=True)
def private_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every test its own data folder, so that none reads or writes the user's."""
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(tmp_path / "data"))
    for name in ("CAREERBOT_INDEX", "CAREERBOT_MODEL"):
        monkeypatch.delenv(name, raising=False)
