"""The papers of a session, a person or an expense: a list with thumbnails, and what can be done with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.typing_override import override
from services.attachments.intake import size_text
from services.attachments.rows import AttachmentRow, AttachmentSizes, FilesAdded, Holder
from services.attachments.service import AttachmentService
from services.changes import Changes
from services.errors import AppError
from ui.window.attachments.forms import AddFilesForm, AttachmentForm, KeptForm
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.dialogs.form import RecordForm
from ui.window.files import ANYTHING, PAPERS
from ui.window.look import Colour, Icon, Tone, icon
from ui.window.texts import day_text
from ui.window.widgets.buttons import button, quiet_button
from ui.window.widgets.empty_state import EmptyState
from ui.window.widgets.labels import label
from ui.window.widgets.message_bar import MessageBar

CONCERNS: Final = frozenset({"attachments", "attachment_contents"})
THUMBNAIL: Final = QSize(72, 56)
GROUND: Final = QSize(84, 60)
ICON_SIDE: Final = 28
Result = TypeVar("Result")
NOTHING: Final = ("还没有附件", "点“添加文件”，或把文件拖到这里。")


class AttachmentsPanel(QWidget):
    """Shows one holder's papers, the one way to attach everywhere in the window; files can be dropped on it."""

    def __init__(self, desk: Desk, attachments: AttachmentService, holder: Holder | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._attachments = attachments
        self._holder: Holder | None = None
        self.rows: tuple[AttachmentRow, ...] = ()
        self.form: RecordForm | None = None
        self.setObjectName("plain")
        self.setAccessibleName("附件")
        self.setAcceptDrops(True)
        self.message_bar = MessageBar(self)
        self.list = QListWidget()
        self._build_list()
        self._build()
        desk.notifier.changed.connect(self._hear)
        self.show_holder(holder)

    def _build_list(self) -> None:
        self.list.setAccessibleName("附件列表")
        self.list.setIconSize(GROUND)
        self.list.setSpacing(2)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemDoubleClicked.connect(lambda _: self.open_chosen())
        # Without it the return key would go on to the form around the list, and save that.
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.list)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.open_chosen)
        self.list.currentRowChanged.connect(lambda _: self._allow())

    def _build(self) -> None:
        self.add_button = button("添加文件…", Icon.PLUS, self.ask_files)
        self.kept_button = button("登记纸质件…", Icon.FOLDER, self.ask_kept)
        self.open_button = button("打开", Icon.SEARCH, self.open_chosen)
        self.save_button = button("另存为…", Icon.DOWNLOAD, self.save_chosen)
        self.change_button = quiet_button("修改…", Icon.PENCIL, self.ask_change)
        self.remove_button = quiet_button("移除…", Icon.TRASH, self.ask_remove)
        for made in (self.change_button, self.remove_button):
            made.setAccessibleName(f"{made.text().removesuffix('…')}附件")
        self.summary = label("", "hint")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(EmptyState(Icon.FOLDER, *NOTHING))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.message_bar)
        layout.addLayout(_row(self.summary, None, self.add_button, self.kept_button))
        layout.addWidget(self._stack, 1)
        layout.addLayout(_row(self.open_button, self.save_button, None, self.change_button, self.remove_button))

    def show_holder(self, holder: Holder | None) -> None:
        """Show the papers of another session, person or expense; of none, nothing can be done."""
        if holder != self._holder:
            self.message_bar.hide()
            self._show(holder, (), AttachmentSizes(0, 0, 0))
        self._holder = holder
        self._load()
        self._allow()

    def _load(self) -> None:
        holder, attachments = self._holder, self._attachments
        if holder is not None:
            self.desk.runner.run(
                self,
                lambda: (attachments.list(holder), attachments.sizes(holder)),
                lambda found: self._show(holder, *found),
                self._refuse,
            )

    def _hear(self, changes: Changes) -> None:
        if changes.tables & CONCERNS:
            self._load()

    def _show(self, holder: Holder | None, rows: tuple[AttachmentRow, ...], sizes: AttachmentSizes) -> None:
        if holder != self._holder and rows:
            return  # another one was chosen meanwhile
        chosen = self.chosen()
        self.rows = rows
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(_picture(row, self.devicePixelRatio()), _words(row))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _words(row).replace("\n", "，"))
            self.list.addItem(item)
        keys = [row.key for row in rows]
        if keys:
            self.list.setCurrentRow(keys.index(chosen.key) if chosen is not None and chosen.key in keys else 0)
        self._stack.setCurrentIndex(0 if rows else 1)
        kept = f"，纸质件 {sizes.kept} 份" if sizes.kept else ""
        self.summary.setText(f"文件 {sizes.files} 个（{size_text(sizes.size)}）{kept}" if rows else "")
        self._allow()

    def chosen(self) -> AttachmentRow | None:
        """Give the chosen attachment."""
        number = self.list.currentRow()
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def _allow(self) -> None:
        row = self.chosen()
        for made in (self.add_button, self.kept_button):
            made.setEnabled(self._holder is not None)
        for made in (self.open_button, self.save_button):
            made.setEnabled(row is not None and row.is_file)
        for made in (self.change_button, self.remove_button):
            made.setEnabled(row is not None)

    def ask_files(self) -> None:
        """Ask for files, then for what they are."""
        self.offer_files(self.desk.files.to_open_several(self, "添加附件", PAPERS))

    def offer_files(self, paths: list[Path]) -> None:
        """Ask what these files are, and attach them."""
        if paths and self._holder is not None:
            self._open(AddFilesForm(self.desk, self._attachments, self._holder, paths, self), self._say_added)

    def ask_kept(self) -> None:
        """Ask where a paper without a file is kept."""
        if self._holder is not None:
            self._open(KeptForm(self.desk, self._attachments, self._holder, self))

    def ask_change(self) -> None:
        """Open the form of the chosen attachment."""
        row = self.chosen()
        if row is not None:
            self._open(AttachmentForm(self.desk, self._attachments, row, self))

    def ask_remove(self) -> None:
        """Take the chosen attachment away, once confirmed."""
        row = self.chosen()
        if row is not None and confirmed(self, "移除附件", f"从这里移除“{row.draft.name}”？", "移除"):
            self._run(lambda: self._attachments.remove(row.key), self.desk.notifier.announce)

    def open_chosen(self) -> None:
        """Open a read-only copy of the chosen file with the desktop's program."""
        row = self.chosen()
        if row is None or not row.is_file:
            return
        folder = self.desk.files.folder_to_view()
        self._run(lambda: self._attachments.copy_to_view(row.key, folder), self._view)

    def save_chosen(self) -> None:
        """Save the chosen file where the officer says."""
        row = self.chosen()
        if row is None or not row.is_file:
            return
        path = self.desk.files.to_save(
            self, "另存附件", Path.home() / Path(row.draft.name.replace("\\", "/")).name, ANYTHING
        )
        if path is not None:
            self._run(
                lambda: self._attachments.save_out(row.key, path),
                lambda saved: self.message_bar.say(f"已保存到 {saved}", Tone.GOOD),
            )

    def _view(self, path: Path) -> None:
        if not self.desk.files.show(path):
            self.message_bar.say("这台电脑上没有能打开它的程序，请用“另存为”保存后在别处打开。", Tone.WAITING)

    def _say_added(self, changes: Changes) -> None:
        if isinstance(changes, FilesAdded):
            again = f"，另有 {changes.already} 个原来就有" if changes.already else ""
            self.message_bar.say(f"已添加 {changes.added} 个文件{again}。", Tone.GOOD)

    def _open(self, form: RecordForm, saved: Callable[[Changes], None] | None = None) -> None:
        self.form = form
        if saved is not None:
            form.saved.connect(saved)
        form.open()

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self.desk.runner.run(self, work, done, self._refuse)

    def _refuse(self, error: AppError | None) -> None:
        if error is not None:
            from ui.error_texts import sentence  # noqa: PLC0415 - it knows the errors of every service, 20 ms

            self.message_bar.say(sentence(error), Tone.BAD)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._holder is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.offer_files(paths)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Put controls side by side; None takes what room is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row


def _words(row: AttachmentRow) -> str:
    draft = row.draft
    place = f"纸质件，存放在{draft.kept_at}" if not row.is_file else ""
    original = f"原件存放在{draft.kept_at}" if row.is_file and draft.kept_at else ""
    size = size_text(row.size) if row.size is not None else ""
    facts = (size, place, original, day_text(row.added_on), draft.note)
    name = "" if draft.name == draft.paper.label else f"　{draft.name}"
    return f"{draft.paper.label}{name}\n{' · '.join(fact for fact in facts if fact)}"


def _picture(row: AttachmentRow, ratio: float) -> QIcon:
    """Give the thumbnail, else an icon, in the middle of a ground of one size, so that the words stand in one line."""
    shown = QPixmap()
    if row.thumbnail is None or not shown.loadFromData(row.thumbnail):
        drawing = icon(Icon.FILE if row.is_file else Icon.FOLDER, Colour.FAINT)
        shown = drawing.pixmap(QSize(ICON_SIDE, ICON_SIDE), ratio)
        shown.setDevicePixelRatio(1)
    else:
        shown = shown.scaled(
            THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    ground = QPixmap(GROUND * ratio)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    painter.drawPixmap((ground.width() - shown.width()) // 2, (ground.height() - shown.height()) // 2, shown)
    painter.end()
    ground.setDevicePixelRatio(ratio)
    return QIcon(ground)
