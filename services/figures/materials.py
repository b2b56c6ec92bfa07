"""Figures of publicity and materials dated in the period."""

from sqlalchemy import false, select

from models.enums import MaterialKind
from models.materials import Material
from services.figures.ledger import Ledger
from services.figures.measures import Measure, sum_of
from services.figures.rows import TraceRow

_QUANTITIES = {
    "materials.books": MaterialKind.BOOK,
    "materials.briefs": MaterialKind.BRIEF,
    "materials.posters": MaterialKind.POSTER,
    "materials.articles": MaterialKind.ARTICLE,
}


def material_figures(ledger: Ledger) -> dict[str, Measure]:
    """Sum quantities by kind, and the reads of articles; those without an organisation are the top's own."""
    query = (
        select(
            Material.id,
            Material.issued_on,
            Material.kind,
            Material.name,
            Material.quantity,
            Material.reads,
            Material.organization_id,
        )
        .where(Material.deleted == false(), Material.issued_on.between(ledger.first_day, ledger.state_date))
        .order_by(Material.issued_on, Material.id)
    )
    found = [
        (kind, TraceRow("materials", (key,), f"{day} {kind.label} {name}".strip(), 1), quantity, reads or 0)
        for key, day, kind, name, quantity, reads, owner in ledger.connection.execute(query)
        if ledger.owns(owner)
    ]
    figures: dict[str, Measure] = {
        key: sum_of(((row, quantity) for kind, row, quantity, _ in found if kind is wanted), _counting)
        for key, wanted in _QUANTITIES.items()
    }
    read = ((row, reads) for kind, row, _, reads in found if kind is MaterialKind.ARTICLE)
    figures["materials.article_reads"] = sum_of(read, _counting)
    return figures


def _counting(row: TraceRow, amount: object) -> TraceRow:
    return TraceRow(row.table, row.key, row.description, amount if isinstance(amount, int) else row.amount)
