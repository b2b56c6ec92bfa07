"""Campaigns of the made-up committee: one a year, with its 13+5 plan, texts and their readers, measures."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from models.enums import PlanKind, PlanLevel, SessionKind, WorkState
from models.keys import Key
from services.demo.book import Book, Campaign
from services.demo.cast import Cast, Unit, members
from services.demo.chance import Chance
from services.demo.run import DemoRun

_MEASURES: Final = 6
_MOST_LINKED: Final = 12


def make_campaigns(run: DemoRun) -> list[Campaign]:
    """Write a campaign a year: the one of that year, or a general one."""
    campaigns = []
    known = {entry["year"]: entry for entry in run.texts.studies["campaigns"]}
    for year in run.years:
        entry = known.get(year, run.texts.studies["other_campaign"])
        name = entry["name"].format(year=year)
        starts_on, ends_on = (date.fromisoformat(f"{year}-{entry[end]}") for end in ("from", "until"))
        key = run.writer.add("campaigns", name=name, starts_on=starts_on, ends_on=ends_on)
        campaigns.append(Campaign(key, name, starts_on, ends_on))
    return campaigns


def make_campaign_work(run: DemoRun, book: Book, cast: Cast, campaign: Campaign) -> None:
    """Write what a campaign planned, had read and promised."""
    texts = run.texts.campaigns
    year = campaign.starts_on.year
    committee = _plan(run, campaign, PlanLevel.COMMITTEE, cast.top)
    for position, item in enumerate(texts["committee_items"], 1):
        held = [session.key for session in book.of_campaign(campaign, item.get("kind")) if session.unit is cast.top]
        _item(run, campaign, committee, position, item, held)
    branches = _plan(run, campaign, PlanLevel.BRANCH, cast.top)
    for position, item in enumerate(texts["branch_items"], 1):
        first = {session.unit.key: session.key for session in reversed(book.of_campaign(campaign, item.get("kind")))}
        held = [first[branch.key] for branch in cast.branches if branch.key in first]
        often = {"times": len(cast.branches)} if "kind" in item else {}
        _item(run, campaign, branches, position, {"unit": texts["branch_unit"], **item, **often}, held)
    _measures(run, campaign, texts["measures"])
    _texts(run, cast, campaign, texts["texts"].get(str(year), texts["texts"]["default"]))


def _plan(run: DemoRun, campaign: Campaign, level: PlanLevel, top: Unit) -> Key:
    return run.writer.add(
        "plans",
        year=campaign.starts_on.year,
        name=run.texts.campaigns["plan_names"][level.value].format(name=campaign.name),
        level=level,
        kind=PlanKind.CAMPAIGN,
        organization_id=top.key,
        campaign_id=campaign.key,
    )


def _item(  # noqa: PLR0913, PLR0917 - an item belongs to a plan, a place and the sessions held for it
    run: DemoRun, campaign: Campaign, plan: Key, position: int, item: dict[str, Any], held: Sequence[Key]
) -> None:
    deadline = _day(campaign, item["share"])
    chance = run.chance("campaign item", campaign.name, item["title"])
    key = run.writer.add(
        "plan_items",
        plan_id=plan,
        position=position,
        title=item["title"],
        kind=SessionKind(item["kind"]).label if "kind" in item else "",
        audience=item.get("audience", "全体党员"),
        deadline=deadline.isoformat(),
        times=item.get("times"),
        hours=item["hours"] * 1000 if "hours" in item else None,
        responsible_unit=item["unit"],
        form=item.get("form", ""),
        state=WorkState.NOT_STARTED if "kind" in item else _state(run, campaign, deadline, chance),
    )
    for session in held[: max(_MOST_LINKED, item.get("times") or 1)]:
        run.writer.link("plan_item_sessions", plan_item_id=key, session_id=session)


def _measures(run: DemoRun, campaign: Campaign, entries: Sequence[dict[str, Any]]) -> None:
    chance = run.chance("campaign measures", campaign.name)
    for position, entry in enumerate(chance.some(entries, _MEASURES), 1):
        day = None if "deadline" in entry else _day(campaign, entry["share"])
        state = _state(run, campaign, day or campaign.ends_on, chance)
        done = state is WorkState.DONE
        run.writer.add(
            "campaign_measures",
            campaign_id=campaign.key,
            position=position,
            content=entry["content"],
            responsible_unit=entry["unit"],
            deadline=entry["deadline"] if day is None else day.isoformat(),
            state=state,
            completed_on=min(run.as_of, (day or campaign.ends_on) - timedelta(days=chance.between(0, 12)))
            if done
            else None,
        )


def _texts(run: DemoRun, cast: Cast, campaign: Campaign, titles: Sequence[str]) -> None:
    """Write what is to be read, and who has; the diligent read more, and a few never finish."""
    keys = [
        run.writer.add("campaign_texts", campaign_id=campaign.key, position=position, title=title)
        for position, title in enumerate(titles, 1)
    ]
    until = min(campaign.ends_on, run.as_of)
    elapsed = max(0.0, (until - campaign.starts_on) / (campaign.ends_on - campaign.starts_on))
    for branch in cast.branches:
        chance = run.chance("campaign reading", campaign.name, branch.code)
        for player in members(branch, until):
            for key in keys:
                if chance.happens(elapsed * (0.55 + 0.45 * player.diligence)):
                    day = chance.day_between(campaign.starts_on, until)
                    run.writer.link("campaign_readings", text_id=key, person_id=player.key, finished_on=day)


def _state(run: DemoRun, campaign: Campaign, deadline: date, chance: Chance) -> WorkState:
    """Give the state as the officer keeps it: mostly done in time; before its time some are under way."""
    if run.as_of < campaign.starts_on:
        return WorkState.NOT_STARTED
    if deadline <= run.as_of:
        return WorkState.DONE if chance.happens(0.92) else WorkState.IN_PROGRESS
    return WorkState.IN_PROGRESS if chance.happens(0.5) else WorkState.NOT_STARTED


def _day(campaign: Campaign, share: float) -> date:
    return campaign.starts_on + timedelta(days=round((campaign.ends_on - campaign.starts_on).days * share))
