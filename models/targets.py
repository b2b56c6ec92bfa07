"""目标: what a plan of one or several years promised, measured by figures of the catalogue."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, String, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity
from models.types import Thousandths


class Target(Entity, Base):
    """指标 with its target for the span: `figure_key` names the figure that measures it (empty: told in words).

    `yearly` is the target of each year, `target` that of the whole span; money in yuan, rates as fractions.
    `at_most` marks an indicator that must not go above its target.
    """

    __tablename__ = "targets"
    __table_args__ = (CheckConstraint("to_year >= from_year", name="to_after_from"),)

    from_year: Mapped[int]
    to_year: Mapped[int]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    indicator: Mapped[str] = mapped_column(String(200))
    figure_key: Mapped[str] = mapped_column(String(80), default="", server_default="")
    target: Mapped[Decimal | None] = mapped_column(Thousandths())
    yearly: Mapped[Decimal | None] = mapped_column(Thousandths())
    at_most: Mapped[bool] = mapped_column(default=False, server_default=false())
    note: Mapped[str] = mapped_column(String, default="", server_default="")
