"""Colours in a template: names, conditions and loops, remarks, what lays out the page, headings."""

import re
from typing import Final

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from models.typing_override import override
from ui.window.look import Colour

_MARKER: Final = re.compile(r"^\s*(标题|主送|附件页|附件|落款（盖章）|落款|表格|表题|表头|行)[：:]|^\s*分页\s*$")
_HEADING: Final = re.compile(
    r"^([一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．] ?|（\d{1,2}）).*$"
)
_SAID: Final = re.compile(r"\{\{.*?\}\}")
_CONTROL: Final = re.compile(r"\{%.*?%\}")
_REMARK: Final = re.compile(r"\{#.*?#\}")


class TemplateHighlighter(QSyntaxHighlighter):
    """Colours every line by itself: no construct of a template goes over a line's end."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._rules: tuple[tuple[re.Pattern[str], QTextCharFormat], ...] = (
            (_HEADING, _format(Colour.TEXT, bold=True)),
            (_MARKER, _format(Colour.GOOD, bold=True)),
            (_SAID, _format(Colour.ACCENT_DARK)),
            (_CONTROL, _format(Colour.WAITING)),
            (_REMARK, _format(Colour.FAINT)),
        )

    @override
    def highlightBlock(self, text: str) -> None:
        for pattern, style in self._rules:
            for found in pattern.finditer(text):
                start, end = found.span()
                # Qt counts in UTF-16: a rare character before takes two places.
                self.setFormat(_units(text[:start]), _units(text[start:end]), style)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _format(colour: Colour, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
