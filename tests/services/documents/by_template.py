"""Papers from the program's own templates and given values, and parts of them as plain words."""

from datetime import date

from services.documents.outline import Heading, Paper, Paragraph
from services.documents.template_papers import TEMPLATE_NAMES
from services.documents.templates.checking import checked
from services.documents.templates.defaults import default_template
from services.documents.templates.layout import lay_out
from services.documents.templates.rendering import render
from services.documents.templates.values import Values


def made(kind: str, values: Values, day: date = date(2026, 7, 8)) -> Paper:
    """Make a paper of a kind."""
    return lay_out(render(checked(kind, default_template(kind), TEMPLATE_NAMES[kind]), values), day)


def said(paper: Paper, part: str = "") -> str:
    """Give the words of the part under a heading; without one, what stands before the first heading."""
    words: list[str] = []
    inside = not part
    for block in paper.blocks:
        if isinstance(block, Heading):
            inside = bool(part) and part in block.text
        elif isinstance(block, Paragraph) and inside:
            words += [run.text for run in block.runs]
    return "".join(words)


def headings(paper: Paper) -> list[str]:
    """List the headings."""
    return [block.text for block in paper.blocks if isinstance(block, Heading)]
