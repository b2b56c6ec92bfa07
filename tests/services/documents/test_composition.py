"""Lines of Chinese text: where they may break, how full they are, that nothing is lost."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.pdf.composition import (
    CLOSING,
    HANGING,
    NOT_FIRST,
    NOT_LAST,
    ComposedLine,
    Measure,
    balance,
    compose,
    set_closer,
    wrap,
    wrap_text,
)

MEASURE = Measure(442.2, 16.0, 28)
HANZI = "党员教育培训学习计划总结支部委员会第一议题"


@dataclass(frozen=True)
class Letter:
    character: str
    advance: float


def letters(text: str) -> list[Letter]:
    return [Letter(character, 0.5 if character.isascii() else 1.0) for character in text]


def right_edge(line: ComposedLine, *, hangs: bool = False) -> float:
    advances = line.advances[:-1] if hangs else line.advances
    return line.indent + sum(advances) * 16 + (len(advances) - 1) * line.character_space


# As in real papers: a mark follows a character, at most two marks stand together, numbers are short.
PIECES = st.sampled_from(
    [
        *HANZI,
        *HANZI,
        "员，",
        "学。",
        "习；",
        "划：",
        "《学习",
        "习》",
        "“一",
        "三”，",
        "（二",
        "四）、",
        "2025",
        "36.5%",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=200).map("".join)


@given(TEXTS)
def test_every_full_line_ends_at_the_right_edge(text: str) -> None:
    lines = compose(letters(text), MEASURE, indent=2)
    for line in lines[:-1]:
        edges = [right_edge(line)]
        if text[line.stop - 1] in HANGING:
            edges.append(right_edge(line, hangs=True))
        assert any(edge == pytest.approx(MEASURE.width, abs=0.01) for edge in edges)
    assert right_edge(lines[-1], hangs=right_edge(lines[-1]) > MEASURE.width + 0.01) <= MEASURE.width + 0.01


@given(TEXTS)
def test_no_line_begins_or_ends_with_a_mark_that_may_not(text: str) -> None:
    lines = [text[line.start : line.stop] for line in compose(letters(text), MEASURE, indent=2)]
    assert "".join(lines) == text
    for line in lines[1:]:
        assert line[0] not in NOT_FIRST, lines
    for line in lines[:-1]:
        assert line[-1] not in NOT_LAST, lines


@given(TEXTS)
def test_numbers_stay_whole(text: str) -> None:
    lines = [text[line.start : line.stop] for line in compose(letters(text), MEASURE, indent=2)]
    for one, other in pairwise(lines):
        assert not (one[-1].isascii() and other[0].isascii())


@given(st.text(alphabet=HANZI + "，。（《“”》）1a—…", max_size=150))
def test_any_text_is_set_completely_within_the_measure(text: str) -> None:
    lines = compose(letters(text), MEASURE, indent=2)
    assert [index for line in lines for index in range(line.start, line.stop)] == list(range(len(text)))
    for line in lines:
        hangs = text[line.stop - 1] in HANGING and right_edge(line) > MEASURE.width + 0.01
        assert right_edge(line, hangs=hangs) <= MEASURE.width + 0.01


def test_a_line_of_hanzi_holds_28_characters_and_the_first_one_26() -> None:
    lines = compose(letters("学" * 100), MEASURE, indent=2)
    assert [line.stop - line.start for line in lines] == [26, 28, 28, 18]


@pytest.mark.parametrize("mark", ["，", "。", "、"])
def test_a_small_mark_that_just_does_not_fit_hangs_outside_the_right_edge(mark: str) -> None:
    lines = compose(letters("学" * 28 + mark + "习" * 5), MEASURE)
    assert lines[0].stop == 29
    assert right_edge(lines[0], hangs=True) == pytest.approx(MEASURE.width)
    assert lines[0].character_space == pytest.approx(MEASURE.character_space)


@pytest.mark.parametrize("mark", ["）", "》", "；"])
def test_another_closing_mark_that_just_does_not_fit_is_squeezed_in(mark: str) -> None:
    lines = compose(letters("学" * 28 + mark + "习" * 5), MEASURE)
    assert lines[0].stop == 29
    assert lines[0].advances[-1] == 0.5
    assert right_edge(lines[0]) == pytest.approx(MEASURE.width)


def test_a_number_is_drawn_into_the_line_where_its_marks_have_the_room() -> None:
    lines = compose(letters("学习，" * 8 + "学习党025" + "年学习党章" * 5), MEASURE)
    assert lines[0].stop == 30
    assert min(lines[0].advances[:25]) == pytest.approx(1 - 0.5 / 8)
    assert right_edge(lines[0]) == pytest.approx(MEASURE.width)


def test_what_a_loose_line_lacks_goes_to_where_chinese_meets_numbers() -> None:
    lines = compose(letters("学习12次" * 2 + "学" * 18 + "1234567890" + "学习" * 20), MEASURE)
    assert lines[0].stop == 28
    assert lines[0].character_space == pytest.approx(0.03 * 16)
    assert lines[0].advances[1] > 1.2


def test_table_cells_neither_hang_nor_squeeze() -> None:
    assert wrap(letters("学" * 28 + "，" + "习" * 5), 28) == [27, 34]


def test_two_marks_that_do_not_fit_are_pushed_out_with_the_character_before() -> None:
    lines = compose(letters("学" * 28 + "！！" + "习" * 5), MEASURE)
    assert lines[0].stop == 27


@pytest.mark.parametrize(("pair", "width"), [("》，", 1.5), ("》《", 1.5), ("“《", 1.5), ("《学", 2.0), ("学）", 2.0)])
def test_adjacent_marks_stand_closer(pair: str, width: float) -> None:
    assert sum(set_closer(letters(pair))) == width


def test_a_long_address_breaks_rather_than_leave_the_line_half_empty() -> None:
    lines = compose(letters("学习网址" * 3 + "https://www.example.cn/party/study/2025/index.html"), MEASURE)
    assert lines[0].stop > 16


def test_titles_break_between_parts_and_evenly() -> None:
    assert balance([14, 11, 4, 9], 20) == [1, 1, 2]
    assert balance([6, 6], 20) == [2]
    assert balance([30, 4], 20) == [1, 1]


@given(st.text(alphabet=HANZI + "，。（《》）12a", max_size=60), st.floats(min_value=4, max_value=20))
def test_cells_keep_their_text_and_their_width(text: str, capacity: float) -> None:
    advances = {letter.character: letter.advance for letter in letters(text)}
    lines = wrap_text(text, advances, capacity)
    assert "".join(lines) == text
    assert all(sum(advances[each] for each in line) <= capacity + 0.001 for line in lines)


def test_cells_mind_the_same_marks() -> None:
    advances = dict.fromkeys("学习（，）", 1.0)
    assert wrap_text("学习学习，学习（学习）", advances, 4) == ["学习学", "习，学习", "（学习）"]
    assert "，" in CLOSING
