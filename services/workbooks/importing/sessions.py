"""The sheets 学习活动, 场次 and 缺课."""

from datetime import date
from typing import Any, Final

from models.enums import SessionKind, SessionState
from services.workbooks import wording
from services.workbooks.importing.children import LinkRows, ListedTexts
from services.workbooks.importing.context import (
    ImportContext,
    add_record,
    check_order,
    for_each_row,
    note_change,
    set_fields,
    set_value,
)
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import ReadSheet, Row, RowRefusedError
from services.workbooks.sheets.formats import Column
from services.workbooks.sheets.session_sheets import MISSES, SESSIONS, SITTINGS

_FIELDS: Final = (
    "title",
    "kind",
    "starts_on",
    "ends_on",
    "days",
    "hours",
    "delivery",
    "lecturer",
    "host",
    "recorder",
    "place",
    "reflections",
    "pass_mark",
    "state",
    "note",
)
_COLUMN: Final = SESSIONS.by_field


def import_sessions(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the session of each row, with its further kinds, topics and items."""
    handler = _SessionRows(context)
    for_each_row(sheets, handler.handle)
    for sheet in sheets:
        for row in sheet.rows:
            if row.refused and row.key is None:
                handler.stand_in(row)


class _SessionRows:
    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._table = context.image.table("sessions")
        self._campaigns = context.image.table("campaigns")
        self._kinds = LinkRows(context.image.table("session_further_kinds"), "session_id", "kind")
        self._topics = LinkRows(context.image.table("session_topics"), "session_id", "topic")
        self._items = ListedTexts(context.image.table("study_items"), "session_id", "title")
        self._campaign_names = {record.values["name"]: record for record in self._campaigns.live()}

    def handle(self, row: Row) -> None:
        """Make or change one session."""
        organization = self._context.organizations.resolve(row.text("organization"), "组织单位")
        number = row.text("number")
        session = self._context.sessions.find(number, "活动编号")
        if session is None:
            session = self._add(row, number, organization)
        if not self._context.claim(SESSIONS, session.key, row):
            return
        row.key = session.key
        self._set_organization(row, session, organization)
        set_fields(row, session, SESSIONS, _FIELDS)
        if "discussion" in row.cells:
            set_value(row, session, _COLUMN["discussion"], row.stored("discussion") or 0)
        check_order(session.values["starts_on"], session.values["ends_on"], "结束日期")
        self._set_campaign(row, session)
        self._set_codes(row, session, self._kinds, _COLUMN["further_kinds"])
        self._set_codes(row, session, self._topics, _COLUMN["topics"])
        if "items" in row.cells:
            self._set_items(row, session)

    def stand_in(self, row: Row) -> None:
        """Let a refused row's session be found, so that its attendance is not refused for it too; never written."""
        number, top = row.text("number"), self._context.organizations.top()
        if number and top is not None and self._context.sessions.find(number, "活动编号") is None:
            row.cells.setdefault("kind", SessionKind.OTHER.value)
            row.cells.setdefault("starts_on", date.min.isoformat())
            self._add(row, number, top)

    def _add(self, row: Row, number: str, organization: Record) -> Record:
        session = add_record(
            row,
            self._table,
            number=number,
            organization_id=organization.key,
            kind=SessionKind(row.text("kind")).value,
            title=row.text("title"),
            starts_on=row.text("starts_on"),
            state=SessionState.HELD.value,
        )
        self._context.sessions.index(session)
        row.is_new = True
        return session

    def _set_organization(self, row: Row, session: Record, organization: Record) -> None:
        old = session.values["organization_id"]
        if session.put("organization_id", organization.key):
            before = self._context.organizations.reference(old)
            note_change(row, session, _COLUMN["organization"], before, row.text("organization"))

    def _set_campaign(self, row: Row, session: Record) -> None:
        if "campaign" not in row.cells:
            return
        name, old = row.text("campaign"), session.values["campaign_id"]
        campaign = self._campaign_names.get(name)
        if name and campaign is None:
            campaign = self._campaigns.add(name=name)
            self._campaign_names[name] = campaign
            self._context.made.append(f"专题：{name}")
        if session.put("campaign_id", None if campaign is None else campaign.key):
            before = "" if old is None else self._campaigns.records[old].values["name"]
            note_change(row, session, _COLUMN["campaign"], before, name)

    def _set_codes(self, row: Row, session: Record, links: LinkRows, column: Column) -> None:
        if column.field not in row.cells:
            return
        stored: Any = row.stored(column.field) or ()
        codes = frozenset(stored) - ({session.values["kind"]} if column.field == "further_kinds" else frozenset())
        old = links.of(session.key)
        if codes != old:
            links.put(session.key, codes)
            note_change(row, session, column, tuple(sorted(old)), tuple(sorted(codes)))

    def _set_items(self, row: Row, session: Record) -> None:
        stored: Any = row.stored("items") or ()
        old = self._items.of(session.key)
        if stored != old:
            self._items.put(session.key, stored)
            note_change(row, session, _COLUMN["items"], old, stored)


def import_sittings(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the sitting of each row: by session and number."""
    table = context.image.table("sittings")
    by_number = {(record.values["session_id"], record.values["number"]): record for record in table.live()}

    def handle(row: Row) -> None:
        session = context.sessions.resolve(row.text("session"))
        identity = (session.key, row.stored("number"))
        if not context.claim(SITTINGS, identity, row):
            return
        sitting = by_number.get(identity)
        if sitting is None:
            values = {"held_on": row.text("held_on"), "hours": row.stored("hours"), "number": row.stored("number")}
            sitting = add_record(row, table, session_id=session.key, **values)
            by_number[identity] = sitting
            row.is_new = True
        row.key = sitting.key
        set_fields(row, sitting, SITTINGS, ("held_on", "part", "content", "lecturer", "hours"))

    for_each_row(sheets, handle)


def import_misses(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Find or make the entry of a person who missed a sitting."""
    sittings = context.image.table("sittings")
    by_number = {(record.values["session_id"], record.values["number"]): record for record in sittings.live()}
    table = context.image.table("sitting_misses")

    def handle(row: Row) -> None:
        session = context.sessions.resolve(row.text("session"))
        person = context.people.resolve(row)
        sitting = by_number.get((session.key, row.stored("sitting")))
        if sitting is None:
            raise RowRefusedError(
                "场次", row.stored("sitting"), wording.SITTING_UNKNOWN, wording.SITTING_UNKNOWN_REMEDY
            )
        identity = (sitting.key, person.key)
        if not context.claim(MISSES, identity, row):
            return
        miss = table.records.get(identity)
        if miss is None or miss.values["deleted"]:
            miss = table.add(sitting_id=sitting.key, person_id=person.key)
            miss.made_by = row
            row.is_new = True
        set_fields(row, miss, MISSES, ("reason",))

    for_each_row(sheets, handle)
