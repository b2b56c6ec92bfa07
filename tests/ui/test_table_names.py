"""Every table has a Chinese name."""

from models.schema import metadata
from ui.table_names import table_name


def test_every_table_has_a_chinese_name() -> None:
    unnamed = [name for name in metadata.tables if not name.startswith("change_") and table_name(name) == name]
    assert unnamed == []
