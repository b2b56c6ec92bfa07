"""Long lists of keys as one bound value, so that no statement meets the limit of variables."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from models.keys import Key


def among(column: Any, keys: Iterable[Key]) -> ColumnElement[bool]:
    """Give the condition that a key column is one of these keys, however many they are."""
    listed = json.dumps([key.hex() for key in keys])
    values = func.json_each(bindparam(None, listed, unique=True)).table_valued("value")
    return column.in_(select(func.unhex(values.c.value)))  # type: ignore[no-any-return]
