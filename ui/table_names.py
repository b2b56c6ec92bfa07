"""The Chinese names of the tables, for messages that speak of records of any kind."""

from functools import cache

from services.resources import load_json


def table_name(table: str) -> str:
    """Give the word that people know a table by; what is no table (a fault's own words) as it is."""
    return _names().get(table, table)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = load_json("table_names.json")
    return names
