"""Tidies the marks where conditional clauses meet: of marks that touch, the strongest of the template's own stays."""

from typing import Final

from services.documents.templates.values import Piece

_STRENGTH: Final = {"、": 1, "，": 2, "；": 3, "。": 4}
_AFTER_OPENING: Final = frozenset("：（“《〈【")
_BEFORE_CLOSING: Final = frozenset("）")


def tidied(pieces: list[Piece]) -> list[Piece]:
    """Drop marks of the template that stand at the beginning, after an opening, or beside a stronger one."""
    marks = [(number, character) for number, piece in enumerate(pieces) for character in piece.text]
    kept = [True] * len(marks)
    start = 0
    while start < len(marks):
        end = start
        while end < len(marks) and marks[end][1] in _STRENGTH:
            end += 1
        if end > start:
            _thin(marks, kept, start, end, pieces)
        start = end + 1
    texts = [""] * len(pieces)
    for (number, character), stays in zip(marks, kept, strict=True):
        if stays:
            texts[number] += character
    return [
        Piece(text, piece.figure, piece.gap, piece.literal) for piece, text in zip(pieces, texts, strict=True) if text
    ]


def _thin(marks: list[tuple[int, str]], kept: list[bool], start: int, end: int, pieces: list[Piece]) -> None:
    own = [place for place in range(start, end) if pieces[marks[place][0]].literal]
    if not own:
        return
    foreign = max((_STRENGTH[marks[place][1]] for place in range(start, end) if place not in own), default=0)
    strongest = max(own, key=lambda place: _STRENGTH[marks[place][1]])
    before = marks[start - 1][1] if start else ""
    after = marks[end][1] if end < len(marks) else ""
    weak = marks[strongest][1] in "、，；"
    drops = (
        foreign >= _STRENGTH[marks[strongest][1]]
        or not before
        or (before in _AFTER_OPENING and weak)
        or (after in _BEFORE_CLOSING and weak)
    )
    for place in own:
        kept[place] = place == strongest and not drops
