"""Dialogs of plans: which sessions were held for an item, and what next year's plan begins with."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from models.typing_override import override
from services.changes import Changes
from services.plans.rows import ItemSession, ItemSessions, PlanItemRow, ProposedItem
from services.plans.service import PlanService
from services.sessions.rows import SessionFilter
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.buttons import button
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.tick_list import TickList

LINKED = "已关联"
SUGGESTED = "建议"
OTHER = ""
Candidate = tuple[str, ItemSession]


class LinkDialog(RecordForm):
    """Ticks the sessions held for an item; nothing counts that the officer has not ticked."""

    def __init__(  # noqa: PLR0913 - sessions of the year come from another service
        self,
        desk: Desk,
        plans: PlanService,
        sessions: SessionService,
        row: PlanItemRow,
        *,
        year: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "关联活动", parent)
        self._plans = plans
        self._row = row
        self._found: list[Candidate] = []
        self.resize(860, 560)
        headings = (("日期", 130), ("活动", 290), ("类型", 100), ("组织单位", 160), ("说明", 100))
        self.list: TickList[Candidate] = TickList("活动列表", headings, _texts)
        self.everything = QCheckBox("显示本年全部活动")
        self.everything.setAccessibleName("显示本年全部活动")
        self.everything.toggled.connect(lambda _: self._offer())
        self.summary = label("", "hint")
        self.list.changed.connect(self._count)
        self.content.addWidget(wrapped_label(f"{row.draft.title}：需要 {row.needed} 次", "hint"))
        self.content.addWidget(self.everything)
        self.content.addWidget(self.list, 1)
        self.content.addWidget(self.summary)
        self.save_button.setEnabled(False)

        def find() -> tuple[ItemSessions, list[ItemSession]]:
            listed = sessions.list(SessionFilter(year=year))
            others = [
                ItemSession(one.key, one.starts_on, one.title, one.kind.label, one.organization_name, held=True)
                for one in listed
            ]
            return plans.sessions(row.key), others

        desk.runner.run(self, find, self._show, self.show_refusal)

    def _show(self, found: tuple[ItemSessions, list[ItemSession]]) -> None:
        sessions, others = found
        known = {one.key for one in (*sessions.linked, *sessions.suggested)}
        self._found = [(LINKED if one.held else "已关联，尚未举行", one) for one in sessions.linked]
        self._found += [(SUGGESTED, one) for one in sessions.suggested]
        self._found += [(OTHER, one) for one in others if one.key not in known]
        self.save_button.setEnabled(True)
        self._offer()

    def _offer(self) -> None:
        ticked = {one.key for _, one in self.list.ticked} if self.list.rows else _keys_linked(self._found)
        everything = self.everything.isChecked()
        shown = [one for one in self._found if one[0] or everything or one[1].key in ticked]
        self.list.show_rows(shown, lambda row: row[1].key in ticked)

    def _count(self) -> None:
        suggested = sum(note == SUGGESTED for note, _ in self.list.rows)
        self.summary.setText(f"已选 {len(self.list.ticked)} 次，建议 {suggested} 次；勾选后保存才计入完成情况")

    @override
    def collect(self) -> Callable[[], Changes]:
        keys = [session.key for _, session in self.list.ticked]
        plans, item = self._plans, self._row.key
        return lambda: plans.choose_sessions(item, keys)


def _keys_linked(found: Sequence[Candidate]) -> set[bytes]:
    return {one.key for note, one in found if note.startswith(LINKED)}


def _texts(row: Candidate) -> tuple[str, ...]:
    note, session = row
    return session.held_on.isoformat(), session.title, session.kind, session.organization_name, note


class DraftDialog(RecordForm):
    """Shows what next year's plans would begin with; only what stays ticked is written, in one step."""

    def __init__(self, desk: Desk, plans: PlanService, year: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"起草{year + 1}年计划", parent, save_text="写入计划")
        self._plans = plans
        self.resize(1040, 620)
        headings = (("事项", 300), ("完成时限", 100), ("次数", 60), ("来源", 80), ("写入的计划", 210), ("依据", 220))
        self.list: TickList[ProposedItem] = TickList("拟列事项", headings, _proposal_texts)
        self.list.changed.connect(self._count)
        words = (
            f"由{year}年计划顺延、制度要求和未整改问题得出；已在{year + 1}年计划中的不再列出。请去掉不要的，再写入。"
        )
        self.content.addWidget(wrapped_label(words, "hint"))
        self.content.addWidget(self.list, 1)
        foot = QHBoxLayout()
        self.summary = label("正在起草…", "hint")
        foot.addWidget(self.summary, 1)
        foot.addWidget(button("全选", None, lambda: self.list.tick_all(ticked=True)))
        foot.addWidget(button("全不选", None, lambda: self.list.tick_all(ticked=False)))
        self.content.addLayout(foot)
        self.save_button.setEnabled(False)
        desk.runner.run(self, lambda: plans.propose_next_year(year), self._show, self.show_refusal)

    def _show(self, proposals: tuple[ProposedItem, ...]) -> None:
        self.list.show_rows(proposals, lambda _: True)

    def _count(self) -> None:
        ticked = len(self.list.ticked)
        self.save_button.setEnabled(ticked > 0)
        none = "没有新的事项可列"
        self.summary.setText(f"共 {len(self.list.rows)} 项，写入 {ticked} 项" if self.list.rows else none)

    @override
    def collect(self) -> Callable[[], Changes]:
        kept, plans = self.list.ticked, self._plans
        return lambda: plans.save_proposals(kept)


def _proposal_texts(row: ProposedItem) -> tuple[str, ...]:
    item = row.item
    times = "" if item.times is None else str(item.times)
    return item.title, item.deadline, times, row.source.label, row.plan.name, row.reason
