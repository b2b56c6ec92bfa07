"""What every service does with a draft: check its fields, copy them into the stored record."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from models.base import Base, Entity
from models.keys import Key
from models.types import THOUSAND
from services.errors import DatesOutOfOrderError, InvalidFieldError, RecordMissingError, RequiredFieldError

E = TypeVar("E", bound=Entity)


def field_values(draft: Any, *, without: Collection[str] = ()) -> dict[str, Any]:
    """Give a draft's fields by name, texts without blanks at their ends."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft) if field.name not in without}
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}


def fill(entity: Base, values: dict[str, Any]) -> bool:
    """Set the fields that differ; tell whether any did."""
    differing = {name: value for name, value in values.items() if getattr(entity, name) != value}
    for name, value in differing.items():
        setattr(entity, name, value)
    return bool(differing)


def live(session: Session, table: type[E], key: Key, what: str) -> E:
    """Get a record by its key; RecordMissingError if it is gone or deleted (`what` is its kind in Chinese)."""
    entity = session.get(table, key)
    if entity is None or entity.deleted:
        raise RecordMissingError(what=what)
    return entity


def require(what: str, **texts: tuple[str, object]) -> None:
    """Refuse empty fields: each argument is (label, value); RequiredFieldError names the first."""
    for label, value in texts.values():
        if value is None or (isinstance(value, str) and not value.strip()):
            raise RequiredFieldError(what=what, field=label)


def require_order(what: str, starts_on: date | None, ends_on: date | None) -> None:
    """Refuse an end before its start: DatesOutOfOrderError."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DatesOutOfOrderError(what=what, starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat())


def next_number(used: Iterable[str], year: int) -> str:
    """Give the number after the highest one used in a year: 2026-0001, then 2026-0002 and so on."""
    prefix = f"{year}-"
    rests = [number.removeprefix(prefix) for number in used if number.startswith(prefix)]
    highest = max((int(rest) for rest in rests if rest.isascii() and rest.isdigit()), default=0)
    return f"{prefix}{highest + 1:04d}"


def require_number(what: str, label: str, value: Decimal | int | None) -> None:
    """Refuse a negative number and a fourth decimal place: InvalidFieldError."""
    if value is not None and (value < 0 or value * THOUSAND % 1):
        raise InvalidFieldError(what=what, field=label, value=str(value), remedy="应为不小于0、至多三位小数的数")
