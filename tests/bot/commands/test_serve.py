import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.bot.conftest import hanging

ROOT = Path(__file__).resolve().parents[3]
QUESTION = {"question": "How long does it take to become a registered nurse?"}


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `careerbot serve` on a free port; yield the process and its URL, as it prints it."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    ) as process:
        giving_up = threading.Timer(60, process.kill)
        giving_up.start()
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, line + (process.stderr.read() if process.stderr else "")
            yield process, found[0]
        finally:
            giving_up.cancel()
            process.kill()


def stopped(process: subprocess.Popen[str], how: signal.Signals) -> tuple[int, str]:
    """Stop the process; return its exit code and what it said on standard error."""
    process.send_signal(how)
    _, said = process.communicate(timeout=30)
    return process.returncode, said


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_at_the_url_it_prints_and_stops_quietly(
    how: signal.Signals, guides_index: Path
) -> None:
    with serving("--index", str(guides_index)) as (process, url):
        assert httpx.post(f"{url}/api/ask", json=QUESTION).json()["status"] == "answered"
        assert stopped(process, how) == (0, "")


def test_several_workers_answer_on_one_port(guides_index: Path) -> None:
    with serving("--index", str(guides_index), "--workers", "2") as (process, url):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        answers = [httpx.post(f"{url}/api/ask", json=QUESTION).json() for _ in range(8)]
        assert {answer["status"] for answer in answers} == {"answered"}
        if children.exists():
            assert len(children.read_text().split()) >= 2
        assert stopped(process, signal.SIGTERM) == (0, "")


@pytest.mark.parametrize("seconds", [0, 0.3])
def test_ctrl_c_while_workers_are_starting_is_quiet(guides_index: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "bot", "serve", "--port", "0", "--workers", "2"]
    with subprocess.Popen(
        [*command, "--index", str(guides_index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,  # all of which a terminal interrupts
    ) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        giving_up = threading.Timer(60, process.kill)
        giving_up.start()
        while process.poll() is None and len(workers := answering(children)) < 2:
            time.sleep(0.01)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")
        giving_up.cancel()
    assert process.returncode == 0
    assert [each for each in workers if Path(f"/proc/{each}").exists()] == []


def test_a_worker_that_is_killed_is_replaced(guides_index: Path) -> None:
    with serving("--index", str(guides_index), "--workers", "2") as (process, url):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        before = answering(children)
        for worker in before:
            os.kill(int(worker), signal.SIGKILL)
        deadline = time.monotonic() + 60
        while (now := answering(children)) & before or len(now) < 2:
            assert time.monotonic() < deadline, f"of {before} there are {now}"
            time.sleep(0.1)
        transport = httpx.HTTPTransport(retries=5)  # until one listens
        with httpx.Client(transport=transport, timeout=60) as client:
            assert client.post(f"{url}/api/ask", json=QUESTION).json()["status"] == "answered"
        assert stopped(process, signal.SIGTERM)[0] == 0


def answering(children: Path) -> set[str]:
    """The processes that answer; another one only looks after what they share."""
    return {
        each
        for each in children.read_text().split()
        if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
    }


def test_workers_count_together_what_a_database_that_is_stopped_fails_at(
    guides_index: Path, emptied_postgresql: str
) -> None:
    counting = {"CAREERBOT_METRICS": "1", "CAREERBOT_DATABASE_URL": emptied_postgresql}
    with serving("--index", str(guides_index), "--workers", "2", **counting) as (process, url):
        given = {"answer_id": "a", "helpful": True}
        assert httpx.post(f"{url}/api/feedback", json=given).status_code == 204
        assert database_errors(url) == {"failed": 0, "timeout": 0, "refused": 0}
        with hanging(emptied_postgresql), ThreadPoolExecutor(4) as threads:
            refused = [
                threads.submit(httpx.post, f"{url}/api/feedback", json=given, timeout=30)
                for _ in range(4)  # each on a connection of its own, which either worker takes
            ]
            assert [each.result().status_code for each in refused] == [503] * 4
        told = database_errors(url)
        assert told["failed"] + told["timeout"] >= 4
        assert told["refused"] == 0
        assert stopped(process, signal.SIGTERM)[0] == 0


def database_errors(url: str) -> dict[str, float]:
    """What a worker tells of all, by its kind, as Prometheus' own parser reads it."""
    (family,) = (
        family
        for family in text_string_to_metric_families(httpx.get(f"{url}/metrics").text)
        if family.name == "careerbot_database_errors"
    )
    return {sample.labels["kind"]: sample.value for sample in family.samples}


def test_workers_count_together(guides_index: Path) -> None:
    counting = {"CAREERBOT_METRICS": "1", "CAREERBOT_RATE_LIMIT": "off"}
    with serving("--index", str(guides_index), "--workers", "2", **counting) as (process, url):
        for _ in range(12):  # each on a connection of its own, which either worker takes
            assert httpx.post(f"{url}/api/ask", json=QUESTION).status_code == 200
        told = [httpx.get(f"{url}/metrics").text for _ in range(4)]
        for each in told:
            assert 'careerbot_answers_total{status="answered"} 12.0' in each
            assert "careerbot_index_built_timestamp_seconds 1." in each
        assert stopped(process, signal.SIGTERM) == (0, "")


def test_a_question_under_way_is_answered_before_it_stops(guides_index: Path) -> None:
    with serving("--index", str(guides_index)) as (process, url):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            body = b'{"question": "What does a nurse earn?"}'
            head = f"POST /api/ask HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            head += f"Content-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body[:10])
            httpx.get(f"{url}/healthz")  # by then the first part has been read
            process.send_signal(signal.SIGTERM)
            connection.sendall(body[10:])
            assert b" 200 " in connection.makefile("rb").readline()
        process.communicate(timeout=30)


def test_the_log_says_as_much_as_it_is_asked_to(guides_index: Path) -> None:
    quiet = {"CAREERBOT_ACCESS_LOG": "false"}
    loud = {"CAREERBOT_ACCESS_LOG": "true"}
    for environment, lines in ((quiet, 0), (loud, 1)):
        with serving("--index", str(guides_index), **environment) as (process, url):
            httpx.post(f"{url}/api/ask", json=QUESTION)
            _, said = stopped(process, signal.SIGTERM)
            assert said.count("POST /api/ask") == lines


def test_a_missing_index_is_one_line_and_is_taken_once_it_is_there(
    tmp_path: Path, guides_index: Path
) -> None:
    folder = tmp_path / "index"
    with serving("--index", str(folder)) as (process, url):
        refused = httpx.post(f"{url}/api/ask", json=QUESTION)
        assert refused.status_code == 503
        assert "careerbot index" in refused.json()["error"]["message"]
        shutil.copytree(guides_index, folder)
        for _ in range(100):
            if httpx.get(f"{url}/readyz").status_code == 200:
                break
            threading.Event().wait(0.1)
        assert httpx.post(f"{url}/api/ask", json=QUESTION).status_code == 200
        code, said = stopped(process, signal.SIGTERM)
        assert code == 0
        assert said.count("\n") == 1
        assert str(folder) in said


def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "serve", "--port", str(port)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"careerbot: can't listen on 127.0.0.1:{port} (")
    assert ended.stderr.count("\n") == 1


def refused(*arguments: str, **environment: str) -> str:
    """Start the service on a free port, and return what it says when it fails at once."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve", "--port", "0", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    return ended.stderr


def test_a_host_that_is_none_is_one_line() -> None:
    assert refused(CAREERBOT_HOST="..") == (
        "careerbot: can't listen on ..:0 (no host name): choose another with --host and --port "
        "(make: PORT=…), or CAREERBOT_HOST and CAREERBOT_PORT\n"
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_setting_that_cannot_be_used_is_one_line(workers: str) -> None:
    said = refused("--workers", workers, CAREERBOT_CORS_ORIGINS="example.org/page")
    assert said.startswith("careerbot: CAREERBOT_CORS_ORIGINS='example.org/page' is no ")
    assert said.count("\n") == 1


def test_a_body_in_chunks_is_refused_on_the_wire_too(guides_index: Path) -> None:
    with serving("--index", str(guides_index)) as (_, url):
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            head = f"POST /api/ask HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
            connection.sendall(head.encode())
            for _ in range(17):
                connection.sendall(b"400\r\n" + b" " * 1_024 + b"\r\n")
            response = connection.makefile("rb").readline()
        assert b" 413 " in response
        assert httpx.get(f"{url}/healthz").status_code == 200


def test_workers_end_with_the_process_that_started_them(guides_index: Path) -> None:
    with serving("--index", str(guides_index), "--workers", "2") as (process, url):
        process.kill()  # which tells nobody
        process.wait()
        host, port = url.removeprefix("http://").split(":")
        for _ in range(600):
            with socket.socket() as connection:
                if connection.connect_ex((host, int(port))):
                    return
            threading.Event().wait(0.1)
    pytest.fail("somebody holds the port a minute later")


def test_the_log_of_requests_holds_no_query(guides_index: Path) -> None:
    with serving("--index", str(guides_index), CAREERBOT_ACCESS_LOG="true") as (process, url):
        httpx.get(f"{url}/mattermost/command?token=secret&text=secret")
        _, said = stopped(process, signal.SIGTERM)
    assert '"GET /mattermost/command HTTP/1.1" 404' in said
    assert "secret" not in said
