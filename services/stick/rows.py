"""What writing on sticks speaks of: its steps, generations, and what opening found."""

from dataclasses import dataclass
from pathlib import Path

from models.enums import LabelledEnum
from services.errors import AppError


class WriteStep(LabelledEnum):
    """The steps in which a whole file gets onto a stick; a refusal names the one that failed."""

    LOOK = "look", "查看U盘"
    CREATE = "create", "新建临时文件"
    WRITE = "write", "写入"
    FLUSH = "flush", "刷新到盘上"
    RENAME = "rename", "改为正式文件名"
    COMPARE = "compare", "读回核对"
    FOLDER = "folder", "登记文件夹"


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole file of a numbered family: `台账.000123.db`; number 0 is the file without a number, `台账.db`."""

    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class FoundGeneration:
    """The newest generation that verifies, and the newer ones that do not and were passed over."""

    generation: Generation
    passed_over: tuple[Path, ...] = ()


class Begun(LabelledEnum):
    """How things stood when a ledger on a stick was opened."""

    TAKEN = "taken", "已从U盘取到本机"
    CONTINUED = "continued", "接着上次没有存回U盘的内容"
    APART = "apart", "U盘上有别处写入的内容，本机也有没存回的内容"
    WITHOUT_STICK = "without_stick", "U盘不在，用的是本机保留的内容"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a working copy and the stick last had in common: the generation, its sha256, the ledger's state then.

    `handed_back` is when the copy was last handed back, as people read it; empty: never.
    """

    base: str
    number: int
    digest: str
    state: str
    handed_back: str


@dataclass(frozen=True, slots=True)
class StickState:
    """Whether the stick is there, whether work is not on it yet, and when it was last handed back (empty: never).

    `moved_to` is where the stick was found when its old place had gone; `refusal` what stands against using it there.
    """

    is_there: bool
    has_news: bool
    handed_back: str
    moved_to: Path | None = None
    refusal: AppError | None = None


@dataclass(frozen=True, slots=True)
class StraightState:
    """Of a ledger edited straight on a stick: is it there, and what stands against going on with it.

    `got_through` tells that the last write before the stick went, which was refused, is on it after all; `moved_to` is
    where the ledger was found when its old place had gone.
    """

    is_there: bool
    refusal: AppError | None = None
    got_through: bool = False
    moved_to: Path | None = None


@dataclass(frozen=True, slots=True)
class Newer:
    """A generation that somebody else wrote, its sha256, and whether all of it is known here."""

    generation: Generation
    digest: str
    known: bool


@dataclass(frozen=True, slots=True)
class HandedBack:
    """A working copy that is on the stick now, as a new generation."""

    path: Path
    moment: str
