"""Starts writers by forking, so that each costs no start: reads `folder seed rounds`, says the number of the process.

A line in the writer's environment of faults (FAULT_MODE, FAULT_AT) comes behind: `folder seed rounds eio 12`.
Answers `started PID`, then `ended STATUS` (negative: the signal that killed it).
"""

import os
import sys
import traceback
from pathlib import Path

from services.errors import AppError
from tests.faults.works import Writer

REFUSED = 3
BROKEN = 1


def work(folder: str, seed: str, rounds: str) -> int:
    """Do the writer's work; what is refused must be an AppError."""
    try:
        Writer(Path(folder), int(seed)).run(int(rounds))
    except AppError:
        return REFUSED
    except Exception:  # noqa: BLE001 - a bug: the test sees its status and shows where it was
        traceback.print_exc()
        return BROKEN
    return 0


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        folder, seed, rounds, *fault = line.split()
        process = os.fork()
        if process == 0:
            if fault:
                os.environ["FAULT_MODE"], os.environ["FAULT_AT"], os.environ["FAULT_COUNT"] = fault
            status = work(folder, seed, rounds)
            sys.stderr.flush()
            os._exit(status)
        _say(f"started {process}")
        _, status = os.waitpid(process, 0)
        _say(f"ended {os.waitstatus_to_exitcode(status)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
