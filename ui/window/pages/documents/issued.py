"""已印发: what was issued, the very file of it, and which of its figures are others today."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHeaderView, QSplitter, QVBoxLayout, QWidget

from models.keys import Key
from services.documents.issuing.rows import FigureDifference, IssuedRow
from services.documents.kinds import DOCX, PDF, XLSX
from ui.window.files import PDFS, WORD_FILES, WORKBOOKS
from ui.window.look import Icon, Tone
from ui.window.texts import day_text
from ui.window.widgets.buttons import button, quiet_button
from ui.window.widgets.card import Card
from ui.window.widgets.labels import wrapped_label
from ui.window.widgets.listing import Listing
from ui.window.widgets.table import Column, RowModel, TableView

FILES: Final = {PDF: PDFS, DOCX: WORD_FILES, XLSX: WORKBOOKS}
NO_ISSUED: Final = ("还没有印发过文件", "在“预览”里选好文档，点“印发…”，原件和数据就固定下来。")
SPLIT: Final = (320, 300)


def state_text(row: IssuedRow) -> str:
    """Say whether a document still says what is so today."""
    if row.replaced:
        return "已有新版"
    if not row.figures:
        return "已存档"
    if row.differences is None:
        return "正在核对"
    return f"{len(row.differences)} 项不同" if row.differences else "与今天一致"


def _tone(row: IssuedRow) -> Tone:
    if row.replaced or row.differences is None or not row.figures:
        return Tone.NEUTRAL
    return Tone.WAITING if row.differences else Tone.GOOD


def about_text(row: IssuedRow) -> str:
    """Say which years and whom a document is about."""
    years = f"{row.year}年" if row.to_year in {None, row.year} else f"{row.year}—{row.to_year}年"
    return f"{years} {row.about or row.organization_name}".strip()


COLUMNS: Final[tuple[Column[IssuedRow], ...]] = (
    Column("印发日期", lambda row: day_text(row.issued_on), lambda row: (row.issued_on, row.key), width=100),
    Column("编号", lambda row: row.number, lambda row: (row.number, row.revision), width=126),
    Column("版次", lambda row: f"第{row.revision}版", lambda row: row.revision, width=60),
    Column("文档", lambda row: row.kind_name, width=150),
    Column("标题", lambda row: row.title, width=220),
    Column("年度和范围", about_text, lambda row: (row.year, row.about), width=150),
    Column("格式", lambda row: row.format.upper(), width=62),
    Column("状态", state_text, width=100, tone=_tone),
)
DIFFERENCES: Final[tuple[Column[FigureDifference], ...]] = (
    Column("数据", lambda one: one.label, width=320),
    Column("印发时", lambda one: one.issued, width=150, numeric=True),
    Column("今天", lambda one: one.today, width=150, numeric=True),
)


class IssuedTab(QWidget):
    """The documents above, what differs today of the chosen one below.

    What is wanted of a document is spoken with its row, and with the figure's key where it is about one.
    """

    open_wanted = Signal(object)
    save_wanted = Signal(object)
    correction_wanted = Signal(object)
    preview_wanted = Signal(object)
    figure_wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[Key, IssuedRow] = {}
        self._wanted: Key | None = None
        self.listing = Listing("已印发文件表", COLUMNS, 4, NO_ISSUED, Icon.FILE)
        self._build_card()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setAccessibleName("文件与不同之处分栏")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.listing)
        splitter.addWidget(self._card)
        splitter.setSizes(list(SPLIT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self._build_tools()
        self.listing.table.activated_row.connect(lambda _: self._emit(self.open_wanted))
        self.listing.table.selectionModel().selectionChanged.connect(lambda: self._show_chosen())
        self.listing.model.modelReset.connect(self._show_chosen)

    def _build_tools(self) -> None:
        add = self.listing.add_row_button
        add(button("打开原件", Icon.SEARCH, lambda: self._emit(self.open_wanted)))
        add(button("另存原件…", Icon.DOWNLOAD, lambda: self._emit(self.save_wanted)))
        add(quiet_button("在预览中打开", Icon.FILE, lambda: self._emit(self.preview_wanted)))
        add(button("更正…", Icon.PENCIL, lambda: self._emit(self.correction_wanted)), lambda row: not row.replaced)

    def _build_card(self) -> None:
        self._card = Card("与今天的不同")
        self._said = wrapped_label("", "hint")
        self.differences = RowModel(DIFFERENCES, self)
        self.table = TableView("与今天不同的数据表")
        self.table.show_model(self.differences, sortable=False)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        policy = self.table.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the words above stay where they are
        self.table.setSizePolicy(policy)
        self.sources_button = quiet_button("数据来源…", Icon.SITEMAP, self._ask_figure)
        self.sources_button.setToolTip("看这个数据今天由哪些记录得出。")
        self._card.head.addWidget(self.sources_button)
        self._card.body.addWidget(self._said)
        self._card.body.addWidget(self.table, 1)
        self.table.activated_row.connect(lambda _: self._ask_figure())

    def show_rows(self, rows: Sequence[IssuedRow]) -> None:
        """Show the documents; what they state is compared later, where they state anything."""
        self._rows = {row.key: row if row.figures else replace(row, differences=()) for row in rows}
        self._refresh()

    def show_compared(self, rows: Sequence[IssuedRow]) -> None:
        """Say of some documents what differs today."""
        self._rows |= {row.key: row for row in rows if row.key in self._rows}
        self._refresh()

    def choose(self, key: Key) -> None:
        """Choose a document, now or when it is listed."""
        self._wanted = key
        self._refresh()

    def _refresh(self) -> None:
        rows = list(self._rows.values())
        self.listing.show_rows(rows, lambda row: row.key)
        if self._wanted in self._rows:
            wanted, self._wanted = self._wanted, None
            self.listing.choose(lambda row: row.key == wanted)
        standing = [row for row in rows if not row.replaced]
        differing = sum(bool(row.differences) for row in standing)
        self.listing.summary.setText(f"共 {len(standing)} 份，{differing} 份中有数据与今天不同" if rows else "")

    def _show_chosen(self) -> None:
        row = self.listing.chosen()
        found = (row.differences or ()) if row is not None else ()
        self.differences.show_rows(found)
        self.table.setVisible(bool(found))
        self.sources_button.setVisible(bool(found))
        if found:
            self.table.selectRow(0)
        self._said.setText("" if row is None else _said(row))

    def _ask_figure(self) -> None:
        row, place = self.listing.chosen(), self.table.selected_row()
        if row is not None and place is not None:
            self.figure_wanted.emit(row, self.differences.rows[place].key)

    def _emit(self, wanted: SignalInstance) -> None:
        row = self.listing.chosen()
        if row is not None:
            wanted.emit(row)


def _said(row: IssuedRow) -> str:
    note = f"　说明：{row.note}" if row.note else ""
    if not row.figures:
        return f"{row.name}没有可与今天核对的数据。{note}"
    if row.differences is None:
        return f"正在核对{row.name}的 {row.figures} 个数据。{note}"
    if not row.differences:
        return f"{row.name}的 {row.figures} 个数据都与今天一致。{note}"
    return f"{row.name}的 {row.figures} 个数据中，{len(row.differences)} 个与今天不同。{note}"


def issued_hint(rows: Sequence[IssuedRow]) -> str:
    """Say that a document was issued, and whether it would be another today; empty where it was not."""
    standing = [row for row in rows if not row.replaced]
    if not standing:
        return ""
    row = standing[0]
    others = f"，另有 {len(standing) - 1} 份" if len(standing) > 1 else ""
    now = f"其中 {len(row.differences)} 个数据与今天不同" if row.differences else "数据与今天一致"
    return f"已于 {day_text(row.issued_on)} 印发，编号 {row.name}{others}，{now}。"
