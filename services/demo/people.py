"""The people of the made-up company: their careers in the party, where they belonged, who is excused."""

from datetime import date, timedelta
from typing import Any, Final

from models.enums import Gender, Rank, StageKind
from services.demo.cast import Cast, Player, Spell, Unit
from services.demo.chance import Chance
from services.demo.names import made_up_identity_number, made_up_name, made_up_phone
from services.demo.run import FOREVER, DemoRun, or_none

# What becomes of the n-th person of a branch, over and over: mostly members of old.
_CAREERS: Final = (
    "old",
    "old",
    "old",
    "old",
    "new",
    "old",
    "candidate",
    "old",
    "move",
    "old",
    "old",
    "leave",
    "old",
    "arrive",
    "old",
    "old",
    "new",
    "old",
    "old",
    "old",
)
_STABLE: Final = 4  # the first of each branch stay and hold the posts
_AGES: Final = {"new": (24, 33), "candidate": (24, 33), "executive": (44, 57)}
_USUAL_AGES: Final = (32, 59)
_RETIRED_AGES: Final = (62, 84)
_YOUNG: Final = 36
_OLD: Final = 58
_DAY: Final = timedelta(days=1)


def make_people(run: DemoRun, cast: Cast) -> None:
    """Write everyone, branch by branch, with stages, memberships, exemptions and exclusions."""
    total = run.scale.people
    made = 0
    for index, branch in enumerate(cast.branches):
        share = (index + 1) * total // len(cast.branches) - made
        for place in range(share):
            steady = branch.retired or place < branch.executives + _STABLE
            career = "old" if steady else _CAREERS[(place + index * 3) % len(_CAREERS)]
            chance = run.chance("person", made + place)
            player = _player(run, chance, branch, career, (made, place))
            cast.players.append(player)
            _place(run, chance, cast, branch, player, career, place)
        made += share
    _write_excuses(run, cast)


def _player(run: DemoRun, chance: Chance, branch: Unit, career: str, position: tuple[int, int]) -> Player:
    """Write a person; the position is how many stand before the branch, and the place within it."""
    number, place = sum(position) + 1, position[1]
    male = chance.happens(0.68)
    executive = place < branch.executives
    born = _birthday(run, chance, branch, "executive" if executive else career)
    activist, target, joined, formal = _career_dates(run, chance, born, career, number)
    texts = run.texts.people
    name = made_up_name(chance, texts, male=male)
    heads = place == branch.executives  # the branch's first secretary
    experienced = born.year < run.as_of.year - _YOUNG and chance.happens(0.12)
    manager = not executive and not branch.retired and (heads or experienced)
    category = _category(run, (joined, formal, target))
    key = run.writer.add(
        "people",
        number=f"D{number:05d}",
        name=name,
        gender=Gender.MALE if male else Gender.FEMALE,
        ethnicity=chance.weighted(texts["ethnicities"]),
        born_on=born,
        identity_number=made_up_identity_number(chance, born, male=male),
        education=chance.weighted(texts[f"educations_{'young' if executive else _age_group(run, born)}"]),
        category=category,
        administrative_post=texts["executive_posts"][place]
        if executive
        else _administrative_post(chance, texts, branch, manager=manager),
        rank=_rank(branch, executive=executive, manager=manager),
        phone=made_up_phone(chance),
    )
    _write_stages(run, key, (activist, target, joined, formal))
    return Player(
        key=key,
        bound=bytearray(key),
        name=name,
        number=f"D{number:05d}",
        born=born,
        joined=joined,
        formal=formal,
        diligence=_diligence(chance, steady=place < _STABLE or executive),
        target=target,
        executive=executive,
        manager=manager,
    )


def _diligence(chance: Chance, *, steady: bool) -> float:
    """Give how often a person comes: most nearly always, a few hardly every other time."""
    if not steady and chance.happens(0.1):
        return 0.35 + 0.2 * chance.random.random()
    return 0.86 + 0.13 * chance.random.random()


def _rank(branch: Unit, *, executive: bool, manager: bool) -> Rank | None:
    if executive:
        return Rank.EXECUTIVE
    if branch.retired:
        return None
    return Rank.MIDDLE_MANAGER if manager else Rank.STAFF


def _birthday(run: DemoRun, chance: Chance, branch: Unit, career: str) -> date:
    year = run.as_of.year
    ages = _RETIRED_AGES if branch.retired else _AGES.get(career, _USUAL_AGES)
    return date(year - chance.between(*ages), chance.between(1, 12), chance.between(1, 28))


def _age_group(run: DemoRun, born: date) -> str:
    age = run.as_of.year - born.year
    return "young" if age < _YOUNG else "old" if age >= _OLD else "middle"


def _administrative_post(chance: Chance, texts: dict[str, Any], branch: Unit, *, manager: bool) -> str:
    if branch.retired:
        return "退休"
    kind = "workshop" if any(word in branch.name for word in texts["workshops"]) else "office"
    return str(chance.pick(texts[f"{kind}_manager_posts" if manager else f"{kind}_posts"]))


def _career_dates(
    run: DemoRun, chance: Chance, born: date, career: str, number: int
) -> tuple[date | None, date | None, date | None, date | None]:
    """Give the days of the four stages, only those that have come by the day of the demo."""
    if career == "candidate":
        activist = chance.day_between(date(run.as_of.year - 2, 1, 5), date(run.as_of.year - 1, 10, 20))
        target = activist + timedelta(days=380) if number % 2 else None
        return activist, target if target and target <= run.as_of else None, None, None
    if career == "new":
        year = run.first_year + number % len(run.years)
        joined = chance.day(year, chance.pick((6, 7, 11, 12)))
    else:
        latest = date(run.first_year - 2, 12, 28)
        joined = min(latest, date(born.year + chance.between(21, 30), chance.pick((6, 7, 12)), chance.between(1, 28)))
    steps = (joined - timedelta(days=720), joined - timedelta(days=200), joined, joined + timedelta(days=366))
    activist_on, target_on, joined_on, formal_on = (step if step <= run.as_of else None for step in steps)
    return activist_on, target_on, joined_on, formal_on


def _category(run: DemoRun, dates: tuple[date | None, date | None, date | None]) -> StageKind:
    joined, formal, target = dates
    if formal is not None and formal <= run.as_of:
        return StageKind.FORMAL
    if joined is not None:
        return StageKind.PROBATIONARY
    return StageKind.DEVELOPMENT_TARGET if target is not None else StageKind.ACTIVIST


def _write_stages(run: DemoRun, person: bytes, dates: tuple[date | None, ...]) -> None:
    for kind, reached_on in zip(StageKind, dates, strict=True):
        if reached_on is not None:
            run.writer.add("stages", person_id=person, kind=kind, reached_on=reached_on)


def _place(  # noqa: PLR0913, PLR0917 - where a person belongs depends on all of it
    run: DemoRun, chance: Chance, cast: Cast, branch: Unit, player: Player, career: str, place: int
) -> None:
    """Write where the person belonged; a move ends one membership and begins another on the same day."""
    begins = (player.joined or run.begins_on) - timedelta(days=720 if career == "new" else 0)
    turn = chance.day_between(run.begins_on + 90 * _DAY, run.as_of - 60 * _DAY)
    player.moved = career in {"move", "leave", "arrive"}
    if career == "arrive":
        _belong(run, player, branch, turn, FOREVER, place, source=chance.pick(run.texts.people["transfer_sources"]))
    elif career == "leave":
        _belong(
            run, player, branch, begins, turn, place, destination=chance.pick(run.texts.people["transfer_destinations"])
        )
    elif career == "move":
        other = _next_branch(cast, branch)
        _belong(run, player, branch, begins, turn, place, destination=other.name)
        _belong(run, player, other, turn, FOREVER, place, source=branch.name)
    else:
        _belong(run, player, branch, begins, FOREVER, place)


def _next_branch(cast: Cast, branch: Unit) -> Unit:
    """Give the branch a person moves to; nobody moves out of retirement."""
    at_work = [other for other in cast.branches if not other.retired or other is branch]
    return at_work[(at_work.index(branch) + 1) % len(at_work)]


def _belong(  # noqa: PLR0913, PLR0917 - the columns of a membership
    run: DemoRun, player: Player, branch: Unit, start: date, until: date, place: int,
    source: str = "", destination: str = "",
) -> None:  # fmt: skip
    group = branch.groups[place % len(branch.groups)] if branch.groups else None
    branch.spells.append(Spell(player, start, until, group))
    run.writer.add(
        "memberships",
        person_id=player.key,
        organization_id=(group or branch).key,
        starts_on=start,
        ends_on=or_none(until),
        source=source,
        destination=destination,
        reason="工作调动" if source or destination else "",
    )


def _write_excuses(run: DemoRun, cast: Cast) -> None:
    """Excuse the old and ill from hours, and a few members from being expected."""
    texts = run.texts.people
    for branch in cast.branches:
        for place, spell in enumerate(branch.spells):
            player, chance = spell.player, run.chance("excuse", branch.code, place)
            frail = run.as_of.year - player.born.year >= 72 or (place >= _STABLE and chance.happens(0.01))  # noqa: PLR2004
            if frail and player.joined is not None and not player.exempt:
                player.exempt, player.diligence = True, 0.35
                run.writer.add(
                    "exemptions",
                    person_id=player.key,
                    reason=chance.pick(texts["exemption_reasons"]),
                    starts_on=max(spell.start, date(run.first_year - 1, 1, 1)),
                    approved_by=f"{branch.name}委员会",
                )
            elif player.joined is not None and place >= _STABLE and chance.happens(0.01):
                begins = chance.day_between(run.begins_on, run.as_of)
                run.writer.add(
                    "exclusions",
                    person_id=player.key,
                    reason=chance.pick(texts["exclusion_reasons"]),
                    starts_on=begins,
                    ends_on=begins + timedelta(days=250),
                    approved_by=f"{branch.name}委员会",
                )
