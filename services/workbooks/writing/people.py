"""Rows of the sheets about organisations and people, as the database has them."""

from collections.abc import Iterator
from typing import Any

from models.enums import Post, StageKind
from services.workbooks.importing.dated_records import DatedRecords, latest
from services.workbooks.importing.image import Record
from services.workbooks.importing.posts import PostText
from services.workbooks.importing.roster import PERSON_FIELDS
from services.workbooks.importing.roster_records import STAGE_FIELDS
from services.workbooks.writing.source import ExportRow, ExportSource


def organization_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Go through the tree, each organisation before those below it."""
    below: dict[bytes | None, list[Record]] = {}
    for record in source.table("organizations").live():
        below.setdefault(record.values["parent_id"], []).append(record)
    waiting = _sorted_organizations(below.get(None, []))
    while waiting:
        record = waiting.pop()
        waiting += _sorted_organizations(below.get(record.key, []))
        parent = record.values["parent_id"]
        yield record.values | {"parent": None if parent is None else source.organization(parent)}


def _sorted_organizations(records: list[Record]) -> list[Record]:
    """Sort by birth, as the officer entered them, and backwards, since the next is taken from the end."""
    return sorted(records, key=lambda record: record.key, reverse=True)


def roster_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a person: what is simply true of them, and of the dated records what holds now."""
    tables = {
        name: DatedRecords(source.table(name)) for name in ("memberships", "appointments", "exemptions", "stages")
    }
    for person in source.table("people").live():
        row: ExportRow = {name: person.values[name] for name in PERSON_FIELDS}
        row["number"] = source.person_number(person.key)
        for field, kind in STAGE_FIELDS.items():
            row[field] = _last_day(tables["stages"].matching(person, kind=kind.value))
        branch = _put_membership(source, row, latest(tables["memberships"].of(person)))
        _put_posts(source, row, tables["appointments"].of(person), branch)
        undated = tables["exemptions"].matching(person, starts_on=None, ends_on=None)
        row["exemption"] = min((record.values["reason"] for record in undated), default=None)
        yield row


def _last_day(stages: list[Record]) -> str | None:
    return max((record.values["reached_on"] for record in stages), default=None)


def _put_membership(source: ExportSource, row: ExportRow, membership: Record | None) -> bytes | None:
    if membership is None:
        return None
    organization = source.organizations.by_key(membership.values["organization_id"])
    branch = source.organizations.branch(organization.key)
    row["branch"] = source.organization(branch.key)
    row["group"] = None if branch is organization else organization.values["name"]
    row["moved_in_on"], row["moved_out_on"] = membership.values["starts_on"], membership.values["ends_on"]
    return branch.key


def _put_posts(source: ExportSource, row: ExportRow, appointments: list[Record], branch: bytes | None) -> None:
    """Put the posts that hold now in one organisation from one day; all the others stand in 任职 only."""
    main = _main_appointment(source, appointments)
    if main is None:
        return
    same = ("organization_id", "starts_on", "ends_on")
    together = [record for record in appointments if all(record.values[name] == main.values[name] for name in same)]
    row["posts"] = "、".join(sorted({post_text(record) for record in together}, key=_post_order))
    key = main.values["organization_id"]
    row["post_organization"] = None if key == branch else source.organization(key)
    row["appointed_on"], row["dismissed_on"] = main.values["starts_on"], main.values["ends_on"]


def _main_appointment(source: ExportSource, appointments: list[Record]) -> Record | None:
    return max(
        appointments,
        key=lambda record: (
            record.values["ends_on"] is None,
            record.values["starts_on"] or "",
            record.values["ends_on"] or "",
            source.organization(record.values["organization_id"]),
        ),
        default=None,
    )


def post_text(appointment: Record) -> str:
    """Write an appointment's post as it is read."""
    return PostText(Post(appointment.values["post"]), appointment.values["portfolio"]).write()


def _post_order(text: str) -> tuple[int, str]:
    labels = Post.labels()
    return (labels.index(text) if text in labels else len(labels), text)


def membership_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a membership."""
    for record in source.table("memberships").live():
        yield source.with_person(record) | {"organization": source.organization(record.values["organization_id"])}


def appointment_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row an appointment."""
    for record in source.table("appointments").live():
        organization = source.organization(record.values["organization_id"])
        yield source.with_person(record) | {"organization": organization, "posts": post_text(record)}


def exemption_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row an exemption."""
    return (source.with_person(record) for record in source.table("exemptions").live())


def stage_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a stage."""
    order: dict[str, Any] = {kind.value: position for position, kind in enumerate(StageKind)}
    records = sorted(source.table("stages").live(), key=lambda record: order[record.values["kind"]])
    return (source.with_person(record) for record in records)


def score_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a score, with the branch that the person belongs to."""
    for record in source.table("study_app_scores").live():
        yield source.with_person(record) | {"branch": source.branch_of(record.values["person_id"])}


def certificate_rows(source: ExportSource) -> Iterator[ExportRow]:
    """Give a row a certificate."""
    for record in source.table("certificates").live():
        yield source.with_person(record) | {"certificate": record.values["name"]}
