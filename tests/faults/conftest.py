"""The writers' server, once for all tests of faults; plain, or with the faulty system calls loaded before it."""

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.works import prepare

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """Speaks with tests/faults/server.py."""

    process: "subprocess.Popen[str]"

    def start(self, *words: object) -> int:
        """Start a writer and give the number of its process."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return int(self._answer("started"))

    def ended(self) -> int:
        """Wait for its end and give its status."""
        return int(self._answer("ended"))

    def ends_within(self, seconds: float) -> bool:
        """Let time pass until the writer ends by itself, at most so long."""
        assert self.process.stdout is not None
        return bool(select.select([self.process.stdout], [], [], seconds)[0])

    def _answer(self, word: str) -> str:
        assert self.process.stdout is not None
        said, _, value = self.process.stdout.readline().partition(" ")
        assert said == word, said
        return value


def serve(errors: Path, **environment: str) -> Iterator[Server]:
    if not hasattr(os, "fork"):
        pytest.skip("writers are killed where processes fork: not on Windows")
    with (
        errors.open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.server"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        yield Server(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare the ledger, its stick and the colleague's copy once; tests work on copies."""
    folder = tmp_path_factory.mktemp("faults") / "ready"
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serve(tmp_path_factory.mktemp("server") / "errors.txt")


@pytest.fixture(scope="session")
def faulty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Build the faulty system calls with the C compiler, and load them before the server."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("failing system calls are built with a C compiler (cc) on Linux, and there is none here")
    folder = tmp_path_factory.mktemp("calls")
    library = folder / "faulty_calls.so"
    source = Path(__file__).with_name("faulty_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    yield from serve(folder / "errors.txt", LD_PRELOAD=str(library))
