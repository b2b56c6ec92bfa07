"""A report of six pages, whole processes: ours against reportlab's import and reading of the same fonts, plus 60 ms.

Run it as `python -m tests.benchmarks.report_pdf`; the last line says whether the bound of 1.3 holds.
"""

import os
import statistics
import subprocess
import sys

BOUND = 1.3
ROUNDS = 7
ALLOWANCE = 0.06
"""Seconds for composing and drawing."""

FLOOR = """
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfbase.ttfonts import TTFont
from services.documents.pdf.fonts import BUNDLED_FOLDER
for name in ("LedgerSong-Bold", "LedgerFangSong", "LedgerHei", "LedgerKai", "LedgerSong"):
    TTFont(name, str(BUNDLED_FOLDER / f"{name}.ttf"))
"""

OURS = """
from datetime import date, datetime
from services.documents.outline import Heading, Paper, Paragraph, Run, Signature, Title
from services.documents.pdf.embedding import FaceShelf
from services.documents.pdf.fonts import FontBook
from services.documents.pdf.official_pdf import render_paper
text = "各党支部坚持集中学习和个人自学相结合，全年开展主题党日96次，人均50.21学时。" * 5
blocks = [Title(("2025年党员教育培训", "工作总结"))]
for number in range(8):
    blocks += [Heading(1, "一、工作情况"), Heading(2, "（一）理论学习")]
    blocks += [Paragraph((Run(text),)), Paragraph((Run(text),))]
blocks.append(Signature("中共示例公司委员会", date(2026, 1, 5)))
content = render_paper(Paper("工作总结", tuple(blocks)), FaceShelf(FontBook()), datetime(2026, 1, 5))
assert content.count(b"/Type /Page ") + content.count(b"/Type /Page\\n") >= 6, content.count(b"/Type /Page")
"""


def main() -> int:
    """Run both sides in turn and print the ratio; 1 when the bound is missed."""
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_processor_time(OURS))
        floor.append(_processor_time(FLOOR) + ALLOWANCE)
    print(f"ours, whole process: {statistics.median(ours) * 1000:.0f} ms CPU")
    print(f"floor: {statistics.median(floor) * 1000:.0f} ms CPU")
    ratio = statistics.median(ours) / statistics.median(floor)
    print(f"report_pdf: {ratio:.2f} (bound {BOUND:g}) {'held' if ratio <= BOUND else 'MISSED'}")
    return int(ratio > BOUND)


def _processor_time(code: str) -> float:
    """Run code in a process of its own; give its seconds of processor time."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    sys.exit(main())
