"""Who is expected to read a campaign's texts, and what each of them has finished."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from sqlalchemy import Connection, false, or_, select

from models.campaign_texts import CampaignReading
from models.key_lists import among
from models.keys import Key
from services.campaigns.rows import CampaignDraft, CampaignReader
from services.organizations.tree import OrganizationTree
from services.people.standing import PersonStanding, is_member_on, membership_on

Everyone: TypeAlias = tuple[Mapping[Key, PersonStanding], OrganizationTree]


def readers_on(campaign: CampaignDraft, asof: date) -> date:
    """Give the day whose members are the readers: the as-of day, or the campaign's last one where that is over."""
    return asof if campaign.ends_on is None else min(asof, campaign.ends_on)


def load_readers(
    connection: Connection, campaign: CampaignDraft, texts: Sequence[Key], everyone: Everyone, asof: date
) -> tuple[CampaignReader, ...]:
    """List the members with what they finished by the as-of day, by branch in the order of the tree and by number."""
    people, tree = everyone
    day = readers_on(campaign, asof)
    finished = _finished(connection, texts, asof)
    readers = []
    for person in people.values():
        place = membership_on(person, day)
        if place is not None and is_member_on(person, day):
            branch = tree.branch_of(place.organization)
            done = finished.get(person.key, {})
            readers.append(CampaignReader(person.key, person.number, person.name, branch, tree.name(branch), done))
    return tuple(sorted(readers, key=lambda one: (tree.position(one.branch_id), one.branch_id, one.number)))


def _finished(connection: Connection, texts: Sequence[Key], asof: date) -> dict[Key, dict[Key, date | None]]:
    """Map people to the texts that they finished by that day."""
    table = CampaignReading
    rows = connection.execute(
        select(table.person_id, table.text_id, table.finished_on).where(
            among(table.text_id, texts),
            table.deleted == false(),
            or_(table.finished_on.is_(None), table.finished_on <= asof),
        )
    )
    found: dict[Key, dict[Key, date | None]] = {}
    for person, text, day in rows:
        found.setdefault(person, {})[text] = day
    return found
