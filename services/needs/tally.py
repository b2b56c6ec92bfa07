"""Adding up a survey: rows in, sums out; nothing here asks the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from models.enums import Topic
from services.needs.rows import AskedSubject, NeedRow, VoteSum, item_title


def vote_sums(rows: Iterable[NeedRow], label: Callable[[NeedRow], str]) -> tuple[VoteSum, ...]:
    """Sum the votes by a label, most asked first; what has no label comes last."""
    grouped: dict[str, list[NeedRow]] = {}
    for row in rows:
        grouped.setdefault(label(row), []).append(row)
    sums = (
        VoteSum(name, len({row.draft.subject for row in listed}), sum(row.draft.votes for row in listed))
        for name, listed in grouped.items()
    )
    return tuple(sorted(sums, key=lambda one: (not one.label, -one.votes, one.label)))


def asked_subjects(
    rows: Sequence[NeedRow], served: Mapping[Topic, int], planned_titles: frozenset[str]
) -> tuple[AskedSubject, ...]:
    """Bring the rows of the same subject and topic together, most asked first, then by name."""
    grouped: dict[tuple[str, Topic | None], list[NeedRow]] = {}
    for row in rows:
        grouped.setdefault((row.draft.subject, row.draft.topic), []).append(row)
    subjects = (
        AskedSubject(
            subject,
            topic,
            sum(row.draft.votes for row in listed),
            tuple(dict.fromkeys(row.draft.audience for row in listed if row.draft.audience is not None)),
            tuple(dict.fromkeys(row.organization_name for row in listed)),
            0 if topic is None else served.get(topic, 0),
            planned=bool({subject, item_title(subject)} & planned_titles),
        )
        for (subject, topic), listed in grouped.items()
    )
    return tuple(sorted(subjects, key=lambda one: (-one.votes, one.subject)))
