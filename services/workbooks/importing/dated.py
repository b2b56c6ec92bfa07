"""The sheets 组织关系, 任职, 免学时 and 发展阶段: dated records, by person, what they are about, and first day."""

from typing import Any, Final

from services.workbooks import wording
from services.workbooks.importing.context import ImportContext, check_order, for_each_row, set_fields, set_value
from services.workbooks.importing.dated_records import DatedRecords
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import ReadSheet, Row, RowRefusedError
from services.workbooks.importing.posts import parse_posts
from services.workbooks.sheets.formats import SheetFormat
from services.workbooks.sheets.people_sheets import APPOINTMENTS, EXEMPTIONS, MEMBERSHIPS, STAGES

_ONE_POST: Final = "一行只能填一个职务"


class _DatedRows:
    """What the dated sheets have in common: a record that begins on a day and may end on another."""

    def __init__(self, context: ImportContext, form: SheetFormat, table: str, fields: tuple[str, ...]) -> None:
        self._context = context
        self._form = form
        self._records = DatedRecords(context.image.table(table))
        self._fields = fields

    def take(self, row: Row, person: Record, **about: Any) -> Record | None:
        """Find or make the record of a row; None where an earlier row said the same."""
        starts_on = row.text("starts_on") or None
        check_order(starts_on, row.text("ends_on") or None, "止")
        identity = (person.key, starts_on, *about.values())
        if not self._context.claim(self._form, identity, row):
            return None
        record = self._records.find(person, starts_on, **about)
        if record is not None and self._is_another(row, record, starts_on):
            record = None
        made = record is None or (record.values["starts_on"] != starts_on and record.made_by is not None)
        if record is None or made:
            required = {name: row.stored(name) for name in self._fields if name in self._form.required}
            record = self._records.add(person, starts_on=starts_on, **about, **required)
            record.made_by = row
            row.is_new = True
        row.key = record.key
        set_value(row, record, self._form.by_field["starts_on"], starts_on)
        set_fields(row, record, self._form, self._fields)
        check_order(record.values["starts_on"], record.values["ends_on"], "止")
        return record

    def _is_another(self, row: Row, record: Record, starts_on: str | None) -> bool:
        """Tell whether a record without a first day is of another reason: the row does not date it then."""
        if record.values["starts_on"] == starts_on or "reason" not in self._form.required:
            return False
        return bool(record.values["reason"] != row.text("reason"))


def import_memberships(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Take the rows of 组织关系."""
    rows = _DatedRows(context, MEMBERSHIPS, "memberships", ("ends_on", "source", "destination", "reason"))

    def handle(row: Row) -> None:
        person = context.people.resolve(row)
        organization = context.organizations.resolve(row.text("organization"), "党组织")
        record = rows.take(row, person, organization_id=organization.key)
        if record is not None and row.is_new:
            context.people.add_membership(record)

    for_each_row(sheets, handle)


def import_appointments(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Take the rows of 任职."""
    rows = _DatedRows(context, APPOINTMENTS, "appointments", ("ends_on",))

    def handle(row: Row) -> None:
        person = context.people.resolve(row)
        organization = context.organizations.resolve(row.text("organization"), "任职组织")
        posts = parse_posts(row.text("posts"), "职务")
        if len(posts) != 1:
            raise RowRefusedError("职务", row.text("posts"), _ONE_POST, wording.POST_REMEDY)
        post = posts[0]
        about = {"organization_id": organization.key, "post": post.post.value, "portfolio": post.portfolio}
        rows.take(row, person, **about)

    for_each_row(sheets, handle)


def import_exemptions(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Take the rows of 免学时."""
    rows = _DatedRows(context, EXEMPTIONS, "exemptions", ("reason", "ends_on", "approved_by"))
    for_each_row(sheets, lambda row: _ignore(rows.take(row, context.people.resolve(row))))


def _ignore(_: Record | None) -> None:
    return None


def import_stages(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Take the rows of 发展阶段."""
    records = DatedRecords(context.image.table("stages"))

    def handle(row: Row) -> None:
        person = context.people.resolve(row)
        about = {"kind": row.text("kind"), "reached_on": row.text("reached_on")}
        if not context.claim(STAGES, (person.key, *about.values()), row):
            return
        found = records.matching(person, **about)
        if not found:
            found = [records.add(person, **about)]
            found[0].made_by = row
            row.is_new = True
        row.key = found[0].key

    for_each_row(sheets, handle)
