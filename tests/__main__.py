"""Set up what the tests need and run them: `python -m tests [arguments of pytest]`.

Written in the syntax of Python 3.6, so that an old Python can be told that it is old.
"""

import os
import sys
from pathlib import Path

from installer.python_version import require_supported_python


def main(arguments: "list[str]") -> int:
    """Run pytest offscreen; the result is its exit status."""
    require_supported_python()
    from installer.bootstrap import ensure_packages
    from installer.system_libraries import require_system_libraries

    checkout = Path(__file__).resolve().parent.parent
    ensure_packages(checkout, checkout / "tests" / "requirements.lock")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require_system_libraries()
    import pytest

    return int(pytest.main(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
