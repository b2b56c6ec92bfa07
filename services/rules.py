"""Rules in force on a day: the rows of `rules`, read once, asked by key and day."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, false, select

from models.rules import Rule


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One dated value: holds from `valid_from` (empty: always) to the day before `valid_to` (empty: still).

    `basis` and `clause` are what it rests on, `own` marks 单位自定.
    """

    key: str
    value: object
    valid_from: date | None
    valid_to: date | None
    basis: str = ""
    clause: str = ""
    own: bool = False

    @property
    def source(self) -> str:
        """Give what it rests on: the document with its clause; empty where the unit has set it."""
        return f"{self.basis}{self.clause}"

    def holds(self, day: date) -> bool:
        """Tell whether the rule holds on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a file."""

    rows: tuple[RuleRow, ...]

    @classmethod
    def load(cls, connection: Connection) -> "RuleBook":
        """Read every rule that is not deleted."""
        columns = select(Rule.key, Rule.value, Rule.valid_from, Rule.valid_to, Rule.basis, Rule.clause, Rule.own).where(
            Rule.deleted == false()
        )
        return cls(
            tuple(
                RuleRow(row.key, json.loads(row.value), row.valid_from, row.valid_to, row.basis, row.clause, row.own)
                for row in connection.execute(columns)
            )
        )

    def row(self, key: str, day: date) -> RuleRow | None:
        """Give the row in force on a day, None where there is none; of several the one that began last."""
        holding = [row for row in self.rows if row.key == key and row.holds(day)]
        return max(holding, key=lambda row: row.valid_from or date.min) if holding else None

    def value(self, key: str, day: date) -> object:
        """Give the value that holds on a day, None where no rule does."""
        row = self.row(key, day)
        return None if row is None else row.value

    def number(self, key: str, day: date) -> Decimal | None:
        """Give a rule's value as an exact number, None where it is not set."""
        value = self.value(key, day)
        return None if value is None else Decimal(str(value))
