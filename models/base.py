"""The declarative base: names of constraints, the columns that every table has."""

from typing import Any, ClassVar, Final

from sqlalchemy import Boolean, CheckConstraint, Enum, ForeignKey, MetaData, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.keys import Key, new_key
from models.types import KeyType

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Marks a column that the change log leaves out: what is derived, and big contents that a hash already tells.
OUTSIDE_THE_LOG: Final = {"logged": False}


class Base(DeclarativeBase):
    """All tables; keys are 16 bytes, enums are their codes with a named check."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {bytes: KeyType()}


class SoftDeleted:
    """Rows are never removed, they are marked; a trigger refuses DELETE."""

    deleted: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false(), sort_order=99)


class Entity(SoftDeleted):
    """A record with a key of its own."""

    id: Mapped[Key] = mapped_column(KeyType(), primary_key=True, default=new_key, sort_order=-1)


def reference(target: str, *, primary_key: bool = False, index: bool = False, nullable: bool = False) -> Any:
    """Make a foreign key column to `table.column`."""
    if primary_key:
        return mapped_column(KeyType(), ForeignKey(target), primary_key=True)
    return mapped_column(KeyType(), ForeignKey(target), index=index, nullable=nullable)


def code(kind: type, name: str) -> Enum:
    """Make a column type that stores an enum's codes, checked by a named constraint."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def not_negative(column: str) -> CheckConstraint:
    """Make a check that a number is not below zero."""
    return CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")
