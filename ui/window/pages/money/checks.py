"""检查 on the money page: the findings of a year with rule and basis; a double click leads to the row."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal

from services.money.checks.rows import CheckKind, Finding, FindingState
from ui.window.look import Icon
from ui.window.pages.money.columns import FINDING_COLUMNS, NO_FINDINGS
from ui.window.widgets.buttons import button
from ui.window.widgets.inputs import Choice
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing

ALL_KINDS: Final = "全部事项"
SAID_AT_ONCE: Final = 3


class CheckTab(Listing[Finding]):
    """Shows the findings, those of one kind where chosen; `wanted` speaks the one whose row is asked for."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("经费检查表", FINDING_COLUMNS, 3, NO_FINDINGS, Icon.GOOD)
        self._findings: tuple[Finding, ...] = ()
        kinds: list[tuple[str, CheckKind | None]] = [(ALL_KINDS, None)]
        self.kind = Choice("检查事项筛选", [*kinds, *((kind.label, kind) for kind in CheckKind)])
        self.filters.addWidget(self.kind)
        self.filters.addStretch(1)
        self.detail = wrapped_label("", "hint")
        self.add_row_button(button("查看对应记录", Icon.SEARCH, self.go))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.detail)
        self.kind.chosen.connect(self._show)
        self.table.activated_row.connect(lambda _: self.go())
        self.table.selectionModel().selectionChanged.connect(lambda: self._tell())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings of a year."""
        self._findings = tuple(findings)
        self._show()

    def go(self) -> None:
        """Ask for the row of the chosen finding."""
        finding = self.chosen()
        if finding is not None:
            self.wanted.emit(finding)

    def _show(self) -> None:
        kind = self.kind.choice()
        shown = [finding for finding in self._findings if kind is None or finding.kind is kind]
        self.show_rows(shown, lambda finding: f"{finding.kind}{finding.subject}{finding.text}".encode())
        warned = sum(finding.state is FindingState.WARNING for finding in shown)
        self.summary.setText(f"提醒 {warned} 项，无法核对 {len(shown) - warned} 项；只提醒，不影响登记")
        self._tell()

    def _tell(self) -> None:
        finding = self.chosen()
        if finding is None:
            self.detail.setText("")
            return
        names = "、".join(row.words for row in finding.rows)
        rows = f"\n涉及：{names}" if len(finding.rows) > 1 else ""
        self.detail.setText(f"{finding.subject}：{finding.text}依据：{finding.basis.cited}。{rows}")


def saved_words(what: str, findings: Sequence[Finding]) -> str:
    """Say that something was saved, and what to look at; nothing but that where all is well."""
    warned = [finding for finding in findings if finding.state is FindingState.WARNING]
    if not warned:
        return f"{what}已保存。"
    said = "".join(f"{finding.text[:-1]}（{finding.basis.cited}）；" for finding in warned[:SAID_AT_ONCE])
    more = f"另有 {len(warned) - SAID_AT_ONCE} 项；" if len(warned) > SAID_AT_ONCE else ""
    return f"{what}已保存。请注意：{said}{more}详见“检查”。"
