"""The page of organisations and people: the tree at the left, its people at the right."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QStackedWidget

from models.enums import LabelledEnum, StageKind
from models.keys import Key
from models.typing_override import override
from services.attachments.rows import Holder, HolderKind
from services.attachments.service import AttachmentService
from services.figures.rows import Record
from services.history.service import HistoryService
from services.masking import masked
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.people.rows import PersonRow
from services.people.service import PeopleService
from services.purging.rows import Purged
from services.purging.service import PurgeService
from ui.window.desk import Desk
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.texts import NONE, day_text
from ui.window.widgets.buttons import button, primary_button, quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.inputs import Choice, SearchEdit, enum_options
from ui.window.widgets.labels import label
from ui.window.widgets.organization_tree import OrganizationTree
from ui.window.widgets.table import Column, RowModel, TableView

CONCERNS: Final = frozenset({"people", "memberships", "stages", "appointments", "organizations"})

TONES: Final = {
    StageKind.FORMAL: Tone.GOOD,
    StageKind.PROBATIONARY: Tone.WAITING,
    StageKind.DEVELOPMENT_TARGET: Tone.NEUTRAL,
    StageKind.ACTIVIST: Tone.NEUTRAL,
}

COLUMNS: Final = (
    Column[PersonRow]("编号", lambda row: row.number or NONE, width=82),
    Column[PersonRow]("姓名", lambda row: row.name, width=78),
    Column[PersonRow]("性别", lambda row: row.gender.label if row.gender else NONE, width=54),
    Column[PersonRow](
        "类别",
        lambda row: "已转出" if row.former else row.category.label,
        lambda row: (row.former, row.category.value),
        102,
        tone=lambda row: Tone.NEUTRAL if row.former else TONES[row.category],
    ),
    Column[PersonRow]("党支部", lambda row: row.branch_name or NONE, width=136),
    Column[PersonRow]("党小组", lambda row: row.group_name or NONE, width=94),
    Column[PersonRow]("党内职务", lambda row: "、".join(row.posts) or NONE, width=150),
    Column[PersonRow]("入党日期", lambda row: day_text(row.joined_on), lambda row: row.joined_on, 104),
    Column[PersonRow]("联系电话", lambda row: masked(row.phone) or NONE, width=110),
)


class OrganizationPageServices(NamedTuple):
    """What the page reads from and writes to."""

    organizations: OrganizationService
    people: PeopleService
    attachments: AttachmentService
    history: HistoryService
    purging: PurgeService


class OrganizationsPage(Page):
    """Organisations are added, changed and dissolved at the left; people looked up and opened at the right."""

    def __init__(self, desk: Desk, services: OrganizationPageServices) -> None:
        super().__init__(desk, "组织与人员", "左边是组织，右边是其中的人员；双击一人查看和修改。", CONCERNS)
        self._organizations, self._people, self._attachments, self._history, self._purging = services
        self._tree_rows: tuple[OrganizationRow, ...] = ()
        self.tree = OrganizationTree("党组织")
        self.model = RowModel[PersonRow](COLUMNS)
        self.table = TableView("人员表")
        self._build_tree()
        self._build_people()
        self._connect()

    def _build_tree(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setAccessibleName("组织与人员分栏")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(14)
        left = Card()
        left.setMinimumWidth(250)
        left.body.addWidget(self.tree, 1)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(quiet_button("新增下级", Icon.PLUS, self.add_organization))
        bar.addWidget(quiet_button("修改", Icon.PENCIL, self._on_organization(self.change_organization)))
        bar.addStretch(1)
        left.body.addLayout(bar)
        ending = QHBoxLayout()
        ending.setSpacing(4)
        ending.addWidget(quiet_button("撤销组织", Icon.CLOSE, self._on_organization(self.dissolve_organization)))
        ending.addWidget(quiet_button("删除", Icon.TRASH, self._on_organization(self.delete_organization)))
        ending.addStretch(1)
        left.body.addLayout(ending)
        self._splitter.addWidget(left)

    def _build_people(self) -> None:
        self.buttons.addWidget(button("查看", Icon.ID_BADGE, self.open_selected))
        self.buttons.addWidget(primary_button("新增人员", Icon.USER_PLUS, self.add_person))
        right = Card()
        self.search = SearchEdit("按姓名、编号或职务查找")
        self.search.setMinimumWidth(170)
        categories: list[tuple[str, LabelledEnum | None]] = [("全部类别", None), *enum_options(StageKind)]
        self.category = Choice("人员类别筛选", categories)
        self.former = QCheckBox("含已转出")
        self.former.setAccessibleName("含已转出")
        self._count = label("", "hint")
        bar = QHBoxLayout()
        bar.setSpacing(10)
        for widget in (self.search, self.category, self.former):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._count)
        right.body.addLayout(bar)
        self.table.show_model(self.model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(Icon.USERS, "这里还没有人员", "可以逐人新增，也可以在“导入导出”里从电子表格导入。")
        )
        right.body.addWidget(self._stack, 1)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([270, 760])
        self.body.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.tree.chosen.connect(self._load_people)
        self.search.searched.connect(self._load_people)
        self.category.chosen.connect(self._load_people)
        self.former.toggled.connect(self._load_people)
        self.table.activated_row.connect(lambda number: self.open_person(self.model.rows[number].key))

    @override
    def load(self) -> None:
        self.read(self._organizations.tree, self._show_tree)

    def _show_tree(self, rows: tuple[OrganizationRow, ...]) -> None:
        self._tree_rows = rows
        self.tree.show_tree(rows, self.desk.clock.today())
        self._load_people()

    def _load_people(self) -> None:
        key, text, former = self.tree.chosen_key(), self.search.text(), self.former.isChecked()
        category = self.category.choice()
        stage = None if category is None else StageKind(category)
        self.read(lambda: self._people.list(key, text=text, category=stage, former=former), self._show_people)

    def _show_people(self, rows: tuple[PersonRow, ...]) -> None:
        self.model.show_rows(rows)
        self._count.setText(f"共 {len(rows):,} 人")
        self._stack.setCurrentIndex(0 if rows else 1)

    def _chosen(self) -> OrganizationRow | None:
        key = self.tree.chosen_key()
        return next((row for row in self._tree_rows if row.key == key), None)

    def _on_organization(self, act: Callable[[OrganizationRow], None]) -> Callable[[], None]:
        def acting() -> None:
            row = self._chosen()
            if row is not None:
                act(row)

        return acting

    def add_organization(self) -> None:
        """Add an organisation below the chosen one."""
        from ui.window.dialogs.organization import OrganizationForm  # noqa: PLC0415 - when it is wanted

        OrganizationForm(
            self.desk, self._organizations, self._tree_rows, parent_key=self.tree.chosen_key(), parent=self
        ).open()

    def change_organization(self, row: OrganizationRow) -> None:
        """Change an organisation."""
        from ui.window.dialogs.organization import OrganizationForm  # noqa: PLC0415 - when it is wanted

        OrganizationForm(self.desk, self._organizations, self._tree_rows, row=row, parent=self).open()

    def dissolve_organization(self, row: OrganizationRow) -> None:
        """End an organisation."""
        from ui.window.dialogs.organization import DissolveForm  # noqa: PLC0415 - when it is wanted

        DissolveForm(self.desk, self._organizations, row, self).open()

    def delete_organization(self, row: OrganizationRow) -> None:
        """Delete an organisation entered by mistake."""
        from ui.window.dialogs.confirm import confirmed  # noqa: PLC0415 - when it is wanted

        if confirmed(self, "删除组织", f"只有录错的组织才应删除。确定删除“{row.name}”吗？", "删除"):
            self.write(lambda: self._organizations.delete(row.key), f"已删除“{row.name}”。")

    def add_person(self) -> None:
        """Add a person to the chosen organisation."""
        from ui.window.dialogs.person import NewPersonForm  # noqa: PLC0415 - when it is wanted

        NewPersonForm(self.desk, self._people, self._tree_rows, chosen=self.tree.chosen_key(), parent=self).open()

    @override
    def open_record(self, record: Record) -> None:
        if record.table == "organizations":
            self.tree.choose(record.key)
        else:
            self.open_person(record.owner or record.key)

    def open_selected(self) -> None:
        """Open the card of the selected person."""
        number = self.table.selected_row()
        if number is not None:
            self.open_person(self.model.rows[number].key)

    def open_person(self, key: Key) -> None:
        """Open a person's card."""
        from ui.window.attachments.panel import AttachmentsPanel  # noqa: PLC0415 - when it is wanted
        from ui.window.dialogs.person_card import PersonCard  # noqa: PLC0415 - when it is wanted
        from ui.window.history.panel import HistoryPanel  # noqa: PLC0415 - when it is wanted

        self.person_card = PersonCard(self.desk, self._people, self._tree_rows, key, self)
        holder = Holder(HolderKind.PERSON, key)
        self.person_card.tabs.addTab(AttachmentsPanel(self.desk, self._attachments, holder), "附件")
        self.person_card.tabs.addTab(HistoryPanel(self.desk, self._history, "people", key), "历史")
        self.person_card.purge_wanted.connect(lambda name: self._ask_purge(key, name))
        self.person_card.open()

    def _ask_purge(self, key: Key, name: str) -> None:
        from ui.window.dialogs.purge import PurgeForm  # noqa: PLC0415 - when it is wanted

        form = PurgeForm(self.desk, self._purging, key, name, self.person_card)
        form.purged.connect(self._purged)
        form.open()

    def _purged(self, purged: Purged) -> None:
        """List the copies that still hold what went, to be purged too."""
        from ui.window.dialogs.purged_copies import PurgedCopiesDialog  # noqa: PLC0415 - when it is wanted

        self.desk.files.remove_copies()  # of attachments looked at
        self.message_bar.say("已彻底清除。", Tone.GOOD)
        PurgedCopiesDialog(self.desk, self._purging, purged, self.person_card).open()
