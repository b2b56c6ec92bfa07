"""Every table and column has its Chinese name, and the list names nothing else."""

from models.change_log.cells import logged_table, logged_tables
from services.history.words import Words, column_label, table_label
from services.resources import load_json
from tests.services.office import Office


def test_every_table_and_column_is_named() -> None:
    names = [table_label(table.name) for table in logged_tables()]
    assert len(set(names)) == len(names)
    for table in logged_tables():
        for column in table.table.columns:
            assert column_label(table.name, column.name)


def test_no_name_is_without_its_table_or_column() -> None:
    named = load_json("field_names.json")["tables"]
    tables = {table.name: table.table for table in logged_tables()}
    assert set(named) == set(tables)
    for name, entry in named.items():
        assert {*entry["columns"], *entry["subject"]} <= set(tables[name].columns.keys())


def test_a_template_is_told_by_its_first_line_and_length(office: Office) -> None:
    content = logged_table("document_templates").table.columns["content"]
    with office.database.reading() as connection:
        words = Words(connection)
        assert words.value(content, "标题：通报\n甲\n乙\n") == "标题：通报…（共 3 行、10 字）"
        assert words.value(content, "只有一行") == "只有一行"
