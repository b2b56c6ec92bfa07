"""Which font file each style of type is set in: the system's own first, the bundled one where that is missing."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from services.resources import RESOURCES

BUNDLED_FOLDER = RESOURCES / "fonts"
"""The fonts that come with the program."""


class Typeface(Enum):
    """The styles of type that the official layout names."""

    TITLE = "小标宋"
    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A font that the layout asks for: its name, the file names it goes by (lower case), what stands in for it."""

    name: str
    files: tuple[str, ...]
    bundled: str


WANTED = {
    Typeface.TITLE: Wanted(
        "方正小标宋简体",
        ("方正小标宋简体.ttf", "fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "方正小标宋_gbk.ttf", "fzxbsk.ttf"),
        "LedgerSong-Bold.ttf",
    ),
    Typeface.BODY: Wanted(
        "仿宋", ("仿宋_gb2312.ttf", "simfang_gb2312.ttf", "fangsong_gb2312.ttf", "simfang.ttf"), "LedgerFangSong.ttf"
    ),
    Typeface.KAI: Wanted(
        "楷体", ("楷体_gb2312.ttf", "simkai_gb2312.ttf", "kaiti_gb2312.ttf", "simkai.ttf"), "LedgerKai.ttf"
    ),
    Typeface.HEI: Wanted("黑体", ("simhei.ttf",), "LedgerHei.ttf"),
    Typeface.SONG: Wanted("宋体", ("simsun.ttc", "simsun.ttf"), "LedgerSong.ttf"),
}
"""GB/T 9704 asks for these; Windows brings all but the title's."""

LAST_RESORTS = ("LedgerFangSong.ttf", "LedgerKai-Light.ttf")
"""Bundled fonts that are asked, in this order, for a character that a style's own font lacks."""

TRUETYPE_MARKS = (b"\x00\x01\x00\x00", b"true", b"ttcf")


@dataclass(frozen=True, slots=True)
class StandIn:
    """A style whose own font this PC lacks: the font wanted and the bundled file used instead."""

    wanted: str
    used: str


def system_font_folders() -> tuple[Path, ...]:
    """Tell where Windows keeps its fonts, for all users and for this one; empty elsewhere."""
    if os.name != "nt":
        return ()
    folders = [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")]
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local, "Microsoft", "Windows", "Fonts"))
    return tuple(folders)


class FontBook:
    """Chooses the font files for every style from `folders`, before the bundled ones."""

    def __init__(self, folders: Iterable[Path] = (), bundled: Path = BUNDLED_FOLDER) -> None:
        self._bundled = bundled
        self._chosen = _choose(folders)

    def chain(self, typeface: Typeface) -> tuple[Path, ...]:
        """List the files that are asked for a character of this style, in order."""
        files = [WANTED[typeface].bundled, *LAST_RESORTS]
        own = [self._chosen[typeface]] if typeface in self._chosen else []
        return (*own, *(self._bundled / name for name in dict.fromkeys(files)))

    def family(self, typeface: Typeface) -> str:
        """Name the font for a program that finds fonts by name: as this PC has it, else as the layout wants it."""
        chosen = self._chosen.get(typeface)
        name = WANTED[typeface].name
        return f"{name}_GB2312" if chosen is not None and "gb2312" in chosen.name.lower() else name

    def stand_ins(self) -> tuple[StandIn, ...]:
        """List the styles for which the bundled font stands in."""
        return tuple(
            StandIn(wanted.name, wanted.bundled) for typeface, wanted in WANTED.items() if typeface not in self._chosen
        )


def _choose(folders: Iterable[Path]) -> dict[Typeface, Path]:
    there: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                there.setdefault(path.name.lower(), path)
    chosen: dict[Typeface, Path] = {}
    for typeface, wanted in WANTED.items():
        for name in wanted.files:
            if name in there and _has_truetype_outlines(there[name]):
                chosen[typeface] = there[name]
                break
    return chosen


def _has_truetype_outlines(path: Path) -> bool:
    """Tell whether the PDF writer can embed the file: OpenType fonts with PostScript outlines it cannot."""
    with path.open("rb") as file:
        return file.read(4) in TRUETYPE_MARKS
