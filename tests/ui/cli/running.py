"""Run the command line: in this process, or as people do in a process of its own (slower by a second)."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from ui.cli.program import main

ROOT = Path(__file__).resolve().parents[3]
_CALL = "import sys; from ui.cli.program import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


def run(data_folder: Path, *arguments: str | Path) -> Result:
    """Run one command here, with a data folder of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="gbk", write_through=True) for _ in range(2))
    with (
        patch.dict(os.environ, STUDY_LEDGER_DATA=str(data_folder)),
        patch.object(sys, "excepthook"),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
    return Result(status, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    return content.getvalue().decode("utf-8")


def run_process(data_folder: Path, *arguments: str | Path, before: str = "") -> Result:
    """Run one command in a process; `before` is Python run in it first. The console is a Chinese one of Windows."""
    environment = {**os.environ, "STUDY_LEDGER_DATA": str(data_folder), "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [sys.executable, "-c", f"{before}\n{_CALL}", *(str(argument) for argument in arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def assert_one_sentence(result: Result) -> None:
    """Expect a refusal: status 1, nothing but one plain sentence on standard error."""
    assert result.status == 1, result
    assert result.err.count("\n") == 1, result.err
    assert result.err.endswith("。\n"), result.err
    assert "Traceback" not in result.err
