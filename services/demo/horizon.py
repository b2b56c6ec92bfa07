"""What reaches beyond a year: teachers, places, courses and texts, what members ask for, targets of five years."""

from decimal import Decimal
from typing import Any

from models.enums import ResourceKind
from models.keys import Key
from services.demo.cast import Cast
from services.demo.chance import Chance
from services.demo.run import COMPLETE_YEARS, DemoRun


def make_study_resources(run: DemoRun) -> dict[str, Key]:
    """Write the resources; give their keys by name, so that sessions can be linked to them."""
    texts = run.texts.work
    entries = {
        ResourceKind.TEACHER: texts["teachers"],
        ResourceKind.PLACE: [{"name": name, "topic": "tradition"} for name in texts["study_places"]],
        ResourceKind.COURSE: texts["courses"],
        ResourceKind.TEXT: texts["study_texts"],
    }
    return {
        entry["name"]: run.writer.add("study_resources", kind=kind, **entry)
        for kind, listed in entries.items()
        for entry in listed
    }


def make_needs(run: DemoRun, cast: Cast, year: int) -> None:
    """Write the survey of a year: the committee's own tally, and what single branches asked for."""
    chance = run.chance("needs", year)
    listed = run.texts.work["needs"]
    for entry in chance.some(listed, len(listed) - 1):
        _write_need(run, chance, entry, year, None)
    for branch in chance.some(cast.branches, 3):
        _write_need(run, chance, chance.pick(listed), year, branch.key)


def _write_need(run: DemoRun, chance: Chance, entry: dict[str, Any], year: int, place: Key | None) -> None:
    share = entry["votes"] if place is None else max(3, entry["votes"] // 6)
    votes = max(1, share + chance.between(-share // 4, share // 4))
    run.writer.add("training_needs", year=year, organization_id=place, **(entry | {"votes": votes}))


def make_targets(run: DemoRun) -> None:
    """Write the targets of the five complete years."""
    last_year = run.first_year + COMPLETE_YEARS - 1
    for position, entry in enumerate(run.texts.work["targets"], 1):
        numbers = {name: Decimal(str(entry[name])) for name in ("yearly", "target") if name in entry}
        run.writer.add("targets", from_year=run.first_year, to_year=last_year, position=position, **(entry | numbers))
