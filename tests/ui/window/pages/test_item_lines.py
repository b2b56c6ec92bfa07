"""Study items typed as lines keep what else is known of them."""

import pytest

from services.sessions.rows import StudyItemDraft
from ui.window.pages.sessions.item_lines import from_lines, to_lines

FIRST = StudyItemDraft("文件一", "人民日报", None, "张伟", b"1")
SECOND = StudyItemDraft("文件二", "", None, "", b"2")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("文件一\n文件二", (FIRST, SECOND)),
        (" 文件二 \n\n文件一\n", (SECOND, FIRST)),
        ("文件一（修订）\n文件二", (StudyItemDraft("文件一（修订）", "人民日报", None, "张伟", b"1"), SECOND)),
        ("文件二", (SECOND,)),
        ("文件一\n文件二\n文件三", (FIRST, SECOND, StudyItemDraft("文件三"))),
        ("文件一\n文件一", (FIRST, StudyItemDraft("文件一", key=b"2"))),
        ("", ()),
    ],
)
def test_a_line_is_an_item(text: str, items: tuple[StudyItemDraft, ...]) -> None:
    assert from_lines(text, (FIRST, SECOND)) == items


def test_lines_read_back_as_the_same_items() -> None:
    assert from_lines(to_lines((FIRST, SECOND)), (FIRST, SECOND)) == (FIRST, SECOND)
