"""The writers' servers, once for all tests of faults; plain, or with the faulty system calls loaded before them."""

import os
import select
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import pytest

from tests.faults.works import prepare

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

FAULTS = os.environ.get("STUDY_LEDGER_FAULTS", "4")
EVERY = FAULTS == "all"
SERVERS = (os.cpu_count() or 1) if EVERY else 1
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """Speaks with tests/faults/server.py."""

    process: "subprocess.Popen[str]"

    def start(self, *words: object) -> int:
        """Start a writer and give the number of its process."""
        self._ask("work", *words)
        return int(self._answer("started"))

    def look(self, folder: Path) -> int:
        """Look at what a writer left: 0, BROKEN or LOST."""
        self._ask("look", folder)
        return self.ended()

    def warm(self, folder: Path) -> None:
        """Do everything once, so that nothing is imported in each writer anew."""
        self._ask("warm", folder)
        assert self.ended() == 0

    def ended(self) -> int:
        """Wait for its end and give its status."""
        return int(self._answer("ended"))

    def ends_within(self, seconds: float) -> bool:
        """Let time pass until the writer ends by itself, at most so long."""
        assert self.process.stdout is not None
        return bool(select.select([self.process.stdout], [], [], seconds)[0])

    def _ask(self, *words: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()

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


@dataclass
class Crew:
    """Several servers at work at once; `errors` has what they say of what is wrong."""

    servers: list[Server]
    errors: list[Path]

    def each(self, work: Callable[[Server, Item], Outcome], items: Iterable[Item]) -> Iterator[Outcome]:
        """Let the servers do the same work on all items."""
        free: SimpleQueue[Server] = SimpleQueue()
        for server in self.servers:
            free.put(server)

        def take(item: Item) -> Outcome:
            server = free.get()
            try:
                return work(server, item)
            finally:
                free.put(server)

        with ThreadPoolExecutor(len(self.servers)) as pool:
            waiting: deque[Future[Outcome]] = deque()
            for item in items:  # the next one is made when there is somebody for it
                waiting.append(pool.submit(take, item))
                if len(waiting) > 2 * len(self.servers):
                    yield waiting.popleft().result()
            yield from (future.result() for future in waiting)

    def said(self) -> str:
        """Give the end of what they said."""
        return "\n".join(path.read_text()[-3000:] for path in self.errors)


@pytest.fixture(scope="session")
def faulty_calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the faulty system calls with the C compiler."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("failing system calls are built with a C compiler (cc) on Linux, and there is none here")
    library = tmp_path_factory.mktemp("calls") / "faulty_calls.so"
    source = Path(__file__).with_name("faulty_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


@pytest.fixture(scope="session")
def faulty_server(tmp_path_factory: pytest.TempPathFactory, faulty_calls: Path) -> Iterator[Server]:
    """Load the faulty calls before a server."""
    yield from serve(tmp_path_factory.mktemp("server") / "errors.txt", LD_PRELOAD=str(faulty_calls))


@pytest.fixture(scope="session")
def faulty_crew(tmp_path_factory: pytest.TempPathFactory, faulty_calls: Path, ready: Path) -> Iterator[Crew]:
    """Load them before several servers, which have everything imported."""
    folder = tmp_path_factory.mktemp("crew")
    errors = [folder / f"errors{place}.txt" for place in range(SERVERS)]
    with ExitStack() as stack:
        servers = [stack.enter_context(contextmanager(serve)(path, LD_PRELOAD=str(faulty_calls))) for path in errors]
        for place, server in enumerate(servers):
            server.warm(shutil.copytree(ready, folder / f"warm{place}"))
        yield Crew(servers, errors)
