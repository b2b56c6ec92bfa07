"""The sheet 花名册, its first part: who is who, and what is simply true of a person."""

from typing import Final

from models.enums import StageKind
from services.masking import masked
from services.workbooks import wording
from services.workbooks.importing.context import ImportContext, add_record, for_each_row, set_fields
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import ReadSheet, Row, RowRefusedError
from services.workbooks.importing.masked_numbers import compare_masked, take_masked
from services.workbooks.sheets.people_sheets import ROSTER
from services.workbooks.writing.derived_numbers import derived_number

PERSON_FIELDS: Final = (
    "name",
    "gender",
    "ethnicity",
    "born_on",
    "identity_number",
    "education",
    "category",
    "administrative_post",
    "rank",
    "phone",
    "note",
)


def import_people(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the person of each row; dated records follow when the sheets of their own have been read."""
    for_each_row(sheets, lambda row: _import_person(context, row))
    for sheet in sheets:
        for row in sheet.rows:
            if row.refused and row.key is None:
                _stand_in(context, row)


def _stand_in(context: ImportContext, row: Row) -> None:
    """Let a refused row's person be found, so that the rows that name them are not refused for it too.

    Nothing is written when any row is refused, so the stand-in never reaches the database.
    """
    name, number = row.text("name"), row.text("number")
    if not name or context.people.with_name(name) or context.people.with_number(number):
        return
    person = context.image.table("people").add(name=name, number=number, category=StageKind.FORMAL.value)
    context.people.index(person)
    for organization in context.organizations.matching(row.text("branch")):
        context.people.declare(person, organization.key)


def _import_person(context: ImportContext, row: Row) -> None:
    branch = context.organizations.resolve(row.text("branch"), "所在党组织")
    hidden = take_masked(row)
    person = _find(context, row, branch)
    if person is None:
        category = StageKind(row.text("category")).value
        person = add_record(row, context.image.table("people"), name=row.text("name"), category=category)
        row.is_new = True
    if not context.claim(ROSTER, person.key, row, wording.REPEATED_PERSON):
        return
    row.key = person.key
    compare_masked(row, person, hidden)
    if person.is_new or row.text("number") != derived_number(person.key):
        set_fields(row, person, ROSTER, ("number",))
    set_fields(row, person, ROSTER, PERSON_FIELDS)
    context.people.index(person)
    context.people.declare(person, branch.key)


def _find(context: ImportContext, row: Row, branch: Record) -> Record | None:
    number, identity = row.text("number"), row.text("identity_number")
    by_number = _one(context.people.with_number(number), "人员编号", number) if number else None
    by_identity = _one(context.people.with_identity(identity), "身份证号", identity) if identity else None
    if by_number is not None:
        if by_identity is not None and by_identity is not by_number:
            raise RowRefusedError(
                "身份证号", masked(identity), wording.PERSON_IDENTITY_CLASH, wording.PERSON_NAME_DIFFERS_REMEDY
            )
        return by_number
    if by_identity is not None:
        if number and by_identity.values["number"]:
            raise RowRefusedError("人员编号", number, wording.PERSON_IDENTITY_CLASH, wording.PERSON_NAME_DIFFERS_REMEDY)
        return by_identity
    return _find_by_name(context, row, branch)


def _one(found: list[Record], column: str, value: str) -> Record | None:
    if len(found) > 1:
        shown = masked(value) if column == "身份证号" else value
        raise RowRefusedError(column, shown, wording.NUMBER_AMBIGUOUS, wording.NUMBER_AMBIGUOUS_REMEDY)
    return found[0] if found else None


def _find_by_name(context: ImportContext, row: Row, branch: Record) -> Record | None:
    number, identity = row.text("number"), row.text("identity_number")
    candidates = [
        person
        for person in context.people.with_name(row.text("name"))
        if context.people.belongs(person, branch.key)
        and not (number and person.values["number"])
        and not (identity and person.values["identity_number"])
    ]
    if len(candidates) > 1:
        raise RowRefusedError("姓名", row.text("name"), wording.PERSON_AMBIGUOUS, wording.PERSON_AMBIGUOUS_REMEDY)
    return candidates[0] if candidates else None
