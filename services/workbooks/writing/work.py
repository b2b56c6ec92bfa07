"""Rows of the sheets about follow-up, money, plans, materials and shortcomings, as the database has them."""

from collections.abc import Callable, Iterator

from services.workbooks.importing.children import ListedTexts
from services.workbooks.importing.follow_up import MEASURE_FIELDS
from services.workbooks.importing.image import Record
from services.workbooks.importing.plans import ITEM_FIELDS, PLAN_FIELDS
from services.workbooks.writing.derived_numbers import number_of
from services.workbooks.writing.source import ExportRow, ExportSource


def follow_up_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a measure."""
    projects = source.table("follow_up_projects").records
    for record in source.table("follow_up_measures").live():
        project = projects.get(record.values["project_id"])
        if project is None:
            continue
        row: ExportRow = {name: record.values[name] for name in MEASURE_FIELDS}
        row["number"] = number_of(record.values["number"], record.key)
        row["session"] = source.session_number(project.values["session_id"])
        row["name"], row["decided_on"] = project.values["name"], project.values["decided_on"]
        yield row


def plan_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a plan item, plan by plan in the order of the items."""
    plans = source.table("plans").records
    items = [record for record in source.table("plan_items").live() if record.values["plan_id"] in plans]

    def order(item: Record) -> tuple[object, ...]:
        plan = plans[item.values["plan_id"]]
        about = tuple(str(plan.values[name] or "") for name in PLAN_FIELDS)
        return (*about, item.values["position"], item.values["title"], item.key)

    for item in sorted(items, key=order):
        plan = plans[item.values["plan_id"]]
        yield {name: plan.values[name] for name in PLAN_FIELDS} | {name: item.values[name] for name in ITEM_FIELDS}


def record_rows(table: str) -> Callable[[ExportSource], Iterator[ExportRow]]:
    """Make the rows of a table whose columns are the sheet's, with the records that it names."""

    def rows(source: ExportSource) -> Iterator[ExportRow]:
        sources = source.table("fund_sources").records
        for record in source.table(table).live():
            row: ExportRow = dict(record.values)
            if "number" in row:
                row["number"] = number_of(record.values["number"], record.key)
            if row.get("organization_id") is not None:
                row["organization"] = source.organization(row["organization_id"])
            if "session_id" in row:
                row["session"] = source.session_number(row["session_id"])
            if "fund_source_id" in row:
                row["fund_source"] = sources[row["fund_source_id"]].values["code"]
            yield row

    return rows


def shortcoming_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a shortcoming with its measures."""
    measures = ListedTexts(source.table("shortcoming_measures"), "shortcoming_id", "content")
    for record in source.table("shortcomings").live():
        number = number_of(record.values["number"], record.key)
        yield record.values | {"number": number, "measures": measures.of(record.key)}
