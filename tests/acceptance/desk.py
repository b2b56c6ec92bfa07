"""An officer's desk: a ledger, workbooks typed by hand, and the answers of the command line."""

import contextlib
import io
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from ui.cli.program import main

Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call of the program gave back."""

    status: int
    out: str
    err: str


def call(*arguments: str) -> Answer:
    """Call the program."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(list(arguments))
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else -1
    return Answer(status, out.getvalue(), err.getvalue())


def write_book(path: Path, sheets: dict[str, list[Line]]) -> Path:
    """Write sheets whose first line is the headings."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


class Desk:
    """A ledger in a folder of its own."""

    def __init__(self, folder: Path, top: str) -> None:
        self.folder = folder
        self.path = folder / "台 账.db"
        self._books = 0
        assert self.call("new", "--name", top).status == 0

    def call(self, *arguments: str) -> Answer:
        """Call the program on this ledger."""
        return call("--db", str(self.path), *arguments)

    def write(self, sheets: dict[str, list[Line]]) -> Path:
        """Write a workbook beside the ledger."""
        self._books += 1
        return write_book(self.folder / f"第{self._books}份.xlsx", sheets)

    def take(self, sheets: dict[str, list[Line]], *options: str) -> dict[str, Any]:
        """Import sheets that must come in, and give what the program says of each."""
        return self.take_file(self.write(sheets), *options)

    def take_file(self, path: Path, *options: str) -> dict[str, Any]:
        """Import a file that must come in."""
        answer = self.call("import", str(path), *options, "--json")
        assert answer.status == 0, answer.err + answer.out
        told: dict[str, Any] = json.loads(answer.out)["sheets"]
        return told

    def refuse(self, sheets: dict[str, list[Line]], *options: str) -> dict[str, Any]:
        """Import sheets that must be refused in one sentence, leaving the ledger as it was."""
        path, before = self.write(sheets), self.dump()
        answer = self.call("import", str(path), *options, "--json")
        assert answer.status == 1, answer
        assert answer.err.count("\n") == 1, answer.err
        assert self.dump() == before
        told: dict[str, Any] = json.loads(answer.out)["sheets"]
        return told

    def ask(self, *arguments: str) -> Any:
        """Ask for something as JSON."""
        answer = self.call(*arguments, "--json")
        assert answer.status == 0, answer.err
        return json.loads(answer.out)

    def figures(self, year: int, *options: str) -> dict[str, Any]:
        """Give the figures of a year."""
        told: dict[str, Any] = self.ask("figures", "--year", str(year), "--asof", "2026-01-31", *options)["figures"]
        return told

    def hours(self, year: int, *options: str) -> dict[str, dict[str, Any]]:
        """Give the hours list of a year by number, else by name."""
        people = self.ask("hours", "--year", str(year), "--asof", "2026-01-31", *options)["people"]
        return {person["number"] or person["name"]: person for person in people}

    def duties(self, year: int, asof: str = "2026-01-31") -> dict[tuple[str, str, str], tuple[int, int, str]]:
        """Give the duties of a year by organisation, kind and period."""
        rows = self.ask("duties", "--year", str(year), "--asof", asof)["duties"]
        return {
            (row["organization"], row["kind"], row["period"]): (row["required"], row["held"], row["state"])
            for row in rows
        }

    def dump(self) -> list[str]:
        """Write out the whole file."""
        connection = sqlite3.connect(self.path)
        lines = list(connection.iterdump())
        connection.close()
        return lines
