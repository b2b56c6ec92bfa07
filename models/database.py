"""The database file: its engine, and the two kinds of transaction."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from models import driver
from models.change_log.steps import SILENT, Opening, Step, StepWriter
from models.enums import StepKind
from models.file_key import FileKey

# What to raise when the driver's message holds these words (the file is locked, full, read-only).
Refusals: TypeAlias = Mapping[str, Callable[[Path], Exception]]
_NO_REFUSALS: Final[Refusals] = MappingProxyType({})
# Asked before each write; raises where none may be.
Guard: TypeAlias = Callable[[], None]


def free_to_write() -> None:
    """Let every write pass."""


class Database:
    """An open file. Reading transactions BEGIN, writing ones BEGIN IMMEDIATE; both end with the `with` block."""

    def __init__(  # noqa: PLR0913 - each has its default; an open file is described, not done something to
        self,
        path: Path,
        refusals: Refusals = _NO_REFUSALS,
        key: FileKey | None = None,
        opening: Opening = SILENT,
        *,
        read_only: bool = False,
        guard: Guard = free_to_write,
        keep_in_memory: bool = False,
    ) -> None:
        """Make the engine; nothing is opened before the first transaction.

        `opening` (which PC, who, whose clock) goes into the change log with what is written. `guard` is asked before
        each write and raises where none may be; with `read_only` SQLite refuses them too. With `keep_in_memory`
        nothing of a transaction is written before its end, as is best on a stick.
        """
        self.path = path
        self.key = key
        self.read_only = read_only
        self._refusals = refusals
        self._guard = guard
        self._engine = _make_engine(self, key, _pragmas(read_only=read_only, keep_in_memory=keep_in_memory))
        self._steps = StepWriter(opening)

    @contextmanager
    def transaction(self, step: StepKind | Step = StepKind.EDIT) -> Iterator[Session]:
        """Write, as one step of work: commit at the end of the block, roll everything back on any error."""
        with self._transaction(step) as session:
            yield session

    @contextmanager
    def _transaction(self, step: StepKind | Step, attached: "Attached | None" = None) -> Iterator[Session]:
        self._guard()
        named = step if isinstance(step, Step) else Step(step)
        with self._connection(immediate=True, attached=attached) as connection, Session(connection) as session:
            self._steps.begin(session)
            yield session
            session.flush()
            self._steps.end(session, named)

    @contextmanager
    def merging(self, theirs: Path, key: FileKey | None, step: StepKind | Step) -> Iterator[Session]:
        """Write, as one step, with another file attached under the name `theirs`."""
        with self._transaction(step, Attached(theirs, key)) as session:
            yield session

    @contextmanager
    def reading_beside(self, theirs: Path, key: FileKey | None) -> Iterator[Connection]:
        """Read one consistent state, with another file attached under the name `theirs`."""
        with self._connection(immediate=False, attached=Attached(theirs, key)) as connection:
            yield connection

    @contextmanager
    def filling(self, theirs: Path, key: FileKey | None) -> Iterator[Connection]:
        """Write without a step, with another file attached under the name `theirs`: for making a copy of a part."""
        with self._connection(immediate=True, attached=Attached(theirs, key)) as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Write without a step: for what changes tables and triggers themselves."""
        self._guard()
        with self._connection(immediate=True) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one consistent state; nothing is written."""
        with self._connection(immediate=False) as connection:
            yield connection

    @contextmanager
    def _connection(self, *, immediate: bool, attached: "Attached | None" = None) -> Iterator[Connection]:
        try:
            with (
                self._engine.connect().execution_options(immediate=immediate) as connection,
                _beside(connection, attached),
                connection.begin(),
            ):
                yield connection
        except (OperationalError, driver.OperationalError) as error:
            # What the driver says outside SQLAlchemy (DETACH on a full disk) is the same refusal.
            self._refuse(error)
            raise

    def _refuse(self, error: Exception) -> None:
        """Raise what is to be told of the file's surroundings; nothing where they are not at fault."""
        for words, refusal in self._refusals.items():
            if words in str(getattr(error, "orig", error)):
                raise refusal(self.path) from error

    def compact(self) -> None:
        """Rewrite the file without what was removed from it, so that no byte of that stays, nor in the journal."""
        raw = self._engine.raw_connection()
        try:
            for statement in ("VACUUM", "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = PERSIST"):
                raw.cursor().execute(statement)
        except driver.OperationalError as error:
            self._refuse(error)
            raise
        finally:
            raw.close()

    def look(self) -> None:
        """Make sure that the file can be reached; a file on this PC always can."""

    def close(self) -> None:
        """Close every connection; the file can then be copied, replaced or unplugged."""
        if not self.read_only:
            # All is committed; where the journal cannot be removed (the stick is out) the next opening does it.
            with suppress(driver.OperationalError, OperationalError):
                self._leave_persist()
        self._engine.dispose()

    def _leave_persist(self) -> None:
        """Remove the journal file, so that one file can be carried away."""
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = DELETE")
        finally:
            raw.close()


class Attached(NamedTuple):
    """Another file, and its key where it is protected."""

    path: Path
    key: FileKey | None


@contextmanager
def _beside(connection: Connection, attached: Attached | None) -> Iterator[None]:
    """Attach a file around a transaction: inside one it could not be detached."""
    if attached is None:
        yield
        return
    raw: Any = connection.connection.driver_connection
    literal = "" if attached.key is None else attached.key.literal
    raw.execute("ATTACH DATABASE ? AS theirs KEY ?", (str(attached.path), literal))
    # Two journals would name a third one by its whole path: rolled back under another drive letter, after a cut of
    # power, ours would be taken for committed. Theirs is a copy of our own, or only read: it needs none on the disk.
    raw.execute("PRAGMA theirs.journal_mode = MEMORY")
    try:
        yield
    finally:
        raw.execute("DETACH DATABASE theirs")


def _pragmas(*, read_only: bool, keep_in_memory: bool) -> tuple[str, ...]:
    """Choose a connection's further settings; whoever only reads leaves the journal to whoever writes."""
    journal = "query_only = ON" if read_only else "journal_mode = PERSIST"
    return (journal, "cache_spill = OFF") if keep_in_memory else (journal,)


def _make_engine(file: Database, key: FileKey | None, pragmas: tuple[str, ...]) -> Engine:
    def creator() -> Any:
        connection = driver.connect(file.path, key)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", module=driver.dbapi2, creator=creator, poolclass=QueuePool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own BEGIN is off: it would leave DDL outside the transaction.
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
