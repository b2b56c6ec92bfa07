"""公文要素: red head, seal, attachments and imprint that the officer switches on for a paper, kept among its texts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import Enum
from typing import Final

from services.documents.outline import Attachments, Block, Imprint, Letterhead, Paper, Signature

PREFIX: Final = "公文要素："
"""What the sections of a paper's parts begin with, in the store of its texts."""


class Head(Enum):
    """What stands at the top of the first page."""

    NONE = ""
    PREPRINTED = "套红"
    PRINTED = "印红头"


class Seal(Enum):
    """Whether room for a seal is left; empty: as the paper has it."""

    AS_IS = ""
    SEALED = "盖章"
    UNSEALED = "不盖章"


@dataclass(frozen=True, slots=True)
class PaperParts:
    """The optional parts of a paper; what is empty is not printed. `attachments` are names, one a line."""

    head: Head = Head.NONE
    mark: str = ""
    number: str = ""
    approver: str = ""
    seal: Seal = Seal.AS_IS
    attachments: str = ""
    copies: str = ""
    office: str = ""
    issued_on: date | None = None


NAMES: Final = {
    "head": "版头",
    "mark": "发文机关标志",
    "number": "发文字号",
    "approver": "签发人",
    "seal": "印章",
    "attachments": "附件说明",
    "copies": "抄送机关",
    "office": "印发机关",
    "issued_on": "印发日期",
}
"""What the parts are called, on the screen and in the store."""


def stored_parts(parts: PaperParts) -> dict[str, str]:
    """Give the sections that keep the parts."""
    values = asdict(parts) | {"head": parts.head.value, "seal": parts.seal.value}
    values["issued_on"] = parts.issued_on.isoformat() if parts.issued_on else ""
    return {PREFIX + NAMES[name]: value for name, value in values.items()}


def read_parts(texts: Mapping[str, str]) -> PaperParts:
    """Read the parts from their sections; what is no longer understood counts as not given."""
    found = {field.name: texts.get(PREFIX + NAMES[field.name], "") for field in fields(PaperParts)}
    words = {name: found[name] for name in ("mark", "number", "approver", "attachments", "copies", "office")}
    head = next((each for each in Head if each.value == found["head"]), Head.NONE)
    seal = next((each for each in Seal if each.value == found["seal"]), Seal.AS_IS)
    return PaperParts(head=head, seal=seal, issued_on=_day(found["issued_on"]), **words)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def with_parts(paper: Paper, parts: PaperParts) -> Paper:
    """Add the parts to a paper."""
    blocks = list(paper.blocks)
    if parts.seal is not Seal.AS_IS:
        sealed = parts.seal is Seal.SEALED
        blocks = [replace(block, sealed=sealed) if isinstance(block, Signature) else block for block in blocks]
    names = tuple(name.strip() for name in parts.attachments.splitlines() if name.strip())
    if names:
        blocks = _with_attachments(blocks, names)
    if parts.head is not Head.NONE:
        preprinted = parts.head is Head.PREPRINTED
        blocks.insert(0, Letterhead(parts.mark, parts.number, parts.approver, preprinted))
    if parts.copies or parts.office or parts.issued_on:
        blocks.append(Imprint(parts.copies, parts.office, parts.issued_on))
    return replace(paper, blocks=tuple(blocks))


def _with_attachments(blocks: list[Block], names: tuple[str, ...]) -> list[Block]:
    """Name more attachments behind those that the paper has, else over its signature."""
    if any(isinstance(block, Attachments) for block in blocks):
        return [Attachments(block.names + names) if isinstance(block, Attachments) else block for block in blocks]
    place = next((number for number, block in enumerate(blocks) if isinstance(block, Signature)), len(blocks))
    return [*blocks[:place], Attachments(names), *blocks[place:]]
