"""Yuan as people write them, fen as the program counts them."""

import re
import unicodedata
from typing import Final

FEN_PER_YUAN: Final = 100
MOST_DIGITS: Final = 12  # of whole yuan: what SQLite's integers hold with room to sum
_YUAN: Final = re.compile(r"(?P<yuan>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<fen>[0-9]{1,2}))?")
_DECORATION: Final = re.compile(r"^[¥￥]|元$|\s")


def parse_yuan(text: str) -> int:
    """Read an amount of yuan (1234.5, 1,234.50, ¥1234.50元, full-width digits) as whole fen.

    ValueError for anything else: a negative sum, a third decimal, groups of digits that are none.
    """
    found = _YUAN.fullmatch(_DECORATION.sub("", unicodedata.normalize("NFKC", text.strip())))
    if found is None or len(found["yuan"].replace(",", "")) > MOST_DIGITS:
        message = f"not an amount: {text!r}"
        raise ValueError(message)
    return int(found["yuan"].replace(",", "")) * FEN_PER_YUAN + int((found["fen"] or "").ljust(2, "0"))


def format_yuan(fen: int, *, grouped: bool = True) -> str:
    """Write fen as yuan with two decimals: 1,234.50 for people, 1234.50 for programs (`grouped` off)."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = "-" if fen < 0 else ""
    return f"{sign}{yuan:,}.{rest:02d}" if grouped else f"{sign}{yuan}.{rest:02d}"
