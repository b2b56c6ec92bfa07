"""Start Study Ledger: set up what is missing, then open the window or answer the command line.

Written in the syntax of Python 3.6, so that an old Python can be told that it is old.
"""

import sys
import time
from pathlib import Path

from installer.python_version import require_supported_python

STARTED_AT = time.perf_counter()  # the first painted window is measured from here


def main(arguments: "list[str]") -> int:
    """Run the window (no argument, or one file) or a command; the result is the exit status."""
    require_supported_python()
    from installer.bootstrap import ensure_packages

    checkout = Path(__file__).resolve().parent
    ensure_packages(checkout, checkout / "requirements.lock")
    if opens_window(arguments):
        from installer.system_libraries import require_system_libraries

        require_system_libraries()
        from ui.window.application import run

        return run(arguments, STARTED_AT)
    from ui.cli.program import main as run_command

    return run_command(arguments)


def opens_window(arguments: "list[str]") -> bool:
    """Tell the window (no argument, or the path of one file) from a command."""
    if not arguments:
        return True
    path = Path(arguments[0])
    return len(arguments) == 1 and not arguments[0].startswith("-") and (path.suffix != "" or path.is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
