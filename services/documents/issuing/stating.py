"""What a composed document states: its figures, what it still leaves open, its title."""

from collections.abc import Iterator

from services.documents.outline import Document, Heading, NameList, Paper, Paragraph, Run, Table, TableDocument


def runs_of(document: Document) -> Iterator[Run]:
    """Walk the runs of a paper; of a table the cells that state figures."""
    if isinstance(document, TableDocument):
        yield from (Run(document.rows[one.row][one.column], one.figure) for one in document.figures)
    for block in document.blocks if isinstance(document, Paper) else ():
        if isinstance(block, Paragraph | NameList):
            yield from block.runs
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row


def figures_of(document: Document) -> tuple[str, ...]:
    """List the keys of the figures that a document states, each once, in its order."""
    return tuple(dict.fromkeys(run.figure for run in runs_of(document) if run.figure is not None))


def gaps_of(document: Document) -> tuple[str, ...]:
    """List what a document still leaves open, each once."""
    marked = dict.fromkeys(run.text for run in runs_of(document) if run.gap)
    headings = (
        (block.text for block in document.blocks if isinstance(block, Heading)) if isinstance(document, Paper) else ()
    )
    return (*marked, *(text for text in headings if "【待补：" in text))


def title_of(document: Document) -> str:
    """Give what a document calls itself."""
    return document.subject if isinstance(document, Paper) else document.title
