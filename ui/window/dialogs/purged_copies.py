"""After a purge: what still holds the data, which of it the program can purge too, and what is out of its reach."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from models.typing_override import override
from services.errors import AppError
from services.purging.rows import Cleaned, CopyKind, HeldCopy, Purged
from ui.error_texts import sentence
from ui.window.desk import Desk
from ui.window.dialogs.form import FormDialog
from ui.window.look import Icon, Tone
from ui.window.safety.backups_dialog import size_text
from ui.window.widgets.buttons import button
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column

if TYPE_CHECKING:  # it brings SQLAlchemy
    from services.purging.service import PurgeService

OUT_OF_REACH: Final = (
    "程序管不到的副本请自行处理：手工复制到别处的台账、发给别人的交换包和名单、打印件、磁盘和U盘上已删除文件的残留。"
    "别的电脑上的台账，与本台账合并一次就清除了。"
)
REMOVED: Final = frozenset({CopyKind.PACKAGE, CopyKind.LEFTOVER})
NOTHING: Final = ("没有已知的副本", "备份、U盘上较早的一份、交换包里都不再有。")
FILE_COLUMN: Final = 4
COLUMNS: Final[tuple[Column[HeldCopy], ...]] = (
    Column("类别", lambda copy: copy.kind.label, width=150),
    Column("时间", lambda copy: f"{copy.changed_at:%Y-%m-%d %H:%M}", lambda copy: copy.changed_at, 140),
    Column("大小", lambda copy: size_text(copy.size), lambda copy: copy.size, 90, numeric=True),
    Column("处理", lambda copy: "删除" if copy.kind in REMOVED else "清除其中的信息", width=130),
    Column("文件", lambda copy: str(copy.path), width=260),
)


class PurgedCopiesDialog(FormDialog):
    """Lists the copies; they are purged on the officer's word, after a fresh backup."""

    def __init__(self, desk: Desk, service: "PurgeService", purged: Purged, parent: QWidget) -> None:
        super().__init__(desk, "副本里的个人信息", parent, save_text="一并清除")
        self._service = service
        self._purged = purged
        self.setMinimumWidth(900)
        self.cancel_button.setText("暂不处理")
        self.cancel_button.setAccessibleName("暂不处理")
        self.content.insertWidget(0, wrapped_label("本台账里的已经彻底清除。" + stays_words(purged)))
        self.listing: Listing[HeldCopy] = Listing("副本表", COLUMNS, FILE_COLUMN, NOTHING, Icon.GOOD)
        self.listing.table.setMinimumHeight(180)
        self.listing.tools.addWidget(button("再找一个文件夹里的交换包…", Icon.FOLDER, self.ask_folder))
        self.content.insertWidget(1, self.listing, 1)
        self.content.addWidget(wrapped_label(OUT_OF_REACH, "hint"))
        self._show(())
        desk.runner.run(self, service.copies, self._show, self.show_refusal)

    def _show(self, copies: tuple[HeldCopy, ...]) -> None:
        self.listing.show_rows(copies, lambda copy: str(copy.path).encode())
        words = f"程序知道的副本 {len(copies)} 份，先另做一份备份，再逐份清除" if copies else ""
        self.listing.summary.setText(words)
        self.save_button.setEnabled(bool(copies))

    def ask_folder(self) -> None:
        """Look for packages of this ledger in another folder, on the stick perhaps."""
        folder = self.desk.files.folder(self, "交换包所在的文件夹")
        if folder is not None:
            self.desk.runner.run(self, lambda: self._service.packages_in(folder), self._add, self.show_refusal)

    def _add(self, found: tuple[HeldCopy, ...]) -> None:
        shown = tuple(self.listing.model.rows)
        new = tuple(copy for copy in found if copy.path not in {one.path for one in shown})
        self._show((*shown, *new))
        if not new:
            self.message_bar.say("这个文件夹里没有本台账打出或合并过的交换包。", Tone.NEUTRAL)

    @override
    def save(self) -> None:
        copies = tuple(self.listing.model.rows)
        self.save_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.desk.runner.run(self, lambda: self._service.clean(self._purged, copies), self._cleaned, self.show_refusal)

    @override
    def show_refusal(self, error: AppError | None) -> None:
        self.cancel_button.setEnabled(True)
        super().show_refusal(error)

    @override
    def reject(self) -> None:
        """Close; while copies are being written the dialog waits for how that ends."""
        if self.cancel_button.isEnabled():
            super().reject()

    def _cleaned(self, cleaned: Cleaned) -> None:
        left = {one.path for one in cleaned.left}
        self._show(tuple(copy for copy in self.listing.model.rows if copy.path in left))
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText("关闭")
        self.cancel_button.setAccessibleName("关闭")
        self.message_bar.say(cleaned_words(cleaned), Tone.WAITING if left else Tone.GOOD)


def stays_words(purged: Purged) -> str:
    """Say what of the ledger still names the person."""
    words = []
    if purged.mentions:
        places = "、".join(f"{mention.table} {mention.count} 条" for mention in purged.mentions)
        words.append(f"还有别的记录提到这个姓名（{places}），请自行修改。")
    if purged.issued:
        words.append(f"已印发的 {purged.issued} 份文件按原样保存，里面的姓名不改。")
    return "".join(words)


def cleaned_words(cleaned: Cleaned) -> str:
    """Say what was done to the copies, and what is left and why."""
    done = f"已另做一份备份；{cleaned.renewed} 份副本里的已清除，{cleaned.removed} 份已删除。"
    left = "".join(f"没有处理 {one.path}：{sentence(one.error)}" for one in cleaned.left)
    return done + left
