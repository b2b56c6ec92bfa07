"""Smaller records: publicity and materials, scores of the study app, certificates of secretaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.enums import MaterialKind, Post, SessionKind
from services.demo.book import Book, Campaign
from services.demo.cast import Cast, Player, Unit, members
from services.demo.chance import Chance
from services.demo.run import FOREVER, DemoRun

_VALID_DAYS: Final = 3 * 365
_RUNS_OUT: Final = {1: 40, 2: -25}  # by branch: in how many days the secretary's certificate runs out, or did
_QUARTER_BEGINS: Final = (1, 4, 7, 10)
_QUARTERS: Final = ("一", "二", "三", "四")


def make_materials(run: DemoRun, book: Book, cast: Cast, year: int) -> None:
    """Write a year's books, briefs, posters and articles."""
    chance = run.chance("materials", year)
    texts = run.texts.work
    issuing = _Issuing(run, chance, year, book.campaigns)
    people = sum(len(members(branch, min(date(year, 6, 1), run.as_of))) for branch in cast.branches)
    for title in chance.some(texts["books"], 3):
        issuing.write(MaterialKind.BOOK, title, max(1, people - chance.between(0, people // 4)))
    for number in range(1, chance.between(7, 11)):
        issuing.write(MaterialKind.BRIEF, texts["brief_name"].format(number=number), 1, months=(number, number))
    for first_month, quarter in zip(_QUARTER_BEGINS, _QUARTERS, strict=True):
        count = max(2, len(cast.branches) // 2)
        name = texts["poster_name"].format(quarter=quarter)
        issuing.write(MaterialKind.POSTER, name, count, months=(first_month, first_month + 2))
    for _ in range(max(18, len(cast.branches))):
        branch = chance.pick(cast.branches)
        theme = chance.pick(chance.pick(run.texts.studies["theme_days"]))
        title = chance.pick(texts["articles"]).format(name=theme, unit=branch.name)
        issuing.write(MaterialKind.ARTICLE, title, 1, branch.key, chance.between(60, 1800))


@dataclass(frozen=True, slots=True)
class _Issuing:
    """The issuing of a year; two in three things that go out during a campaign are for it."""

    run: DemoRun
    chance: Chance
    year: int
    campaigns: Sequence[Campaign]

    def write(  # noqa: PLR0913 - the columns of a material
        self,
        kind: MaterialKind,
        name: str,
        quantity: int,
        organization: bytes | None = None,
        reads: int | None = None,
        *,
        months: tuple[int, int] = (1, 12),
    ) -> None:
        """Write a record, unless its day is still to come."""
        issued_on = self.chance.day(self.year, self.chance.between(*months))
        if issued_on <= self.run.as_of:
            self.run.writer.add(
                "materials",
                issued_on=issued_on,
                kind=kind,
                name=name,
                quantity=quantity,
                reads=reads,
                organization_id=organization,
                campaign_id=self._campaign(issued_on, name),
            )

    def _campaign(self, day: date, name: str) -> bytes | None:
        running = (one.key for one in self.campaigns if one.starts_on <= day <= one.ends_on)
        chosen = self.run.chance("campaign material", day, name).happens(2 / 3)
        return next(running, None) if chosen else None


def make_scores(run: DemoRun, cast: Cast, year: int) -> None:
    """Write the scores of the study app at the year's end, or as they stand; a few members never reported theirs."""
    day = min(date(year, 12, 31), run.as_of)
    share = day.timetuple().tm_yday / 365
    chance = run.chance("scores", year)
    for branch in cast.branches:
        for player in members(branch, day):
            usual = 9_000 if player.diligence > 0.8 else 4_800  # noqa: PLR2004 - who comes also reads
            score = max(200, round(chance.random.gauss(usual, 1_800) * share))
            if chance.happens(0.03):
                continue
            run.writer.add("study_app_scores", person_id=player.key, scored_on=day, score=score * 1000)


def make_document_texts(run: DemoRun, book: Book, top: Unit, year: int) -> None:
    """Write the officer's own words for the annual summary: on party workers, whose class was held or not."""
    text = run.texts.work["document_texts"]["party_workers"]
    for _, event in book.held.get((year, top.key, SessionKind.TRAINING_CLASS), []):
        if "党务干部" in event.title:
            run.writer.add(
                "document_texts",
                document_kind="annual_summary",
                section="party_workers",
                year=year,
                content=text.format(title=event.title, days=event.days),
            )
            return


def make_certificates(run: DemoRun, cast: Cast) -> None:
    """Write certificates of branch secretaries: obtained after taking office, mostly renewed when they expire."""
    for place, branch in enumerate(cast.branches):
        chance = run.chance("certificates", branch.code)
        for held in branch.posts:
            if held.post is Post.SECRETARY and held.until == FOREVER and place in _RUNS_OUT:
                last_day = run.as_of + timedelta(days=_RUNS_OUT[place])
                _write_certificate(run, held.player, last_day - timedelta(days=_VALID_DAYS))
                continue
            if held.post is not Post.SECRETARY or not chance.happens(0.86):
                continue
            obtained_on = held.start + timedelta(days=chance.between(30, 170))
            while obtained_on <= min(run.as_of, held.until - timedelta(days=1)):
                _write_certificate(run, held.player, obtained_on)
                # One in ten renews late.
                obtained_on += timedelta(days=_VALID_DAYS) + timedelta(
                    days=chance.between(-40, 0) if chance.happens(0.9) else 300
                )


def _write_certificate(run: DemoRun, player: Player, obtained_on: date) -> None:
    run.writer.add(
        "certificates",
        person_id=player.key,
        name=run.texts.work["certificate"],
        obtained_on=obtained_on,
        valid_until=obtained_on + timedelta(days=_VALID_DAYS),
    )
