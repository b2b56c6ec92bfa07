"""The rows of a trace in Chinese words: which record it is, for someone who checks a figure."""

from decimal import Decimal

from models.enums import AttendanceStatus
from models.keys import Key
from services.figures.ledger import Ledger
from services.figures.rows import TraceRow
from services.organizations.tree import OrganizationNode
from services.people.standing import PersonStanding
from services.sessions.held import HeldSession


def organization_row(node: OrganizationNode) -> TraceRow:
    """Describe an organisation."""
    return TraceRow("organizations", (node.key,), f"{node.kind.label} {node.name}", 1)


def person_row(person: PersonStanding, amount: int | Decimal = 1, note: str = "") -> TraceRow:
    """Describe a person."""
    words = " ".join(word for word in (person.number, person.name, note) if word)
    return TraceRow("people", (person.key,), words, amount)


def session_words(ledger: Ledger, session: HeldSession) -> str:
    """Name a session: its day, organiser, kind and title."""
    parts = (
        session.starts_on.isoformat(),
        session.number,
        ledger.tree.name(session.organization),
        session.kind.label,
        session.title,
    )
    return " ".join(part for part in parts if part)


def session_row(ledger: Ledger, session: HeldSession, amount: int | Decimal = 1) -> TraceRow:
    """Describe a session."""
    return TraceRow("sessions", (session.key,), session_words(ledger, session), amount)


def person_words(ledger: Ledger, key: Key) -> str:
    """Name a person; one who is deleted has no name any more."""
    person = ledger.people.get(key)
    return "" if person is None else f"{person.number} {person.name}".strip()


def attendance_row(
    ledger: Ledger,
    session: HeldSession,
    person: Key,
    status: AttendanceStatus,
    amount: int | Decimal = 1,
) -> TraceRow:
    """Describe a row of attendance."""
    words = f"{session_words(ledger, session)}：{person_words(ledger, person)} {status.label}"
    return TraceRow("attendance", (session.key, person), words, amount)
