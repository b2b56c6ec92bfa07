"""Sessions and who came: an event becomes a session with its items, topics, sittings and attendance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.enums import (
    AttendanceStatus,
    CostClass,
    DayPart,
    Delivery,
    OrganizationKind,
    SessionKind,
    SessionState,
    Speech,
)
from models.keys import Key
from services.demo.cast import Player, Unit
from services.demo.chance import Chance
from services.demo.papers import Filed, make_papers
from services.demo.run import DemoRun
from services.demo.writer import AttendanceRow

_PRESENT: Final = AttendanceStatus.PRESENT.value
_HALF_DAY: Final = 4
_SMALL_CLASS: Final = 10
_FEW_MISS: Final = 0.1  # of a half-day of a small class, that somebody misses it
_MANY_MISS: Final = 0.5
_UNSOURCED: Final = 11  # every eleventh study item has no source
_FOR_CAMPAIGNS: Final = frozenset({SessionKind.READING_CLASS, SessionKind.PARTY_LECTURE, SessionKind.LECTURE})
_CLASSES: Final = (SessionKind.TRAINING_CLASS, SessionKind.READING_CLASS)
_SPEECH_KINDS: Final = {SessionKind.CENTER_GROUP: (1, 3), SessionKind.READING_CLASS: (2, 5)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A session to be held; hours in half hours, topics as their codes."""

    unit: Unit
    kind: SessionKind
    title: str
    day: date
    hours: float
    further: tuple[SessionKind, ...] = ()
    days: float = 0.5
    topics: Sequence[str] = ()
    items: Sequence[str] = ()
    online: bool = False
    discussion: bool = False
    lecturer: str = ""
    host: str = ""
    recorder: str = ""
    place: str = ""
    reflections: int | None = None
    pass_mark: int | None = None
    sittings: bool = False
    audiences: Sequence[str] = ()
    cost_class: CostClass | None = None


@dataclass(frozen=True, slots=True)
class CampaignHeld:
    """A session held for a campaign, with what its plan asks for."""

    key: Key
    unit: Unit
    kinds: tuple[SessionKind, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign of a year, as sessions are assigned to it."""

    key: Key
    name: str
    starts_on: date
    ends_on: date


class Book:
    """Writes sessions; keeps which were held, so that plans and expenses can name them."""

    def __init__(self, run: DemoRun, campaigns: list[Campaign], resources: Mapping[str, Key]) -> None:
        self._run = run
        self._resources = resources
        self.campaigns = campaigns
        self._of_campaign: dict[Key, list[CampaignHeld]] = {campaign.key: [] for campaign in campaigns}
        self._numbers: dict[tuple[int, str], int] = {}
        self.held: dict[tuple[int, Key, SessionKind], list[tuple[Key, Event]]] = {}
        self.attended: dict[Key, int] = {}  # who was simply there, of classes alone

    def hold(self, event: Event, expected: Sequence[Player], observers: Sequence[Player] = ()) -> None:
        """Write the session and, where it was held, who came."""
        number = self._number(event)
        chance = self._run.chance("session", number)
        state = self._state(event, chance)
        campaign = self._campaign(event, chance)
        key = self._write_session(event, number, state, campaign, chance)
        if state is not SessionState.HELD:
            return
        if campaign is not None:
            self._of_campaign[campaign].append(CampaignHeld(key, event.unit, (event.kind, *event.further)))
        for kind in (event.kind, *event.further):
            # Only what plans and expenses ask for is kept: the branches' own sessions of this branch, and the top's.
            self.held.setdefault((event.day.year, event.unit.key, kind), []).append((key, event))
        self._write_items(event, key)
        make_papers(self._run, Filed(key, number, event.unit, (event.kind, *event.further), event.day))
        self._link_resources(event, key, number)
        there = self._write_attendance(event, key, expected, observers, chance)
        if event.kind in _CLASSES:
            self.attended[key] = len(there)
        if event.sittings:
            self._write_sittings(event, key, there, chance)

    def of_campaign(self, campaign: Campaign, kind: str | None) -> list[CampaignHeld]:
        """List the sessions of a kind held for a campaign, in order; none where no kind is named."""
        return [held for held in self._of_campaign[campaign.key] if kind in held.kinds]

    def forget(self, unit: Unit) -> None:
        """Drop what was kept of a branch whose years are written, to keep memory flat."""
        keys = {unit.key, *(group.key for group in unit.groups)}
        for held in [held for held in self.held if held[1] in keys]:
            del self.held[held]

    def _number(self, event: Event) -> str:
        series = (event.day.year, event.unit.code)
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return f"{event.day.year}-{event.unit.code}-{self._numbers[series]:03d}"

    def _state(self, event: Event, chance: Chance) -> SessionState:
        if event.day > self._run.as_of:
            return SessionState.PLANNED
        if chance.happens(0.006):
            return SessionState.CANCELLED if chance.happens(0.6) else SessionState.DRAFT
        return SessionState.HELD

    def _write_session(
        self, event: Event, number: str, state: SessionState, campaign: Key | None, chance: Chance
    ) -> Key:
        writer = self._run.writer
        last = event.day + timedelta(days=max(0, round(event.days + 0.4) - 1))
        key = writer.add(
            "sessions",
            number=number,
            kind=event.kind,
            title=event.title,
            organization_id=event.unit.key,
            starts_on=event.day,
            ends_on=last if last > event.day else None,
            days=round(event.days * 1000),
            hours=round(event.hours * 1000),
            delivery=Delivery.ONLINE if event.online else Delivery.OFFLINE,
            discussion=event.discussion,
            lecturer=event.lecturer,
            host=event.host,
            recorder=event.recorder,
            place="" if event.online else event.place or chance.pick(self._run.texts.studies["places"]),
            campaign_id=campaign,
            reflections=event.reflections,
            pass_mark=None if event.pass_mark is None else event.pass_mark * 1000,
            cost_class=event.cost_class,
            state=state,
        )
        for kind in event.further:
            writer.link("session_further_kinds", session_id=key, kind=kind)
        for topic in event.topics:
            writer.link("session_topics", session_id=key, topic=topic)
        for audience in event.audiences:
            writer.link("session_audiences", session_id=key, audience=audience)
        return key

    def _campaign(self, event: Event, chance: Chance) -> Key | None:
        """Choose the running campaign: for a committee's classes and lectures always, for business never."""
        if event.kind in {SessionKind.BRANCH_COMMITTEE, SessionKind.EXAM}:
            return None
        if not chance.happens(0.4) and not _is_for_campaigns(event):
            return None
        running = (campaign for campaign in self.campaigns if campaign.starts_on <= event.day <= campaign.ends_on)
        return next((campaign.key for campaign in running), None)

    def _write_items(self, event: Event, key: Key) -> None:
        sources = self._run.texts.studies["sources"]
        for position, title in enumerate(event.items, 1):
            place = position + len(title)
            # Now and then nobody wrote down where a text came from.
            source = "" if place % _UNSOURCED == 0 else sources[place % len(sources)]
            self._run.writer.add(
                "study_items", session_id=key, position=position, title=title, source=source, led_by=event.host
            )

    def _link_resources(self, event: Event, key: Key, number: str) -> None:
        """Link what the session used; now and then the officer forgot to."""
        chance = self._run.chance("resources", number)
        titles = (event.title, event.title.removeprefix(f"{event.day.year}年"))
        used = dict.fromkeys((event.lecturer, event.place, *titles, *event.items))
        for name in used:
            if name in self._resources and chance.happens(0.85):
                self._run.writer.link("session_resources", session_id=key, resource_id=self._resources[name])

    def _write_sittings(self, event: Event, key: Key, there: Sequence[Player], chance: Chance) -> None:
        """List the half-days of a class; one or two people miss one of them."""
        for index in range(int(event.hours) // _HALF_DAY):
            sitting = self._run.writer.add(
                "sittings",
                session_id=key,
                number=index + 1,
                held_on=event.day + timedelta(days=index // 2),
                part=DayPart.AFTERNOON if index % 2 else DayPart.MORNING,
                content=event.items[index % len(event.items)] if event.items else "",
                lecturer=event.lecturer,
                hours=_HALF_DAY * 1000,
            )
            if there and chance.happens(_FEW_MISS if len(there) < _SMALL_CLASS else _MANY_MISS):
                self._run.writer.link(
                    "sitting_misses",
                    sitting_id=sitting,
                    person_id=chance.pick(there).key,
                    reason=chance.pick(self._run.texts.people["miss_reasons"]),
                )

    def _write_attendance(
        self, event: Event, key: Key, expected: Sequence[Player], observers: Sequence[Player], chance: Chance
    ) -> list[Player]:
        """Write a row a person and give those who were simply there."""
        session, year, draw = bytearray(key), event.day.year, chance.random.random
        there: list[Player] = []
        special: list[AttendanceRow] = []
        speakers = self._speakers(event, [player for player in expected if not player.is_away(event.day)], chance)
        papers = (event.reflections or 0) if event.kind is SessionKind.CENTER_GROUP else 0
        needed = {event.lecturer, event.host, event.recorder}
        for player in expected:
            if player.is_away(event.day):
                special.append((session, player.bound, year, "absent", "", "", None, "", *[None] * 5))
            elif draw() > player.diligence and player.name not in needed:
                special.append(self._away(session, player, event, chance))
            elif event.pass_mark is not None or event.online or player in speakers or papers:
                written, papers = (1, papers - 1) if papers else (None, 0)
                special.append((*_marked(session, player, event, chance, speakers.get(player)), written))
            else:
                there.append(player)
        present: list[AttendanceRow] = [(session, player.bound, year, _PRESENT) for player in there]
        observer = AttendanceStatus.OBSERVER.value
        present += [(session, player.bound, year, observer) for player in observers if draw() < player.diligence]
        self._run.writer.attend(present, special)
        return there

    def _speakers(self, event: Event, expected: Sequence[Player], chance: Chance) -> dict[Player, Speech]:
        if event.kind not in _SPEECH_KINDS or not (event.discussion or event.kind is SessionKind.READING_CLASS):
            return {}
        keynotes, exchanges = _SPEECH_KINDS[event.kind]
        chosen = chance.some(expected, keynotes + exchanges)
        return {player: Speech.KEYNOTE if i < keynotes else Speech.EXCHANGE for i, player in enumerate(chosen)}

    def _away(self, session: bytearray, player: Player, event: Event, chance: Chance) -> AttendanceRow:
        """Tell why someone was not there: mostly leave, sometimes made up later, now and then without a word."""
        texts = self._run.texts.people
        kind = chance.random.random()
        head = (session, player.bound, event.day.year)
        if kind < 0.55 or event.pass_mark is not None:  # noqa: PLR2004 - shares
            return (*head, "leave", chance.pick(texts["leave_reasons"]), event.host, *[None, ""], *[None] * 5)
        made_up_on = event.day + timedelta(days=chance.between(3, 25))
        if kind < 0.85 and made_up_on <= self._run.as_of:  # noqa: PLR2004 - shares
            how, reason = chance.pick(texts["make_up_ways"]), chance.pick(texts["leave_reasons"])
            return (*head, "made_up", reason, event.host, made_up_on.isoformat(), how, *[None] * 5)
        return (*head, "absent", "", "", None, "", *[None] * 5)


def _marked(session: bytearray, player: Player, event: Event, chance: Chance, speech: Speech | None) -> AttendanceRow:
    """Give the row, but for reflections, of someone present with a score, minutes online, or a speech."""
    score = minutes = None
    if event.pass_mark is not None:
        score = round(max(31, min(100, chance.random.gauss(86 if player.diligence > 0.7 else 70, 9)))) * 1000  # noqa: PLR2004
    elif event.online:
        minutes = round(event.hours * 60 * (0.7 + 0.3 * chance.random.random()))
    spoken = None if speech is None else speech.value
    return (session, player.bound, event.day.year, _PRESENT, "", "", None, "", minutes, None, spoken, score)


def _is_for_campaigns(event: Event) -> bool:
    """Tell what a committee holds for the campaign whenever one is running."""
    return event.unit.kind is OrganizationKind.COMMITTEE and event.kind in _FOR_CAMPAIGNS
