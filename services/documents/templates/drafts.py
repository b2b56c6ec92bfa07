"""Texts of templates that were typed and not saved: kept on this PC, so that neither a crash nor closing loses them.

A template has no data of the ledger in it, only wording and names; so it may lie beside a ledger with a password.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from models.keys import Key
from services.files import write_whole

_NAME_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Drafts:
    """The unsaved texts of one ledger, by kind and version (empty key: begun on the program's own)."""

    folder: Path
    ledger: Path
    _known: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        """Read what was kept; a file that cannot be read has nothing in it."""
        with suppress(OSError, ValueError):
            found = json.loads(self._path.read_text(encoding="utf-8"))
            self._known.update({str(name): str(text) for name, text in found.items()})

    def get(self, kind: str, key: Key | None) -> str | None:
        """Give the unsaved text of a version; None where there is none."""
        return self._known.get(_name(kind, key))

    def keep(self, kind: str, key: Key | None, text: str | None) -> None:
        """Keep an unsaved text, without one forget it; FileNotWritableError."""
        name = _name(kind, key)
        if self._known.get(name) == text:
            return
        if text is None:
            self._known.pop(name)
        else:
            self._known[name] = text
        write_whole(self._path, json.dumps(self._known, ensure_ascii=False).encode())

    @property
    def _path(self) -> Path:
        digest = hashlib.sha256(str(self.ledger.absolute()).encode()).hexdigest()[:_NAME_LENGTH]
        return self.folder / f"templates-{digest}.json"


def _name(kind: str, key: Key | None) -> str:
    return f"{kind} {'' if key is None else key.hex()}"
