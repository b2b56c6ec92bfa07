"""Sheets whose rows are the same by what they are about: 工资总额 by year, 学习强国 and 认证证书 by person and date."""

from typing import Any

from services.workbooks.importing.context import ImportContext, add_record, for_each_row, set_fields
from services.workbooks.importing.journal import ReadSheet, Row
from services.workbooks.sheets.people_sheets import CERTIFICATES, SCORES
from services.workbooks.sheets.work_sheets import PAYROLL


def import_payroll(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the payroll of each year."""
    table = context.image.table("payrolls")
    by_year = {record.values["year"]: record for record in table.live()}

    def handle(row: Row) -> None:
        year = row.stored("year")
        if not context.claim(PAYROLL, year, row):
            return
        record = by_year.get(year)
        if record is None:
            record = add_record(row, table, year=year, amount_fen=row.stored("amount_fen"))
            row.is_new = True
        row.key = record.key
        set_fields(row, record, PAYROLL, ("amount_fen",))

    for_each_row(sheets, handle)


def import_scores(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make a person's score of a day."""
    table = context.image.table("study_app_scores")
    by_day = {(record.values["person_id"], record.values["scored_on"]): record for record in table.live()}

    def handle(row: Row) -> None:
        person = context.people.resolve(row, row.text("scored_on"))
        identity = (person.key, row.text("scored_on"))
        if not context.claim(SCORES, identity, row):
            return
        record = by_day.get(identity)
        if record is None:
            record = add_record(row, table, person_id=person.key, scored_on=identity[1], score=row.stored("score"))
            row.is_new = True
        row.key = record.key
        set_fields(row, record, SCORES, ("score",))

    for_each_row(sheets, handle)


def import_certificates(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make a person's certificate, by its name and the day it was obtained."""
    table = context.image.table("certificates")
    by_name: dict[tuple[Any, ...], Any] = {
        (record.values["person_id"], record.values["name"], record.values["obtained_on"]): record
        for record in table.live()
    }

    def handle(row: Row) -> None:
        person = context.people.resolve(row)
        name, obtained_on = row.text("certificate"), row.text("obtained_on")
        identity = (person.key, name, obtained_on)
        if not context.claim(CERTIFICATES, identity, row):
            return
        record = by_name.get(identity)
        if record is None:
            record = add_record(row, table, person_id=person.key, name=name, obtained_on=obtained_on)
            row.is_new = True
        row.key = record.key
        set_fields(row, record, CERTIFICATES, ("valid_until",))

    for_each_row(sheets, handle)
