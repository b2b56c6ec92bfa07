"""At the left of the page: kind and version, what can be done with it, the editor, what is wrong with the text."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from models.keys import Key
from services.documents.kinds import DocumentKind
from services.documents.templates.errors import TemplateFault
from services.documents.templates.rows import TemplateRow
from ui.window.look import Icon, Tone
from ui.window.pages.templates.editor import TemplateEditor
from ui.window.widgets.buttons import button, quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import Pill, label
from ui.window.widgets.table import Column, RowModel, TableView

FAULTS_HEIGHT: Final = 120
FAULT_COLUMNS: Final[tuple[Column[TemplateFault], ...]] = (
    Column("行", lambda fault: str(fault.line), lambda fault: fault.line, width=50, numeric=True),
    Column("问题", lambda fault: fault.what, width=170),
    Column("怎样改", lambda fault: fault.remedy, width=240),
)


class EditorPanel(Card):
    """Shows; the page decides what the buttons do."""

    choose_wanted = Signal()
    rename_wanted = Signal()
    delete_wanted = Signal()
    default_wanted = Signal()
    give_up_wanted = Signal()

    def __init__(self, kinds: Sequence[DocumentKind]) -> None:
        super().__init__()
        self.kind: Choice[DocumentKind] = Choice("文档种类", [(kind.name, kind) for kind in kinds])
        self.version: Choice[Key | None] = Choice("模板")
        self._build_choices()
        self._build_tools()
        self.editor = TemplateEditor()
        self.verdict = label("", "hint")
        self.body.addWidget(self.editor, 1)
        self._build_foot()
        self._build_faults()

    def _build_choices(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for choice, share in ((self.kind, 3), (self.version, 2)):
            choice.setMinimumContentsLength(8)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            top.addWidget(choice, share)
        self.body.addLayout(top)

    def _build_tools(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        self.state = Pill()
        self.delete_button = quiet_button("删除…", None, self.delete_wanted.emit)
        self.rename_button = quiet_button("改名…", None, self.rename_wanted.emit)
        self.choose_button = button("选用", Icon.CHECK, self.choose_wanted.emit)
        tools.addWidget(self.state)
        tools.addStretch(1)
        for made in (self.delete_button, self.rename_button, self.choose_button):
            tools.addWidget(made)
        self.body.addLayout(tools)

    def _build_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.verdict, 1)
        self.default_button = quiet_button("取默认文字", None, self.default_wanted.emit)
        self.default_button.setToolTip("用默认模板的文字换掉这里的文字，保存前可以撤销。")
        self.give_up_button = quiet_button("放弃修改…", None, self.give_up_wanted.emit)
        foot.addWidget(self.default_button)
        foot.addWidget(self.give_up_button)
        self.body.addLayout(foot)

    def _build_faults(self) -> None:
        self.fault_model: RowModel[TemplateFault] = RowModel(FAULT_COLUMNS, self)
        self.fault_table = TableView("模板中的错误")
        self.fault_table.show_model(self.fault_model)
        self.fault_table.setFixedHeight(FAULTS_HEIGHT)
        self.fault_table.hide()
        self.body.addWidget(self.fault_table)
        self.fault_table.activated_row.connect(lambda row: self.editor.go_to_line(self.fault_model.rows[row].line))

    def show_state(self, row: TemplateRow, *, changed: bool) -> None:
        """Show how a version stands, and what can be done with it; the program's own is only to be chosen."""
        own = row.key is not None
        if changed:
            self.state.say("有未保存的修改", Tone.WAITING)
        elif row.chosen:
            self.state.say("选用", Tone.GOOD)
        else:
            self.state.say("默认模板已有更新" if row.outdated else "备用", Tone.NEUTRAL)
        self.choose_button.setEnabled(not row.chosen)
        for made in (self.rename_button, self.delete_button, self.default_button):
            made.setVisible(own)
        self.give_up_button.setVisible(changed)

    def show_faults(self, faults: Sequence[TemplateFault]) -> None:
        """Mark and list what is wrong."""
        self.editor.mark(faults)
        self.fault_model.show_rows(faults)
        self.fault_table.setVisible(bool(faults))
        self.verdict.setText(f"发现 {len(faults)} 处错误，改正后才能选用" if faults else "没有发现错误")
