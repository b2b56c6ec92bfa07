"""What every source carried into a year: as entered, else worked out from the years before."""

from datetime import date

from sqlalchemy import Connection, false, select

from models.enums import FundSourceCode
from models.money import CarryOver, FundSource
from services.money.flows import Flows, Scope, load_flows
from services.money.rows import CarryOverRow


def load_carry_overs(connection: Connection, year: int, asof: date) -> tuple[CarryOverRow, ...]:
    """Give every source's carry-over of a year for the whole enterprise, with what is left of it by a day."""
    entered = _entered(connection)
    flows = load_flows(connection, Scope.load(connection, None), date.min.year, year, asof)
    return tuple(_carried(flows, source, year, entered) for source in FundSourceCode)


_Entered = dict[tuple[int, FundSourceCode], tuple[bytes, int, str]]


def _entered(connection: Connection) -> _Entered:
    query = (
        select(CarryOver.year, FundSource.code, CarryOver.id, CarryOver.amount_fen, CarryOver.note)
        .join(FundSource, FundSource.id == CarryOver.fund_source_id)
        .where(CarryOver.deleted == false())
        .order_by(CarryOver.id)
    )
    return {(year, source): (key, fen, note) for year, source, key, fen, note in connection.execute(query)}


def _carried(flows: Flows, source: FundSourceCode, year: int, entered: _Entered) -> CarryOverRow:
    """Go from the first year that has money of this source to the year asked for, carrying what was left."""
    known = {line.year for line in flows.budget if line.source is source}
    known |= {one.day.year for one in flows.spent if one.source is source}
    known |= {each for each, code in entered if code is source}
    before = [each for each in known if each < year]
    computed: int | None = None
    for each in range(min(before, default=year), year):
        computed = _row(flows, source, each, entered, computed).left_fen
    return _row(flows, source, year, entered, computed)


def _row(flows: Flows, source: FundSourceCode, year: int, entered: _Entered, computed: int | None) -> CarryOverRow:
    key, fen, note = entered.get((year, source), (None, None, ""))
    return CarryOverRow(
        year=year,
        source=source,
        key=key,
        entered_fen=fen,
        computed_fen=computed,
        budget_fen=flows.budget_fen(lambda line: line.source is source and line.year == year),
        spent_fen=flows.spent_fen(lambda one: one.source is source and one.day.year == year),
        note=note,
    )
