"""归档材料 of sessions, with gaps: mostly kept in the cabinet, in the small demo's last complete year some as files."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from models.enums import OrganizationKind, PaperKind, SessionKind
from models.keys import Key
from services.attachments.media import PDF, PNG
from services.attachments.thumbnails import thumbnail
from services.demo.cast import Unit
from services.demo.chance import Chance
from services.demo.drawings import drawn, pdf_page
from services.demo.run import DemoRun
from services.resources import load_json

_THERE: Final = {
    PaperKind.SCHEME: 0.95,
    PaperKind.NOTICE: 0.97,
    PaperKind.SIGN_IN_SHEET: 0.985,
    PaperKind.RECORD: 0.965,
    PaperKind.OUTLINE: 0.9,
    PaperKind.REFLECTION: 0.86,
    PaperKind.BRIEF: 0.88,
    PaperKind.PHOTO: 0.95,
    PaperKind.EXAM_PAPER: 0.93,
}
_FRESH: Final = timedelta(days=30)
_STILL_ON_A_DESK: Final = 0.55  # of papers of the last month
_SMALL: Final = 100  # branches; a larger committee keeps what is older than the last complete year elsewhere
_SCANS_SINCE: Final = 7  # July of the last complete year
_MONTHS_A_VOLUME: Final = 3


@dataclass(frozen=True, slots=True)
class Filed:
    """A session that was held; `kinds` begin with the primary one."""

    key: Key
    number: str
    unit: Unit
    kinds: tuple[SessionKind, ...]
    day: date


def make_papers(run: DemoRun, session: Filed) -> None:
    """Write the papers of a session."""
    if run.scale.branches > _SMALL and session.day.year < run.as_of.year - 1:
        return
    chance = run.chance("papers", session.number)
    fresh = session.day > run.as_of - _FRESH
    asked = {paper for kind in session.kinds for paper in _asked().get(kind, ())}
    for paper in (paper for paper in PaperKind if paper in asked):
        if not chance.happens(_THERE[paper] * (_STILL_ON_A_DESK if fresh else 1)):
            continue
        added = min(session.day + timedelta(days=chance.between(1, 12)), run.as_of)
        if _is_scanned(run, session, paper):
            _write_file(run, chance, session, paper, added)
        else:
            volume = (session.day.month - 1) // _MONTHS_A_VOLUME + 1
            place = f"{session.unit.name}档案柜{session.day.year}年第{volume}卷"
            run.writer.add(
                "attachments", paper=paper, name=paper.label, session_id=session.key, added_on=added, kept_at=place
            )


@cache
def _asked() -> dict[SessionKind, tuple[PaperKind, ...]]:
    entries = load_json("rules.json")["archive_rules"]
    return {SessionKind(entry["session_kind"]): tuple(map(PaperKind, entry["papers"])) for entry in entries}


def _is_scanned(run: DemoRun, session: Filed, paper: PaperKind) -> bool:
    """Tell whether a paper was scanned: the committee's own, and since July the branches' photos of theme days."""
    if run.scale.code != "small" or session.day.year != run.as_of.year - 1:
        return False
    if session.unit.kind is OrganizationKind.COMMITTEE:
        return paper in {PaperKind.NOTICE, PaperKind.SIGN_IN_SHEET, PaperKind.BRIEF, PaperKind.PHOTO}
    return paper is PaperKind.PHOTO and SessionKind.THEME_DAY in session.kinds and session.day.month >= _SCANS_SINCE


def _write_file(run: DemoRun, chance: Chance, session: Filed, paper: PaperKind, added: date) -> None:
    as_pdf = paper in {PaperKind.NOTICE, PaperKind.BRIEF}
    content = pdf_page(chance) if as_pdf else drawn(paper, chance)
    media = PDF if as_pdf else PNG
    sha256 = hashlib.sha256(content).digest()
    run.writer.add_content(
        sha256,
        media_type=media.type,
        size=len(content),
        content=content,
        thumbnail=None if as_pdf else thumbnail(Path(), content, media),
    )
    name = f"{session.number}{paper.label}{media.endings[0]}"
    run.writer.add("attachments", sha256=sha256, paper=paper, name=name, session_id=session.key, added_on=added)
