"""Reading needs from lines pasted out of a spreadsheet: what cannot be told for sure is put in doubt, never guessed."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from models.enums import Audience, LabelledEnum, Topic
from models.keys import Key
from services.errors import (
    AppError,
    DuplicateError,
    InvalidFieldError,
    RequiredFieldError,
)
from services.needs.rows import NeedDraft, PastedLine

WHAT: Final = "培训需求"
HEADINGS: Final = ("主题", "内容分类", "培训对象", "提出单位", "人数", "备注")
_FEWEST_CELLS: Final = 5

Member = TypeVar("Member", bound=LabelledEnum)
NeedIdentity = tuple[str, Audience | None, Key | None]


def identity(draft: NeedDraft, top: Key | None) -> NeedIdentity:
    """Tell what makes a need the same one within its year."""
    return draft.subject.strip(), draft.audience, draft.organization_id or top


def read_lines(
    text: str, year: int, resolve: Callable[[str], Key], known: set[NeedIdentity], top: Key | None
) -> Iterator[PastedLine]:
    """Read tab separated lines in the order of HEADINGS; a line of headings and empty lines are passed over.

    `resolve` finds an organisation by name or path, or raises; `known` is what the year has already.
    """
    seen = set(known)
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or cells[0] == HEADINGS[0]:
            continue
        shown = "　".join(cell for cell in cells if cell)
        try:
            draft = _read(cells, year, resolve)
            same = identity(draft, top)
            if same in seen:
                raise DuplicateError(WHAT, "主题", draft.subject)
        except AppError as doubt:
            yield PastedLine(number, shown, doubt=doubt)
        else:
            seen.add(same)
            yield PastedLine(number, shown, draft)


def _read(cells: list[str], year: int, resolve: Callable[[str], Key]) -> NeedDraft:
    if len(cells) < _FEWEST_CELLS or len(cells) > len(HEADINGS):
        raise InvalidFieldError(WHAT, "列数", str(len(cells)), f"应依次为{'、'.join(HEADINGS)}，以制表符分开")
    subject, topic, audience, unit, votes = cells[:_FEWEST_CELLS]
    if not subject:
        raise RequiredFieldError(WHAT, "主题")
    return NeedDraft(
        year,
        subject,
        _votes(votes),
        _member(Topic, "内容分类", topic),
        _member(Audience, "培训对象", audience),
        resolve(unit) if unit else None,
        cells[_FEWEST_CELLS] if len(cells) > _FEWEST_CELLS else "",
    )


def _votes(text: str) -> int:
    if not text:
        raise RequiredFieldError(WHAT, "人数")
    plain = text.removesuffix("人").strip()
    if not (plain.isascii() and plain.isdigit()):
        raise InvalidFieldError(WHAT, "人数", text, "请填写整数")
    return int(plain)


def _member(kind: type[Member], field: str, text: str) -> Member | None:
    if not text:
        return None
    for member in kind:
        if member.label == text:
            return member
    raise InvalidFieldError(WHAT, field, text, f"应为{'、'.join(kind.labels())}之一，或留空")
