"""What officers decided on conflicts: an overruled value that somebody has seen and let go."""

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Entity


class Acknowledgement(Entity, Base):
    """The entry (`hlc`, `actor`) of a cell is no conflict any more; the key is made from these, the same everywhere."""

    __tablename__ = "acknowledgements"

    hlc: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[int] = mapped_column(BigInteger)
    table_name: Mapped[str] = mapped_column(String(80))
    cell: Mapped[str] = mapped_column(String(200))
    row: Mapped[bytes] = mapped_column(LargeBinary, index=True)
