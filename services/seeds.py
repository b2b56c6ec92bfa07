"""What every new file is born with: rules, duties, archive lists, fund sources, under the same keys on every PC."""

import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.enums import FundSourceCode, OrganizationKind, PaperKind, PeriodKind, SessionKind
from models.keys import fixed_key
from models.money import FundSource
from models.organizations import Organization
from models.rules import ArchiveRule, DutyRule, Rule
from services.resources import load_json


def seed_new_file(session: Session, top_organization: str) -> None:
    """Write the defaults and the top organisation, a committee."""
    seed(session)
    session.add(Organization(name=top_organization, kind=OrganizationKind.COMMITTEE))


def seed(session: Session) -> None:
    """Write the defaults of resources/rules.json and the fund sources into an empty file."""
    defaults = load_json("rules.json")
    session.add_all(_rule(entry) for entry in defaults["rules"])
    session.add_all(_duty_rule(entry) for entry in defaults["duty_rules"])
    for entry in defaults["archive_rules"]:
        session.add_all(_archive_rules(entry))
    session.add_all(
        FundSource(id=fixed_key("fund_source", source.value), code=source, name=source.label)
        for source in FundSourceCode
    )


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=fixed_key("rule", entry["key"], entry.get("valid_from", "")),
        key=entry["key"],
        value=_as_json(entry["value"]),
        **_common(entry),
    )


def _duty_rule(entry: dict[str, Any]) -> DutyRule:
    return DutyRule(
        id=fixed_key("duty_rule", entry["organization_kind"], entry["session_kind"], entry.get("valid_from", "")),
        organization_kind=OrganizationKind(entry["organization_kind"]),
        session_kind=SessionKind(entry["session_kind"]),
        required=entry["required"],
        period=PeriodKind(entry["period"]),
        minimum_formal=entry.get("minimum_formal", 0),
        discussion_only=entry.get("discussion_only", False),
        **_common(entry),
    )


def _archive_rules(entry: dict[str, Any]) -> list[ArchiveRule]:
    return [
        ArchiveRule(
            id=fixed_key("archive_rule", entry["session_kind"], paper, entry.get("valid_from", "")),
            session_kind=SessionKind(entry["session_kind"]),
            paper=PaperKind(paper),
            **_common(entry),
        )
        for paper in entry["papers"]
    ]


def _common(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "basis": entry.get("basis", ""),
        "clause": entry.get("clause", ""),
        "own": entry.get("own", False),
        "valid_from": _day(entry.get("valid_from")),
        "valid_to": _day(entry.get("valid_to")),
    }


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
