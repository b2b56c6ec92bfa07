"""The page 合并与冲突: other copies come in after a preview; what both sides changed waits for the officer's choice."""

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from models.typing_override import override
from services.changes import Changes
from services.duplicates.rows import DuplicatePair
from services.duplicates.service import DuplicateService
from services.exchange.conflicts import ConflictService
from services.exchange.rows import FolderEntry
from services.exchange.service import MergeService
from services.exchange.told_rows import ToldConflict
from services.organizations.rows import OrganizationRow
from services.organizations.service import OrganizationService
from services.packages.service import PackageService
from ui.window.desk import Desk
from ui.window.files import MERGEABLE
from ui.window.look import Icon, Tone
from ui.window.pages.merging.dialog import MergeDialog
from ui.window.pages.merging.duplicates import DuplicatesTab
from ui.window.pages.merging.folder_dialog import FolderDialog
from ui.window.pages.merging.pack_form import PackForm, packed_words
from ui.window.pages.merging.words import authors_words, entry_words, merge_words
from ui.window.pages.page import Page
from ui.window.widgets.buttons import button, primary_button
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column

UNDO_HINT: Final = "可以在“修改记录”中整步撤销。"
COLUMNS: Final[tuple[Column[ToldConflict], ...]] = (
    Column("记录", lambda row: f"{row.table} {row.record}", width=220),
    Column("字段", lambda row: row.field, width=96),
    Column("本机的值", lambda row: row.ours, width=130),
    Column("对方的值", lambda row: row.theirs, width=130),
    Column("现在采用", lambda row: row.kept, width=130),
)


class Packing(NamedTuple):
    """What packing needs: the packages, and the organisations to choose from."""

    packages: PackageService
    organizations: OrganizationService


class MergingPage(Page):
    """Buttons to merge a file or a folder; the list of open conflicts."""

    def __init__(
        self,
        desk: Desk,
        merging: MergeService,
        conflicts: ConflictService,
        duplicates: DuplicateService,
        packing: Packing,
    ) -> None:
        super().__init__(
            desk,
            "合并与冲突",
            "并入别的电脑上的台账；两边都改过的，两个值都保留，由您选定。",
            frozenset(),
        )
        self._merging = merging
        self._conflicts = conflicts
        self._packing = packing
        self.dialog: MergeDialog | None = None
        self.folder_dialog: FolderDialog | None = None
        self.buttons.addWidget(button("打包到U盘…", Icon.DOWNLOAD, self.ask_pack))
        self.buttons.addWidget(button("合并整个文件夹…", Icon.FOLDER, self.ask_folder))
        self.buttons.addWidget(primary_button("合并台账…", Icon.MERGE, self.ask_file))
        self._build_conflicts()
        self._duplicates = duplicates
        self.duplicates = DuplicatesTab(duplicates, self.write)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("合并与冲突")
        self.tabs.addTab(self._conflict_tab, "冲突")
        self.tabs.addTab(self.duplicates, "重复记录")
        self.body.addWidget(self.tabs, 1)

    def _build_conflicts(self) -> None:
        nothing = ("没有冲突", "合并以后，两边都改过的字段列在这里，选定一个值就消失。")
        self.conflicts: Listing[ToldConflict] = Listing("冲突表", COLUMNS, 0, nothing, Icon.MERGE)
        self.conflicts.add_row_button(button("采用本机的值", None, lambda: self.choose(ours=True)))
        self.conflicts.add_row_button(button("采用对方的值", None, lambda: self.choose(ours=False)))
        self.authors = wrapped_label("", "hint")
        self.conflicts.table.selectionModel().selectionChanged.connect(lambda: self._tell_authors())
        self._conflict_tab = QWidget()
        self._conflict_tab.setAccessibleName("冲突")
        layout = QVBoxLayout(self._conflict_tab)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.conflicts, 1)
        layout.addWidget(self.authors)

    @override
    def hear(self, changes: Changes) -> None:
        """Reload after every write: a conflict may be settled or undone anywhere."""
        self._stale = True
        if self.isVisible():
            self._reload()

    @override
    def load(self) -> None:
        self.read(self._conflicts.conflicts_in_words, self._show)
        self.read(self._duplicates.pairs, self._show_duplicates)

    def _show(self, rows: tuple[ToldConflict, ...]) -> None:
        self.conflicts.show_rows(rows, lambda row: row.conflict.identity.encode())
        self.conflicts.summary.setText(f"{len(rows)} 处待选择" if rows else "")
        self.tabs.setTabText(0, f"冲突（{len(rows)}）" if rows else "冲突")
        self._tell_authors()

    def _show_duplicates(self, pairs: tuple[DuplicatePair, ...]) -> None:
        self.duplicates.show_pairs(pairs)
        self.tabs.setTabText(1, f"重复记录（{len(pairs)}）" if pairs else "重复记录")

    def _tell_authors(self) -> None:
        row = self.conflicts.chosen()
        self.authors.setText("" if row is None else authors_words(row))

    def ask_file(self) -> None:
        """Ask for another ledger and show what merging it would do."""
        path = self.desk.files.to_open(self, "选择要合并的台账或交换包", MERGEABLE)
        if path is not None:
            self.dialog = MergeDialog(self.desk, self._merging, path, self)
            self.dialog.accepted.connect(self._say_merged)
            self.dialog.open()

    def _say_merged(self) -> None:
        report = None if self.dialog is None else self.dialog.merged
        if report is not None:
            waiting = f"有 {len(report.conflicts)} 处冲突待选择。" if report.conflicts else ""
            self.message_bar.say(
                f"已合并 {report.path.name}：{merge_words(report)}{waiting}{UNDO_HINT}",
                Tone.WAITING if waiting else Tone.GOOD,
            )

    def ask_pack(self) -> None:
        """Ask what to pack and where to; organisations are read first."""
        self.read(
            lambda: (self._packing.organizations.tree(), self._packing.packages.own_branch()),
            lambda found: self._open_pack(*found),
        )

    def _open_pack(self, organizations: tuple[OrganizationRow, ...], own_branch: str) -> None:
        self.pack_form = PackForm(self.desk, self._packing.packages, organizations, own_branch, self)
        self.pack_form.packed.connect(lambda packed: self.message_bar.say(packed_words(packed), Tone.GOOD))
        self.pack_form.open()

    def ask_folder(self) -> None:
        """Ask for a folder, tell what each file in it would bring, and merge them all."""
        folder = self.desk.files.folder(self, "选择装有台账的文件夹")
        if folder is not None:
            self.read(
                lambda: self._merging.preview_folder(folder), lambda entries: self._confirm_folder(folder, entries)
            )

    def _confirm_folder(self, folder: Path, entries: tuple[FolderEntry, ...]) -> None:
        if not any(entry.report and entry.report.applied for entry in entries):
            lines = "\n".join(entry_words(entry) for entry in entries)
            self.message_bar.say(f"文件夹中没有可以并入的新内容。{lines}", Tone.WAITING)
            return
        self.folder_dialog = FolderDialog(folder, entries, self)
        self.folder_dialog.accepted.connect(lambda: self._merge_folder(folder))
        self.folder_dialog.open()

    def _merge_folder(self, folder: Path) -> None:
        agreed = self.folder_dialog.agreed() if self.folder_dialog is not None else frozenset()
        self.read(lambda: self._merging.merge_folder(folder, agreed=agreed), self._say_folder)

    def _say_folder(self, done: tuple[tuple[FolderEntry, ...], Changes]) -> None:
        entries, changes = done
        self.desk.notifier.announce(changes)
        refused = any(entry.refusal for entry in entries)
        words = "\n".join(entry_words(entry) for entry in entries)
        self.message_bar.say(f"合并完成，{UNDO_HINT}\n{words}", Tone.WAITING if refused else Tone.GOOD)

    def choose(self, *, ours: bool) -> None:
        """Let one of the two values of the chosen conflict stand."""
        row = self.conflicts.chosen()
        if row is not None:
            value = row.ours if ours else row.theirs
            self.write(
                lambda: self._conflicts.choose(row.conflict.identity, ours=ours),
                f"{row.table}“{row.record}”的{row.field}采用 {value}。",
            )
