"""Starts writers by forking, so that each costs no start, and looks at what they left; one line asks, one answers.

`warm FOLDER` does all works once, so that what is forked from here has everything imported; `look FOLDER` looks at what
a writer left: both answer `ended STATUS`. `work FOLDER SEED ROUNDS` starts a writer and answers `started PID`, then
`ended STATUS` (negative: the signal that killed it); a fault comes behind, as `eio AT COUNT` or `ask PIPE PIPE`.
"""

import os
import sys
import traceback
from pathlib import Path

from services.errors import AppError
from tests.faults.looking import AcknowledgedLostError, look
from tests.faults.works import Writer

REFUSED = 3
BROKEN = 1
LOST = 4
WARM_ROUNDS = 4  # each work once
FAULT = ("FAULT_MODE", "FAULT_AT", "FAULT_COUNT")
QUESTION = ("FAULT_MODE", "FAULT_ASK", "FAULT_ANSWER")


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


def look_at(folder: str) -> int:
    """Look at what a writer left and say what is wrong with it."""
    try:
        look(Path(folder))
    except AcknowledgedLostError:
        traceback.print_exc()
        return LOST
    except Exception:  # noqa: BLE001 - corrupt or refused: the test sees the status and shows where it was
        traceback.print_exc()
        return BROKEN
    return 0


def start(folder: str, seed: str, rounds: str, *fault: str) -> None:
    """Fork a writer and wait for its end."""
    process = os.fork()
    if process == 0:
        os.environ.update(zip(QUESTION if "ask" in fault else FAULT, fault, strict=False))
        status = work(folder, seed, rounds)
        sys.stderr.flush()
        os._exit(status)
    _say(f"started {process}")
    _, status = os.waitpid(process, 0)
    _say(f"ended {os.waitstatus_to_exitcode(status)}")


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        word, folder, *rest = line.split()
        if word == "work":
            start(folder, *rest)
        elif word == "warm":
            _say(f"ended {work(folder, '1', str(WARM_ROUNDS)) or look_at(folder)}")
        else:
            _say(f"ended {look_at(folder)}")
        sys.stderr.flush()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
