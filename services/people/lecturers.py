"""Who lectured: from the names written on a session to the people of the file, never by guess."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, text

from models.keys import Key
from services.organizations.tree import OrganizationTree
from services.people.standing import PersonStanding, membership_on
from services.sessions.held import HeldSession

_BETWEEN_NAMES: Final = re.compile(r"[、，,；;\n]")
_BLANKS: Final = re.compile(r"\s+")
_WITH_NUMBER: Final = re.compile(r"^(?P<name>.+?)\s*[（(]\s*(?P<number>[^（）()]+?)\s*[）)]$")

_ATTENDING = text("""
    SELECT session_id, person_id FROM attendance
    WHERE session_id IN (SELECT unhex(value) FROM json_each(:sessions)) AND deleted = 0
""")


def resolve_lecturers(
    connection: Connection,
    sessions: Iterable[HeldSession],
    people: Mapping[Key, PersonStanding],
    tree: OrganizationTree,
) -> dict[Key, frozenset[Key]]:
    """Map each session to those of its lecturers who are known without doubt.

    A name that one person has is that person; a name of several is the one of them who attended, else the one of the
    organiser's own people on that day; where that still leaves several, nobody.
    """
    by_name: dict[str, list[PersonStanding]] = {}
    for person in people.values():
        by_name.setdefault(_without_blanks(person.name), []).append(person)
    with_lecturer = [session for session in sessions if session.lecturer]
    named = {session.key: _named(session, by_name) for session in with_lecturer}
    doubtful = [key for key, candidates in named.items() if any(len(some) > 1 for some in candidates)]
    attending = _attending(connection, doubtful)
    by_key = {session.key: session for session in with_lecturer}
    resolved = {}
    for key, candidates in named.items():
        there = attending.get(key, frozenset())
        found = (_the_one(some, by_key[key], there, tree) for some in candidates)
        resolved[key] = frozenset(one.key for one in found if one is not None)
    return resolved


def _named(session: HeldSession, by_name: Mapping[str, list[PersonStanding]]) -> list[list[PersonStanding]]:
    found = []
    for part in _BETWEEN_NAMES.split(session.lecturer):
        written = part.strip()
        numbered = _WITH_NUMBER.match(written)
        if numbered:
            namesakes = by_name.get(_without_blanks(numbered["name"]), [])
            found.append([person for person in namesakes if person.number == numbered["number"]])
        found.append(by_name.get(_without_blanks(written), []))
    return [some for some in found if some]


def _without_blanks(name: str) -> str:
    """Blanks in a name are typesetting (张  三); where they part words, both sides lose them."""
    return _BLANKS.sub("", name)


def _attending(connection: Connection, sessions: list[Key]) -> dict[Key, frozenset[Key]]:
    if not sessions:
        return {}
    found: dict[Key, set[Key]] = {}
    for session, person in connection.execute(_ATTENDING, {"sessions": json.dumps([key.hex() for key in sessions])}):
        found.setdefault(session, set()).add(person)
    return {session: frozenset(some) for session, some in found.items()}


def _the_one(
    candidates: list[PersonStanding], session: HeldSession, attending: frozenset[Key], tree: OrganizationTree
) -> PersonStanding | None:
    there = [person for person in candidates if person.key in attending] or candidates
    if len(there) == 1:
        return there[0]
    organiser = tree.subtree(session.organization)
    own = [
        person
        for person in there
        if (membership := membership_on(person, session.starts_on)) is not None and membership.organization in organiser
    ]
    return own[0] if len(own) == 1 else None
