"""The sheet 花名册, its second part: the conveniences that make or end memberships, posts, exemptions and stages."""

from typing import Final

from models.enums import Post, StageKind
from models.keys import Key
from services.workbooks import wording
from services.workbooks.importing.context import ImportContext, check_order, for_each_row, note_change, set_value
from services.workbooks.importing.dated_records import DatedRecords, latest
from services.workbooks.importing.image import Record
from services.workbooks.importing.journal import ReadSheet, Row, RowRefusedError
from services.workbooks.importing.posts import PostText, parse_posts
from services.workbooks.sheets.formats import Column
from services.workbooks.sheets.people_sheets import ROSTER

STAGE_FIELDS: Final = {
    "activist_on": StageKind.ACTIVIST,
    "target_on": StageKind.DEVELOPMENT_TARGET,
    "joined_on": StageKind.PROBATIONARY,
    "formal_on": StageKind.FORMAL,
}
_COLUMN: Final = ROSTER.by_field


def import_roster_records(context: ImportContext, sheets: list[ReadSheet]) -> None:
    """Make or end the dated records of each row, after the sheets of their own."""
    handler = _RosterRecords(context)
    for_each_row(sheets, handler.handle)


class _RosterRecords:
    def __init__(self, context: ImportContext) -> None:
        self._context = context
        self._organizations = context.organizations
        self._memberships = DatedRecords(context.image.table("memberships"))
        self._appointments = DatedRecords(context.image.table("appointments"))
        self._exemptions = DatedRecords(context.image.table("exemptions"))
        self._stages = DatedRecords(context.image.table("stages"))

    def handle(self, row: Row) -> None:
        """Make or end the records of one row."""
        if row.key is None:
            return
        person = self._context.image.table("people").records[row.key]
        for field, kind in STAGE_FIELDS.items():
            self._stage(row, person, kind, _COLUMN[field])
        branch = self._organizations.resolve(row.text("branch"), "所在党组织")
        self._membership(row, person, branch)
        self._posts(row, person, branch)
        self._exemption(row, person)

    def _stage(self, row: Row, person: Record, kind: StageKind, column: Column) -> None:
        if column.field not in row.cells:
            return
        reached_on = row.stored(column.field)
        there = self._stages.matching(person, kind=kind.value)
        if any(stage.values["reached_on"] == reached_on for stage in there):
            return
        if len(there) > 1:
            raise RowRefusedError(column.label, reached_on, wording.STAGE_AMBIGUOUS, wording.STAGE_AMBIGUOUS_REMEDY)
        if not there:
            if reached_on is not None:
                self._stages.add(person, kind=kind.value, reached_on=reached_on).made_by = row
                note_change(row, person, column, None, reached_on)
        elif reached_on is None:
            there[0].put("deleted", 1)
            note_change(row, there[0], column, there[0].values["reached_on"], None)
        else:
            set_value(row, there[0], column, reached_on, "reached_on")

    def _membership(self, row: Row, person: Record, branch: Record) -> None:
        starts_on, ends_on = row.text("moved_in_on") or None, row.text("moved_out_on") or None
        check_order(starts_on, ends_on, "转出日期")
        target = branch
        if row.text("group"):
            target = self._organizations.resolve_group(row.text("group"), branch, "党小组")
        home = self._organizations.branch(target.key)
        there = self._memberships.of(person)
        current = latest(there)
        same = self._same_membership(there, home.key, starts_on)
        if same is None:
            if current is not None:
                self._leave(row, current, starts_on)
            same = self._memberships.add(person, organization_id=target.key, starts_on=starts_on, ends_on=ends_on)
            same.made_by = row
            self._context.people.add_membership(same)
            if current is not None or not row.is_new:
                before = "" if current is None else self._name(current.values["organization_id"])
                note_change(row, person, _COLUMN["branch"], before, self._name(target.key))
            return
        if "moved_in_on" in row.cells:
            set_value(row, same, _COLUMN["moved_in_on"], starts_on, "starts_on")
        if "moved_out_on" in row.cells:
            set_value(row, same, _COLUMN["moved_out_on"], ends_on, "ends_on")
        check_order(same.values["starts_on"], same.values["ends_on"], "转出日期")
        self._place_in_group(row, same, target, home)

    def _same_membership(self, there: list[Record], home: Key, starts_on: str | None) -> Record | None:
        """Pick the membership a row speaks of: in that branch, from that day, or the one that holds now."""
        here = [record for record in there if self._organizations.branch(record.values["organization_id"]).key == home]
        current = latest(there)
        if starts_on is None:
            return current if current in here else None
        for record in here:
            if record.values["starts_on"] == starts_on:
                return record
        lasting = [
            record for record in here if record.values["ends_on"] is None or starts_on < record.values["ends_on"]
        ]
        return lasting[0] if len(lasting) == 1 else None

    def _leave(self, row: Row, current: Record, starts_on: str | None) -> None:
        """End the membership that holds now on the day the new one begins."""
        if starts_on is None:
            reason = wording.BRANCH_CHANGED_WITHOUT_DATE + self._name(current.values["organization_id"])
            raise RowRefusedError("所在党组织", row.text("branch"), reason, wording.BRANCH_CHANGED_REMEDY)
        if current.values["ends_on"] is None:
            check_order(current.values["starts_on"], starts_on, "转入日期")
            current.put("ends_on", starts_on)

    def _place_in_group(self, row: Row, membership: Record, target: Record, home: Record) -> None:
        old = membership.values["organization_id"]
        if row.clears("group"):
            target = home
        elif not row.text("group"):
            return
        if old != target.key:
            membership.put("organization_id", target.key)
            note_change(row, membership, _COLUMN["group"], self._name(old), self._name(target.key))

    def _name(self, key: Key) -> str:
        name: str = self._organizations.by_key(key).values["name"]
        return name

    def _posts(self, row: Row, person: Record, branch: Record) -> None:
        posts = parse_posts(row.text("posts"), "党内职务")
        if not posts and not row.clears("posts"):
            for field in ("appointed_on", "dismissed_on"):
                if row.text(field):
                    raise RowRefusedError(
                        _COLUMN[field].label, row.text(field), wording.DATE_WITHOUT_POST, wording.POST_REMEDY
                    )
            return
        organization = branch
        if row.text("post_organization"):
            organization = self._organizations.resolve(row.text("post_organization"), "任职组织")
        check_order(row.text("appointed_on") or None, row.text("dismissed_on") or None, "免职日期")
        before = self._appointments.matching(person, organization_id=organization.key)
        if row.clears("posts"):
            self._end_posts(row, before)
        for post in posts:
            self._post(row, person, post, organization, before)

    def _end_posts(self, row: Row, before: list[Record]) -> None:
        """End the posts that are still held, for 〔清空〕: only on a day, since what is dated is never wiped out."""
        held = [record for record in before if record.values["ends_on"] is None]
        if held and not row.text("dismissed_on"):
            raise RowRefusedError(
                "党内职务", wording.CLEAR_MARK, wording.POST_ENDS_WITHOUT_DATE, wording.POST_ENDS_REMEDY
            )
        for record in held:
            check_order(record.values["starts_on"], row.text("dismissed_on"), "免职日期")
            set_value(row, record, _COLUMN["dismissed_on"], row.text("dismissed_on"), "ends_on")

    def _post(self, row: Row, person: Record, post: PostText, organization: Record, before: list[Record]) -> None:
        starts_on, ends_on = row.text("appointed_on") or None, row.text("dismissed_on") or None
        about = {"organization_id": organization.key, "post": post.post.value, "portfolio": post.portfolio}
        found = self._appointments.find(person, starts_on, **about)
        if found is None and starts_on is None:
            found = latest(self._appointments.matching(person, **about))
        if found is None:
            held = [record for record in before if record.values["ends_on"] is None]
            if held and starts_on is None:
                reason = wording.POST_CHANGED_WITHOUT_DATE + _written(held[0])
                raise RowRefusedError("党内职务", row.text("posts"), reason, wording.POST_CHANGED_REMEDY)
            made = self._appointments.add(person, starts_on=starts_on, ends_on=ends_on, **about)
            made.made_by = row
            note_change(row, person, _COLUMN["posts"], None, post.write())
            return
        if "appointed_on" in row.cells:
            set_value(row, found, _COLUMN["appointed_on"], starts_on, "starts_on")
        if "dismissed_on" in row.cells:
            set_value(row, found, _COLUMN["dismissed_on"], ends_on, "ends_on")
        check_order(found.values["starts_on"], found.values["ends_on"], "免职日期")

    def _exemption(self, row: Row, person: Record) -> None:
        if "exemption" not in row.cells:
            return
        reason, there = row.text("exemption"), self._exemptions.of(person)
        if reason and any(record.values["reason"] == reason for record in there):
            return
        undated = [
            record for record in there if record.values["starts_on"] is None and record.values["ends_on"] is None
        ]
        if len(undated) > 1:
            raise RowRefusedError("免学时原因", reason, wording.EXEMPTION_AMBIGUOUS, wording.EXEMPTION_AMBIGUOUS_REMEDY)
        if not undated:
            if reason:
                self._exemptions.add(person, reason=reason).made_by = row
                note_change(row, person, _COLUMN["exemption"], None, reason)
        elif reason:
            set_value(row, undated[0], _COLUMN["exemption"], reason, "reason")
        else:
            undated[0].put("deleted", 1)
            note_change(row, undated[0], _COLUMN["exemption"], undated[0].values["reason"], None)


def _written(appointment: Record) -> str:
    return PostText(Post(appointment.values["post"]), appointment.values["portfolio"]).write()
