"""Makes a demo: a full and believable made-up committee over five complete years and the running one.

The same seed, scale and day give the same data, keys included, on every PC.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from models.database import Database
from models.driver import OperationalError
from models.enums import StepKind
from models.organizations import Organization, top_organization
from models.upgrade import SchemaState, schema_state, upgrade
from services.demo.absences import let_some_stay_away
from services.demo.book import Book
from services.demo.branch_year import BranchYears
from services.demo.campaigns import make_campaign_work, make_campaigns
from services.demo.cast import Cast
from services.demo.chance import Chance, KeyMaker
from services.demo.committee_year import CommitteeYears
from services.demo.errors import NotADemoError, TooEarlyForDemoError
from services.demo.follow_up import make_follow_up
from services.demo.horizon import make_needs, make_study_resources, make_targets
from services.demo.money import make_money
from services.demo.organizations import make_organizations
from services.demo.people import make_people
from services.demo.posts import make_posts
from services.demo.records import make_certificates, make_document_texts, make_materials, make_scores
from services.demo.run import COMPLETE_YEARS, DemoRun
from services.demo.scale import SCALES, Scale
from services.demo.texts import DemoTexts
from services.demo.work import make_branch_plan, make_discipline_plan, make_plan, make_shortcomings
from services.demo.writer import BulkWriter, bulk_loading
from services.errors import FileInUseError, FileNotWritableError
from services.ledger_file import REFUSALS
from services.seeds import seed as seed_rules

DATABASE_NAME: Final = "demo.db"
EARLIEST_YEAR: Final = 2015  # the documents that are studied were out by then
LATEST_YEAR: Final = 2100
STUDY_APP_THRESHOLD: Final = "6000"

Progress = Callable[[int, int], None]  # steps done, steps in all


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What was made: the file, the last complete year, and the number of rows of each table."""

    path: Path
    last_year: int
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class DemoService:
    """Makes demos; a demo made before in the same folder is replaced, anything else is left alone."""

    def make(self, folder: Path, scale: str, seed: int, as_of: date, progress: Progress) -> DemoMade:
        """Make `folder`/demo.db; the file takes its name only when it is complete."""
        if not EARLIEST_YEAR <= as_of.year <= LATEST_YEAR:
            raise TooEarlyForDemoError(as_of.year - COMPLETE_YEARS)
        path = folder / DATABASE_NAME
        if path.exists() and not is_demo(path):
            raise NotADemoError(path)
        unfinished = folder / f"{DATABASE_NAME}.unfinished"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            unfinished.touch()
        except OSError as error:
            raise FileNotWritableError(unfinished) from error
        try:
            rows = _write_all(unfinished, SCALES[scale], seed, as_of, progress)
            os.replace(unfinished, path)  # noqa: PTH105 - Path.replace is the same; this names the atomic step
        except PermissionError as error:
            raise FileInUseError(path) from error
        finally:
            unfinished.unlink(missing_ok=True)
        return DemoMade(path, as_of.year - 1, rows)


def is_demo(path: Path) -> bool:
    """Tell whether a file is a demo that this program made."""
    try:
        state = schema_state(path)
    except OperationalError as error:
        raise FileInUseError(path) from error
    if state is not SchemaState.CURRENT:
        return False
    database = Database(path)
    try:
        with database.reading() as connection:
            note = select(Organization.note).where(Organization.id == top_organization(connection))
            return bool(connection.execute(note).scalar() == DemoTexts.load().organizations["demo_note"])
    finally:
        database.close()


def _write_all(path: Path, scale: Scale, seed: int, as_of: date, progress: Progress) -> dict[str, int]:
    steps = scale.branches + scale.committees + 2  # the top committee, and the indexes
    database = Database(path, REFUSALS)
    try:
        upgrade(database)
        with database.transaction(StepKind.DEMO) as session:
            seed_rules(session)
        with bulk_loading(database) as connection:
            rows = _tell(connection, scale, seed, as_of, lambda done: progress(done, steps))
        progress(steps, steps)
    finally:
        database.close()
    return rows


def _tell(
    connection: Connection, scale: Scale, seed: int, as_of: date, progress: Callable[[int], None]
) -> dict[str, int]:
    new_key = KeyMaker(Chance(seed, "keys"), date(as_of.year - COMPLETE_YEARS, 1, 1))
    writer = BulkWriter(connection, new_key)
    run = DemoRun(scale, seed, as_of, DemoTexts.load(), writer)
    writer.add("rules", key="study_app.threshold", value=f'"{STUDY_APP_THRESHOLD}"', own=1, valid_from=run.begins_on)
    cast = make_organizations(run)
    make_people(run, cast)
    make_posts(run, cast)
    let_some_stay_away(run, cast)
    make_certificates(run, cast)
    book = Book(run, make_campaigns(run), make_study_resources(run))
    for done, branch in enumerate(cast.branches, 1):
        _tell_branch(run, book, cast, done - 1)
        book.forget(branch)
        progress(done)
    for done, committee in enumerate((*cast.committees, cast.top), len(cast.branches) + 1):
        years = CommitteeYears(run, book, cast, committee)
        for year in run.years:
            years.tell(year)
            make_follow_up(run, book, committee, year)
        progress(done)
    _tell_top(run, book, cast)
    writer.flush()
    return writer.rows


def _tell_branch(run: DemoRun, book: Book, cast: Cast, place: int) -> None:
    branch = cast.branches[place]
    years = BranchYears(run, book, branch)
    for year in run.years:
        years.tell(year)
        make_branch_plan(run, book, branch, year)


def _tell_top(run: DemoRun, book: Book, cast: Cast) -> None:
    make_targets(run)
    for campaign in book.campaigns:
        make_campaign_work(run, book, cast, campaign)
    for year in run.years:
        make_plan(run, book, cast.top, year)
        make_discipline_plan(run, book, cast.top, year)
        make_money(run, book, cast, year)
        make_shortcomings(run, cast, year)
        make_materials(run, book, cast, year)
        make_scores(run, cast, year)
        make_needs(run, cast, year)
        make_document_texts(run, book, cast.top, year)
