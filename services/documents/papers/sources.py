"""附：数据来源: an annex that names, for every figure of a paper, the records it is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from services.documents.outline import (
    Alignment,
    AttachmentStart,
    Column,
    NameList,
    Paper,
    Paragraph,
    Run,
    Table,
    Title,
)
from services.figures.rows import Trace, TraceRow
from services.figures.text import shown_with_unit

MOST: Final = 3
"""Records named of each figure; the rest is counted."""


def figures_of(paper: Paper) -> tuple[str, ...]:
    """List the figures that a paper states, each once, in reading order."""
    return tuple(dict.fromkeys(_figures(paper)))


def _figures(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        runs = block.runs if isinstance(block, Paragraph | NameList) else ()
        cells = (run for row in block.rows for run in row) if isinstance(block, Table) else ()
        yield from (run.figure for run in (*runs, *cells) if run.figure is not None)


def with_sources(paper: Paper, traces: Mapping[str, Trace]) -> Paper:
    """Add the annex after everything else; a paper without figures has none."""
    if not traces:
        return paper
    columns = (
        Column("数据", 26),
        Column("数值", 16, Alignment.RIGHT),
        Column("依据的记录", 70),
    )
    rows = tuple(
        (Run(trace.definition.label), Run(shown_with_unit(key, trace.value), figure=key), Run(_records(trace)))
        for key, trace in traces.items()
    )
    annex = (AttachmentStart("附", Title(("数据来源",))), Table(columns, rows))
    return replace(paper, blocks=(*paper.blocks, *annex))


def _records(trace: Trace) -> str:
    parts = (("", trace.rows), ("分子", trace.numerator), ("分母", trace.denominator))
    return "".join(f"{name}{_part(rows)}" for name, rows in parts if rows) or "没有记录。"


def _part(rows: tuple[TraceRow, ...]) -> str:
    named = "；".join(row.description for row in rows[:MOST])
    more = "等" if len(rows) > MOST else ""
    return f"共 {len(rows)} 条：{named}{more}。"
