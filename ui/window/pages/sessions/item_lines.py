"""Study items as lines of text: one item a line, what else is known of an item stays with it."""

from collections.abc import Sequence
from dataclasses import replace

from services.sessions.rows import StudyItemDraft


def to_lines(items: Sequence[StudyItemDraft]) -> str:
    """Write the titles, one a line."""
    return "\n".join(item.title for item in items)


def from_lines(text: str, before: Sequence[StudyItemDraft]) -> tuple[StudyItemDraft, ...]:
    """Read one item a line; a title that was there keeps its record, a changed line takes over that of its place."""
    titles = [line.strip() for line in text.splitlines() if line.strip()]
    unused = list(before)
    found: list[StudyItemDraft | None] = []
    for title in titles:
        same = next((item for item in unused if item.title == title), None)
        if same is not None:
            unused.remove(same)
        found.append(same)
    items: list[StudyItemDraft] = []
    for place, (title, item) in enumerate(zip(titles, found, strict=True)):
        if item is None and place < len(before) and before[place] in unused:
            item = replace(before[place], title=title)  # noqa: PLW2901 - the line takes over the record of its place
            unused.remove(before[place])
        items.append(item or StudyItemDraft(title))
    return tuple(items)
