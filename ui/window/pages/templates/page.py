"""The page 文档模板: the versions of every kind's template, an editor that checks, names to insert, the preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter

from models.keys import Key
from models.typing_override import override
from services.campaigns.service import CampaignService
from services.changes import Changes
from services.documents.kinds import DocumentKind
from services.documents.service import DocumentService
from services.documents.templates.drafts import Drafts
from services.documents.templates.errors import TemplateFault
from services.documents.templates.rows import NameRow, TemplateRow
from services.documents.templates.service import TemplateService
from services.organizations.service import OrganizationService
from services.sessions.rows import SessionFilter
from services.sessions.service import SessionService
from ui.window.desk import Desk
from ui.window.dialogs.confirm import confirmed
from ui.window.files import TEXTS
from ui.window.look import Icon, Tone
from ui.window.pages.page import Page
from ui.window.pages.templates.name_form import NameForm
from ui.window.pages.templates.panel import EditorPanel
from ui.window.pages.templates.side import Examples, SidePanel
from ui.window.widgets.buttons import button, primary_button

CONCERNS: Final = frozenset({"document_templates", "organizations", "sessions", "campaigns"})
PAUSE_MILLISECONDS: Final = 400  # after the last key, before the text is checked and kept


@dataclass(frozen=True, slots=True)
class TemplatePageServices:
    """What the page works with."""

    templates: TemplateService
    documents: DocumentService
    organizations: OrganizationService
    sessions: SessionService
    campaigns: CampaignService
    drafts: Drafts


class TemplatesPage(Page):
    """The editor at the left, names and preview at the right; what is typed is kept until it is saved or given up."""

    def __init__(self, desk: Desk, services: TemplatePageServices) -> None:
        super().__init__(desk, "文档模板", "公文的文字由模板和台账里的数据合成；默认的一份始终保留。", CONCERNS)
        self._services = services
        self._rows: Sequence[TemplateRow] = ()
        self._shown: TemplateRow | None = None
        self._saved = ""
        self._wanted_key: Key | None = None
        self._faults: Sequence[TemplateFault] = ()
        self.panel = EditorPanel(services.templates.kinds())
        self.editor = self.panel.editor
        self.side = SidePanel(desk.painter, desk.clock.today().year)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._build_buttons()
        self._build_splitter()
        self._connect()
        services.drafts.read()

    def _build_buttons(self) -> None:
        self.save_button = primary_button("保存", Icon.SAVE, self.save)
        for made in (
            button("导入…", Icon.TABLE_IMPORT, self.bring_in),
            button("导出…", Icon.TABLE_EXPORT, self.write_out),
            button("另存为…", Icon.PLUS, self.save_as),
            self.save_button,
        ):
            self.buttons.addWidget(made)

    def _build_splitter(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setAccessibleName("模板分栏")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.panel)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([560, 430])
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        panel = self.panel
        panel.kind.chosen.connect(self._choose_kind)
        panel.version.chosen.connect(self._open_chosen)
        panel.choose_wanted.connect(self.choose)
        panel.rename_wanted.connect(self.rename)
        panel.delete_wanted.connect(self.delete)
        panel.default_wanted.connect(self.take_default)
        panel.give_up_wanted.connect(self.give_up)
        self.editor.textChanged.connect(self._typed)
        self._pause.timeout.connect(self._check)
        self.side.wanted.connect(self._show_side)
        self.side.names.insertion_wanted.connect(self.editor.insert)

    @override
    def load(self) -> None:
        services = self._services
        self.read(services.templates.list, self._offer_versions)
        self.read(
            lambda: Examples(
                services.organizations.tree(), services.sessions.list(SessionFilter()), services.campaigns.list()
            ),
            self._offer_examples,
        )

    def _offer_examples(self, examples: Examples) -> None:
        self.side.example.offer(examples)
        self._show_side()

    def _offer_versions(self, rows: Sequence[TemplateRow]) -> None:
        self._rows = rows
        self._choose_kind()

    def _choose_kind(self) -> None:
        """Offer the versions of the kind: the one shown stays, else the one that was made, else the one chosen."""
        kind, shown = self.panel.kind.choice(), self._shown
        if kind is None:
            return
        self.side.example.show_for(kind)
        rows = [row for row in self._rows if row.kind == kind.key]
        chosen = next((row.key for row in rows if row.chosen), None)
        before = shown.key if shown is not None and shown.kind == kind.key else chosen
        options = [(f"{row.name}{'（选用）' if row.chosen else ''}", row.key) for row in rows]
        self.panel.version.offer(options, self._wanted_key or before)
        self._open_chosen()

    def _open_chosen(self) -> None:
        """Show the version chosen; what was typed in the one before is kept."""
        self._keep_draft()
        kind, key = self.panel.kind.choice(), self.panel.version.choice()
        row = next((row for row in self._rows if kind is not None and row.kind == kind.key and row.key == key), None)
        if row is not None:
            self.read(lambda: self._text_of(row), lambda text: self._show(row, text))

    def _text_of(self, row: TemplateRow) -> str:
        templates = self._services.templates
        return templates.default_text(row.kind) if row.key is None else templates.version(row.key)

    def _show(self, row: TemplateRow, text: str) -> None:
        """Show a version; of the one that is shown already what was typed stays."""
        kind = self.panel.kind.choice()
        if kind is None or (row.kind, row.key) != (kind.key, self.panel.version.choice()):
            return
        shown = self._shown
        same = shown is not None and (shown.kind, shown.key) == (row.kind, row.key)
        stays = same and (self._changed or self._saved == text)
        self._shown, self._saved, self._wanted_key = row, text, None
        if not stays:
            draft = self._services.drafts.get(row.kind, row.key)
            self.editor.show_text(text if draft is None else draft)
            if draft is not None:
                self.message_bar.say("没有保存的文字还在，可以接着改。", Tone.NEUTRAL)
        self._check()
        if not same:
            self._show_side()

    @property
    def _changed(self) -> bool:
        return self._shown is not None and self.editor.toPlainText().rstrip() != self._saved.rstrip()

    def _typed(self) -> None:
        self._pause.start()
        self._show_state()

    def _show_state(self) -> None:
        row = self._shown
        if row is not None:
            self.panel.show_state(row, changed=self._changed)
            self.save_button.setEnabled(row.key is not None and self._changed)
            self.save_button.setToolTip("" if row.key is not None else "默认模板不能改动，请用“另存为”。")

    def _check(self) -> None:
        """Check the text as it stands, off this thread, and keep it on this PC while it is not saved."""
        self._pause.stop()
        row = self._shown
        if row is not None:
            self._show_state()
            self._keep_draft()
            text = self.editor.toPlainText()
            self.read(lambda: self._services.templates.check(row.kind, text), lambda faults: self._judge(text, faults))

    def _judge(self, text: str, faults: Sequence[TemplateFault]) -> None:
        if text == self.editor.toPlainText():
            self._faults = faults
            self.panel.show_faults(faults)
            if self.side.shows_preview:
                self._show_side()

    def _show_side(self) -> None:
        """Show names or preview, whichever is in sight, of the example chosen."""
        kind = self.panel.kind.choice()
        if kind is None or self._shown is None:
            return
        request = self.side.example.request(kind)
        documents, templates = self._services.documents, self._services.templates
        if not self.side.shows_preview:
            self.read(
                lambda: templates.names(kind.key, None if request is None else documents.subject(request)),
                lambda names: self._show_names(kind, names),
            )
        elif self._faults:
            self.side.preview.say("改正错误后显示预览")
        elif request is None:
            self.side.preview.say("台账里还没有可以作例子的记录")
        else:
            text = self.editor.toPlainText()
            self.read(lambda: documents.render_text(request, text), self.side.preview.view.show_pdf)

    def _show_names(self, kind: DocumentKind, names: Sequence[NameRow]) -> None:
        if kind is self.panel.kind.choice():
            self.side.names.show_names(names)

    def _keep_draft(self) -> None:
        row = self._shown
        if row is not None:
            self._services.drafts.keep(row.kind, row.key, self.editor.toPlainText() if self._changed else None)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed at once: the page may be closing."""
        super().hideEvent(event)
        self._keep_draft()

    def save(self) -> None:
        """Save the text as the version shown."""
        row, text = self._shown, self.editor.toPlainText()
        if row is not None and row.key is not None:
            key = row.key
            self.write(lambda: self._services.templates.change(key, text), "已保存。")

    def save_as(self) -> None:
        """Save the text as a new version."""
        row, text = self._shown, self.editor.toPlainText()
        if row is not None:
            add = self._services.templates.add
            form = NameForm(self.desk, "另存为新模板", "", lambda name: add(row.kind, name, text), self)
            form.saved.connect(lambda changes: self._leave(row, changes))
            self.open_form(form)

    def _leave(self, row: TemplateRow, changes: Changes) -> None:
        """Show the version made, or another one; what was typed in the one shown is in it, or not wanted any more."""
        self._services.drafts.keep(row.kind, row.key, None)
        self._shown = None
        self._wanted_key = changes.key
        self.load()

    def rename(self) -> None:
        """Give the version shown another name."""
        row = self._shown
        if row is not None and row.key is not None:
            key, rename = row.key, self._services.templates.rename
            self.open_form(NameForm(self.desk, "模板改名", row.name, lambda name: rename(key, name), self))

    def delete(self) -> None:
        """Take the version shown away."""
        row = self._shown
        if row is None or row.key is None:
            return
        key = row.key
        question = f"要删除模板“{row.name}”吗？{'以后的文档改由默认模板生成。' if row.chosen else ''}"

        def done(changes: Changes) -> None:
            self._leave(row, changes)
            self.desk.notifier.announce(changes)
            self.message_bar.say("已删除，可以撤销。", Tone.GOOD)

        if confirmed(self, "删除模板", question, "删除"):
            self.read(lambda: self._services.templates.delete(key), done)

    def choose(self) -> None:
        """Make documents from the version shown from now on."""
        row = self._shown
        if row is not None:
            self.write(
                lambda: self._services.templates.choose(row.kind, row.key),
                f"“{row.kind_name}”以后由模板“{row.name}”生成。",
            )

    def take_default(self) -> None:
        """Put the program's own text in the place of what is shown; it is not saved by that."""
        row = self._shown
        if row is not None:
            self.editor.replace_all(self._services.templates.default_text(row.kind))

    def give_up(self) -> None:
        """Show the saved text again."""
        if confirmed(self, "放弃修改", "要放弃没有保存的修改吗？", "放弃"):
            self.editor.show_text(self._saved)
            self._check()

    def bring_in(self) -> None:
        """Ask for a file and keep its text as a new version of the kind shown."""
        kind = self.panel.kind.choice()
        path = self.desk.files.to_open(self, "导入模板", TEXTS)
        if kind is None or path is None:
            return
        templates = self._services.templates

        def done(changes: Changes) -> None:
            self._wanted_key = changes.key
            self.desk.notifier.announce(changes)
            self.message_bar.say(f"已导入 {path.name}，还没有选用。", Tone.GOOD)

        self.read(lambda: templates.bring_in(kind.key, path), done)

    def write_out(self) -> None:
        """Ask for a file and write the version shown to it, as it was saved."""
        row = self._shown
        if row is None:
            return
        path = self.desk.files.to_save(self, "导出模板", Path(f"{row.kind_name}模板（{row.name}）.txt"), TEXTS)
        if path is not None:
            self.read(
                lambda: self._services.templates.write_out(row.kind, row.name, path),
                lambda _: self.message_bar.say(f"已保存到 {path}", Tone.GOOD),
            )
