"""Who holds which party post, and how the posts change hands in the course of the years."""

from datetime import date, timedelta
from typing import Final

from models.enums import OrganizationKind, Post
from services.demo.cast import Cast, Holding, Player, Unit
from services.demo.run import FOREVER, DemoRun, or_none

_COMMITTEE_FROM: Final = 7  # formal members from which a branch has a committee


def make_posts(run: DemoRun, cast: Cast) -> None:
    """Fill the posts of every committee, general branch, branch and group."""
    for branch in cast.branches:
        committee = _committee_of(branch)
        if branch.executives and committee is not None:
            _fill_committee(run, committee, [player for player in _steady(branch, run) if player.executive])
    for branch in cast.branches:
        _fill_branch(run, branch)
    _fill_general_branches(run, cast)


def _committee_of(unit: Unit | None) -> Unit | None:
    while unit is not None and unit.kind is not OrganizationKind.COMMITTEE:
        unit = unit.parent
    return unit


def _steady(branch: Unit, run: DemoRun) -> list[Player]:
    """List members of old who never moved and can serve."""
    day = run.begins_on
    players = [spell.player for spell in branch.spells if spell.player.formal and spell.player.formal <= day]
    return [player for player in players if not player.moved and not player.exempt and player.diligence > 0.8]  # noqa: PLR2004


def _fill_committee(run: DemoRun, committee: Unit, players: list[Player]) -> None:
    portfolios = run.texts.organizations["committee_portfolios"]
    start = date(run.first_year - 1, 6, 18)
    for rank, player in enumerate(players):
        post = Post.SECRETARY if rank == 0 else Post.DEPUTY_SECRETARY if rank <= 2 else Post.COMMITTEE_MEMBER  # noqa: PLR2004
        portfolio = portfolios[(rank - 3) % len(portfolios)] if post is Post.COMMITTEE_MEMBER else ""
        _appoint(run, committee, player, post, portfolio, start, FOREVER)


def _fill_branch(run: DemoRun, branch: Unit) -> None:
    """Fill a branch's posts; secretaries change hands in the middle of a year now and then."""
    chance = run.chance("posts", branch.code)
    everyone = _steady(branch, run)
    # Who sits on the committee above leads a branch only where there is nobody else.
    steady = [player for player in everyone if not player.executive] or everyone
    if not steady:
        return
    start = date(run.first_year - 1, chance.between(3, 11), chance.between(1, 28))
    secretary, others = steady[0], steady[1:]
    for year in run.years:
        if others and chance.happens(0.14):
            change = min(date(year, chance.between(3, 9), chance.between(1, 28)), run.as_of)
            _appoint(run, branch, secretary, Post.SECRETARY, "", start, change)
            secretary, start, others = others[0], change, [*others[1:], secretary]
    _appoint(run, branch, secretary, Post.SECRETARY, "", start, FOREVER)
    since = date(run.first_year - 1, 4, 10)
    free = [player for player in steady if not any(held.player is player for held in branch.posts)]
    seats: list[tuple[Post, str]] = [(Post.DEPUTY_SECRETARY, "")]
    if sum(1 for spell in branch.spells if spell.player.formal) >= _COMMITTEE_FROM + 3:
        portfolios = run.texts.organizations["portfolios"]
        seats += [(Post.COMMITTEE_MEMBER, portfolio) for portfolio in portfolios[: 2 + len(free) // 8]]
    seats += [(Post.PARTY_WORKER, ""), (Post.PROPAGANDIST, "")]
    for player, (post, portfolio) in zip(free, seats, strict=False):
        _appoint(run, branch, player, post, portfolio, since, FOREVER)
    for group in branch.groups:
        leaders = [spell.player for spell in branch.spells if spell.group is group and spell.player in steady]
        if leaders:
            _appoint(run, group, leaders[-1], Post.GROUP_LEADER, "", since, FOREVER)


def _fill_general_branches(run: DemoRun, cast: Cast) -> None:
    below: dict[Unit, list[Unit]] = {}
    for branch in cast.branches:
        if branch.parent is not None and branch.parent.kind is OrganizationKind.GENERAL_BRANCH:
            below.setdefault(branch.parent, []).append(branch)
    for unit, branches in below.items():
        players = [steady[-1] for branch in branches if (steady := _steady(branch, run))]
        posts = (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMITTEE_MEMBER)
        for player, post in zip(players, posts, strict=False):
            portfolio = "组织" if post is Post.COMMITTEE_MEMBER else ""
            _appoint(run, unit, player, post, portfolio, date(run.first_year - 1, 5, 20), FOREVER)


def _appoint(  # noqa: PLR0913, PLR0917 - the columns of an appointment
    run: DemoRun, unit: Unit, player: Player, post: Post, portfolio: str, start: date, until: date
) -> None:
    if until <= start + timedelta(days=1):
        return
    unit.posts.append(Holding(player, post, portfolio, start, until))
    run.writer.add(
        "appointments",
        person_id=player.key,
        organization_id=unit.key,
        post=post,
        portfolio=portfolio,
        starts_on=start,
        ends_on=or_none(until),
    )
