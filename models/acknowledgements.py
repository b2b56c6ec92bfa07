"""What officers decided after a merge: an overruled value that somebody has seen and let go, records set apart."""

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity


class Acknowledgement(Entity, Base):
    """The entry (`hlc`, `actor`) of a cell is no conflict any more; the key is made from these, the same everywhere.

    With a clock of 0: the record in `row` and another, both told by the key alone, are not the same although they look
    alike (services.duplicates).
    """

    __tablename__ = "acknowledgements"

    hlc: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[int] = mapped_column(BigInteger)
    table_name: Mapped[str] = mapped_column(String(80))
    cell: Mapped[str] = mapped_column(String(200))
    row: Mapped[bytes] = mapped_column(LargeBinary, index=True)
