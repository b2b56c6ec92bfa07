"""Under which heading of a plan an item stands, by the kind of activity."""

from enum import Enum
from typing import Final

from models.enums import SessionKind


class Theme(Enum):
    """The headings of a plan."""

    THEORY = "理论学习"
    TRAINING = "集中培训"
    ORGANIZATION_LIFE = "组织生活"
    VISITS = "现场学习"
    OTHER = "其他工作"


_THEMES: Final = {
    Theme.THEORY: (SessionKind.FIRST_TOPIC, SessionKind.CENTER_GROUP),
    Theme.TRAINING: (
        SessionKind.READING_CLASS,
        SessionKind.TRAINING_CLASS,
        SessionKind.LECTURE,
        SessionKind.ONLINE_STUDY,
        SessionKind.EXAM,
    ),
    Theme.ORGANIZATION_LIFE: (
        SessionKind.BRANCH_CONGRESS,
        SessionKind.BRANCH_COMMITTEE,
        SessionKind.GROUP_MEETING,
        SessionKind.PARTY_LECTURE,
        SessionKind.THEME_DAY,
        SessionKind.ORGANIZATION_LIFE,
        SessionKind.DEMOCRATIC_APPRAISAL,
    ),
    Theme.VISITS: (SessionKind.SITE_VISIT,),
}
_BY_LABEL: Final = {kind.label: theme for theme, kinds in _THEMES.items() for kind in kinds}


def theme_of(kind: str) -> Theme:
    """Give the heading for an item's kind, a word; what is no kind of session is other work."""
    return _BY_LABEL.get(kind, Theme.OTHER)
