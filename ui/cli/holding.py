"""Commands that write hold the ledger meanwhile, and are refused while somebody else has it open."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

from services.folders import this_seat
from services.holding import take
from services.stick.generations import generations, without_number
from ui.cli.context import Context

WRITING: Final = frozenset(
    {
        "attach",
        "check",
        "conflicts",
        "demo",
        "duplicates",
        "import",
        "issue",
        "merge",
        "pack",
        "password",
        "purge",
        "redo",
        "restore",
        "templates",
        "thin",
        "undo",
    }
)
# Commands that only list unless they are asked for more.
_WRITES_WHEN: Final[Mapping[str, Callable[[Namespace], bool]]] = MappingProxyType(
    {
        "check": lambda parsed: bool(parsed.repair),
        "duplicates": lambda parsed: bool(parsed.unite or parsed.apart),
        "templates": lambda parsed: parsed.action in {"import", "choose"},
    }
)
_ONLY_LOOKING: Final = ("dry_run",)


@contextmanager
def holding(context: Context, parsed: Namespace) -> Iterator[None]:
    """Hold the file that a command writes to, where it writes and the file is there."""
    path = written(context, parsed)
    if path is None or not path.is_file():
        yield
        return
    held = take(path, this_seat(), context.clock.now())
    try:
        yield
    finally:
        held.release()


def newest(path: Path) -> Path:
    """Name the file of a ledger on a stick that was named without its number: the newest one."""
    if path.is_file() or not path.parent.is_dir():
        return path
    there = generations(without_number(path))
    return there[0].path if there else path


def written(context: Context, parsed: Namespace) -> Path | None:
    """Name the file that a command writes to; None where it only reads."""
    if parsed.command not in WRITING or any(getattr(parsed, name, False) for name in _ONLY_LOOKING):
        return None
    if parsed.command in _WRITES_WHEN and not _WRITES_WHEN[parsed.command](parsed):
        return None
    if parsed.command == "restore":
        return Path(parsed.to)
    if parsed.command == "demo":
        from services.demo.service import DATABASE_NAME  # noqa: PLC0415 - it brings SQLAlchemy

        return Path(parsed.folder) / DATABASE_NAME
    return context.database
