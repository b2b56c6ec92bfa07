"""Forms of study resources and training needs; what sessions name without a link; lines pasted from a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.enums import Audience, ResourceKind, TeacherTitle, Topic
from models.keys import Key
from models.typing_override import override
from services.changes import Changes
from services.needs.pasting import HEADINGS
from services.needs.rows import NeedDraft, PastedLine
from services.needs.service import NeedService
from services.organizations.rows import OrganizationRow
from services.study_resources.rows import ResourceDraft
from services.study_resources.service import StudyResourceService
from ui.window.desk import Desk
from ui.window.dialogs.form import RecordForm
from ui.window.widgets.inputs import SEARCH_DELAY_MILLISECONDS, Choice, NumberEdit, TextEdit
from ui.window.widgets.labels import label, wrapped_label
from ui.window.widgets.organization_choice import organization_options
from ui.window.widgets.tick_list import TickList

RESOURCE: Final = "学习资源"
NEED: Final = "培训需求"
NONE: Final = "（未填）"
OWN: Final = "（党委本级）"
ORIGINS: Final = {
    ResourceKind.TEACHER: "所在单位",
    ResourceKind.PLACE: "地址",
    ResourceKind.COURSE: "提供单位",
    ResourceKind.TEXT: "出版单位",
}


class ResourceForm(RecordForm):
    """Adds a resource of a kind (`key` empty) or changes one."""

    def __init__(
        self,
        desk: Desk,
        resources: StudyResourceService,
        draft: ResourceDraft,
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        kind = draft.kind
        super().__init__(desk, f"{'新增' if key is None else '修改'}{kind.label}", parent)
        self._resources = resources
        self._draft = draft
        self._key = key
        self.name = self.add("名称", TextEdit(RESOURCE, "名称", draft.name, required=True), required=True)
        self.title: Choice[TeacherTitle | None] | None = None
        if kind is ResourceKind.TEACHER:
            titles: list[tuple[str, TeacherTitle | None]] = [(NONE, None), *((one.label, one) for one in TeacherTitle)]
            self.title = self.add("职称", Choice("职称", titles, draft.title))
        self.origin = self.add(ORIGINS[kind], TextEdit(RESOURCE, ORIGINS[kind], draft.origin))
        topics: list[tuple[str, Topic | None]] = [(NONE, None), *((topic.label, topic) for topic in Topic)]
        self.topic = self.add("内容分类", Choice("内容分类", topics, draft.topic))
        self.phone: TextEdit | None = None
        if kind in {ResourceKind.TEACHER, ResourceKind.PLACE}:
            self.phone = self.add("联系电话", TextEdit(RESOURCE, "联系电话", draft.phone))
        self.note = self.add("备注", TextEdit(RESOURCE, "备注", draft.note))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            name=self.name.value(),
            title=None if self.title is None else self.title.choice(),
            origin=self.origin.value(),
            topic=self.topic.choice(),
            phone=self._draft.phone if self.phone is None else self.phone.value(),
            note=self.note.value(),
        )
        key, resources = self._key, self._resources
        return (lambda: resources.add(draft)) if key is None else (lambda: resources.change(key, draft))


class NeedForm(RecordForm):
    """Adds a need (`key` empty) or changes one."""

    def __init__(  # noqa: PLR0913 - what the choices offer is read before the form opens
        self,
        desk: Desk,
        needs: NeedService,
        draft: NeedDraft,
        organizations: Sequence[OrganizationRow],
        *,
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, "新增需求" if key is None else "修改需求", parent)
        self._needs = needs
        self._draft = draft
        self._key = key
        self.year = self.add("年度", NumberEdit(NEED, "年度", draft.year, required=True), required=True)
        self.subject = self.add("主题", TextEdit(NEED, "主题", draft.subject, required=True), required=True)
        topics: list[tuple[str, Topic | None]] = [(NONE, None), *((topic.label, topic) for topic in Topic)]
        self.topic = self.add("内容分类", Choice("内容分类", topics, draft.topic))
        classes: list[tuple[str, Audience | None]] = [(NONE, None), *((one.label, one) for one in Audience)]
        self.audience = self.add("培训对象", Choice("培训对象", classes, draft.audience))
        units: list[tuple[str, Key | None]] = [(OWN, None), *organization_options(organizations)]
        self.organization = self.add("提出单位", Choice("提出单位", units, draft.organization_id))
        votes = None if key is None and not draft.votes else draft.votes
        self.votes = self.add("人数", NumberEdit(NEED, "人数", votes, required=True), required=True)
        self.note = self.add("备注", TextEdit(NEED, "备注", draft.note))

    @override
    def collect(self) -> Callable[[], Changes]:
        draft = replace(
            self._draft,
            year=self.year.whole() or 0,
            subject=self.subject.value(),
            topic=self.topic.choice(),
            audience=self.audience.choice(),
            organization_id=self.organization.choice(),
            votes=self.votes.whole() or 0,
            note=self.note.value(),
        )
        key, needs = self._key, self._needs
        return (lambda: needs.add(draft)) if key is None else (lambda: needs.change(key, draft))


class PasteForm(RecordForm):
    """Takes lines pasted from a spreadsheet; shows what was read, and what is in doubt and stays out."""

    def __init__(self, desk: Desk, needs: NeedService, year: int, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"粘贴{year}年需求", parent, save_text="写入")
        self._needs = needs
        self._year = year
        self.resize(900, 620)
        self.content.addWidget(wrapped_label(f"从电子表格复制后粘贴，每行依次为：{'、'.join(HEADINGS)}。", "hint"))
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName("粘贴的内容")
        self.lines.setTabChangesFocus(False)
        self.content.addWidget(self.lines, 1)
        headings = (("行", 80), ("内容", 420), ("说明", 340))
        self.found: TickList[PastedLine] = TickList("读出的各行", headings, _pasted_texts)
        self.found.changed.connect(self._count)
        self.content.addWidget(self.found, 1)
        self.summary = label("还没有内容", "hint")
        self.content.addWidget(self.summary)
        self.save_button.setEnabled(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_DELAY_MILLISECONDS)
        self._pause.timeout.connect(self.read_lines)
        self.lines.textChanged.connect(self._wait)

    def _wait(self) -> None:
        """Nothing is written that was not read since the last change."""
        self.save_button.setEnabled(False)
        self._pause.start()

    def read_lines(self) -> None:
        """Read what stands in the box; nothing is written."""
        text, year, needs = self.lines.toPlainText(), self._year, self._needs
        self.desk.runner.run(self, lambda: needs.read_lines(year, text), self._show, self.show_refusal)

    def _show(self, lines: tuple[PastedLine, ...]) -> None:
        self.found.show_rows(lines, lambda line: line.draft is not None)

    def _kept(self) -> list[NeedDraft]:
        return [line.draft for line in self.found.ticked if line.draft is not None]

    def _count(self) -> None:
        kept = len(self._kept())
        doubts = sum(line.draft is None for line in self.found.rows)
        self.save_button.setEnabled(kept > 0 and not self._pause.isActive())
        words = f"写入 {kept} 行" + (f"；{doubts} 行存疑，不写入，请改好后再粘贴" if doubts else "")
        self.summary.setText(words if self.found.rows else "还没有内容")

    @override
    def collect(self) -> Callable[[], Changes]:
        kept, needs = self._kept(), self._needs
        return lambda: needs.add_all(kept)


def _pasted_texts(line: PastedLine) -> tuple[str, ...]:
    from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

    return f"第{line.number}行", line.text, "" if line.doubt is None else f"存疑：{sentence(line.doubt)}"
