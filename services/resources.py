"""Where the program's resources lie, and how they are read."""

from pathlib import Path
from typing import Any, Final

RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"


def load_json(name: str) -> Any:
    """Read a JSON resource by its path below resources/."""
    import json  # noqa: PLC0415 - the window looks for its style before it needs JSON

    return json.loads((RESOURCES / name).read_text(encoding="utf-8"))
