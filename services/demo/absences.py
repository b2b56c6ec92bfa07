"""A few members who stay away from everything for months, one of them with a reason on record."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from services.demo.cast import Cast, Player, Unit
from services.demo.run import FOREVER, DemoRun

# Days before the day of the demo, in turn by branch: four months, seven, and five with an approved reason.
_AWAY: Final = ((128, False), (222, False), (158, True))
_EVERY: Final = 8  # branches; three of eight have such a member


def let_some_stay_away(run: DemoRun, cast: Cast) -> None:
    """Choose them among members of old without a post, and write the reason of those who have one."""
    candidates = (next(_steady(branch, cast), None) for branch in cast.branches if not branch.retired)
    for place, player in enumerate(player for player in candidates if player is not None):
        if place % _EVERY >= len(_AWAY):
            continue
        days, has_reason = _AWAY[place % _EVERY]
        player.away_since = run.as_of - timedelta(days=days)
        if has_reason:
            run.writer.add(
                "exclusions",
                person_id=player.key,
                reason=run.texts.people["exclusion_reasons"][0],
                starts_on=player.away_since,
                approved_by="党支部委员会",
            )


def _steady(branch: Unit, cast: Cast) -> Iterator[Player]:
    """Go through the members who were there all the time and hold no post, the diligent ones."""
    in_office = {held.player for unit in (cast.top, *cast.committees, *cast.branches) for held in unit.posts}
    for spell in branch.spells:
        player = spell.player
        settled = spell.until == FOREVER and not player.moved and not player.exempt and not player.executive
        long_a_member = player.formal is not None and player.formal < date(spell.start.year + 5, 1, 1)
        if settled and long_a_member and player not in in_office and player.diligence > 0.8:  # noqa: PLR2004 - a share
            yield player
