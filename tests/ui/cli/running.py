"""Run the command line as people do: in a process of its own, with a data folder of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_CALL = "import sys; from ui.cli.program import main; sys.exit(main(sys.argv[1:]))"


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


def run(data_folder: Path, *arguments: str | Path, before: str = "") -> Result:
    """Run one command; `before` is Python run in its process first. The console is a Chinese one of Windows."""
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
