"""A ledger of 10,000 rows by 8 columns: our writer against a PDF written by hand, CPU time, medians, one run.

Run it as `python -m tests.benchmarks.ledger_pdf`; the last line says whether the bound of 2 holds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime

from services.documents.outline import Column, TableDocument
from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.fonts import FontBook
from services.documents.pdf.ledger_pdf import render_table
from tests.benchmarks.ledger_by_hand import write_ledger
from tests.benchmarks.ledger_rows import HEADINGS, SHARES, ledger_rows

BOUND = 2.0
ROUNDS = 7
_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  a PDF's own date, any will do


def main() -> int:
    """Time both sides in turn and print the ratio; 1 when the bound is missed."""
    rows = ledger_rows()
    columns = tuple(Column(heading, share) for heading, share in zip(HEADINGS, SHARES, strict=True))
    document = TableDocument("学习台账", columns, rows)
    ours: list[float] = []
    by_hand: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_processor_time(lambda: render_table(document, FaceShelf(FontBook()), _CREATED)))
        by_hand.append(_processor_time(lambda: write_ledger(HEADINGS, SHARES, rows)))
    print(f"ours, fonts read anew: {statistics.median(ours) * 1000:.0f} ms CPU")
    print(f"by hand: {statistics.median(by_hand) * 1000:.0f} ms CPU")
    ratio = statistics.median(ours) / statistics.median(by_hand)
    print(f"ledger_pdf: {ratio:.2f} (bound {BOUND:g}) {'held' if ratio <= BOUND else 'MISSED'}")
    return int(ratio > BOUND)


def _processor_time(side: Callable[[], bytes]) -> float:
    begun = time.process_time()
    side()
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
