"""The form 打包: what goes into the package, a password where one is wanted, and the stick it is written to."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from models.keys import Key
from models.typing_override import override
from services.errors import AppError, InvalidFieldError, RequiredFieldError
from services.organizations.rows import OrganizationRow
from services.packages.rows import PackagePlan, PackedPackage
from services.packages.service import PackageService
from services.stick.drives import is_removable
from ui.package_texts import about_plan, content_of
from ui.window.desk import Desk
from ui.window.look import Icon
from ui.window.safety.password_dialogs import PasswordEdit, WaitingForm
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.organization_choice import organization_options

WHAT: Final = "打包"
WHOLE: Final = "整个台账"
PLAN_LINES: Final = 3  # room for the longest, so that nothing below moves while it is worked out


class PackForm(WaitingForm):
    """Packs on the worker; `packed` carries the PackedPackage."""

    packed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        service: PackageService,
        organizations: tuple[OrganizationRow, ...],
        own_branch: str,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the organisations below the top; a branch copy (`own_branch`) sends what it has."""
        super().__init__(desk, "打包到U盘", parent, save_text=WHAT)
        self._service = service
        self._folder: Path | None = None
        below = organization_options(row for row in organizations if row.depth)
        self.scope: Choice[Key | None] = Choice("打包的内容", [(WHOLE, None), *below])
        if own_branch:
            self.scope.offer([(f"{own_branch}的修改（报上级）", None)])
        self.add("内容", self.scope)
        self._place = QLabel("还没有选择")
        self._place.setAccessibleName("打包的位置")
        self._place.setWordWrap(True)
        self._build_place()
        self.password = self.add("密码", PasswordEdit("密码"))
        self.password.setPlaceholderText("可以不填")
        self.again = self.add("再输一次", PasswordEdit("再输一次"))
        self._build_plan()
        self._hint = wrapped_label("", "hint")
        self.content.addWidget(self._hint)
        self._own_branch = own_branch
        for changed in (self.scope.currentIndexChanged, self.whole.toggled):
            changed.connect(lambda: self._explain())
        self._explain()

    def _build_place(self) -> None:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        self._place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside.addWidget(self._place, 1)
        choose = button("选择U盘…", Icon.FOLDER, self.ask_folder)
        inside.addWidget(choose)
        row.setMinimumHeight(choose.sizeHint().height())
        self.add("位置", row, required=True)

    def _build_plan(self) -> None:
        self.plan = wrapped_label("")
        self.plan.setAccessibleName("将要打包的内容")
        self.plan.setMinimumHeight(PLAN_LINES * self.plan.fontMetrics().lineSpacing())
        self.plan.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.whole = QCheckBox("全部内容（对方恢复过备份、换了电脑，或说缺少内容时）")
        self.content.addWidget(self.plan)
        self.content.addWidget(self.whole)

    def _explain(self) -> None:
        if self._own_branch:
            what = "上级合并这个包，只会得到本支部电脑上写的内容。"
        elif self.scope.choice() is None:
            what = "包里是整个台账，给另一台管理全部支部的电脑。"
        else:
            what = "包里只有这个组织和它的下级用得着的内容，给它自己的电脑；别的支部的人员不在里面。"
        self._look()
        self._hint.setText(f"{what}\n不填密码时，台账有密码的，包用台账的密码；台账没有密码的，谁拿到U盘都能打开。")

    @property
    def _branch(self) -> Key | None:
        return None if self._own_branch else self.scope.choice()

    def _look(self) -> None:
        """Work out what would be packed, and say it."""
        asked = self._branch, self.whole.isChecked()
        branch, whole = asked
        self.plan.setText("正在计算…")
        self.desk.runner.run(
            self,
            lambda: self._service.plan(branch, whole=whole),
            lambda plan: self._show_plan(plan) if asked == (self._branch, self.whole.isChecked()) else None,
            self.show_refusal,
        )

    def _show_plan(self, plan: PackagePlan) -> None:
        self.plan.setText(about_plan(plan))
        self.whole.setVisible(plan.changes_only or self.whole.isChecked())
        self.adjustSize()

    def ask_folder(self) -> None:
        """Ask where the package goes."""
        folder = self.desk.files.folder(self, "选择U盘上的文件夹")
        if folder is not None:
            self._folder = folder
            elsewhere = "" if is_removable(folder) else "（不在U盘上）"
            self._place.setText(f"{folder}{elsewhere}")

    @override
    def save(self) -> None:
        try:
            folder, password = self._checked_folder(), self._checked_password()
        except AppError as error:
            self.show_refusal(error)
            return
        branch, whole = self._branch, self.whole.isChecked()
        self.wait(lambda: self._service.pack(folder, password, branch, whole=whole), self._done)

    def _checked_folder(self) -> Path:
        if self._folder is None:
            raise RequiredFieldError(what=WHAT, field="位置")
        return self._folder

    def _checked_password(self) -> str:
        if self.password.text() != self.again.text():
            raise InvalidFieldError(what=WHAT, field="再输一次", value="（密码）", remedy="两次输入的密码要一样")
        return self.password.text()

    def _done(self, packed: object) -> None:
        self.accept()
        self.packed.emit(packed)


def packed_words(packed: PackedPackage) -> str:
    """Say what was packed and where it is."""
    cover = packed.cover
    locked = "有密码" if cover.protected else "没有密码"
    return (
        f"已打包第 {cover.number} 号（{content_of(cover)}），共 {sum(cover.rows.values()):,} 条记录，{locked}，"
        "已读回核对。\n"
        f"文件在 {packed.path}，旁边的 .txt 是封面。"
    )
