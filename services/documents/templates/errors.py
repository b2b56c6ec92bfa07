"""What is wrong with a template, line by line, and what can keep a version from being kept, found or brought in."""

from dataclasses import dataclass
from pathlib import Path

from services.errors import AppError


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """A fault of a template: its line (from 1), what is wrong, what would mend it (both Chinese)."""

    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        """Name the place, the fault and the remedy in one phrase."""
        return f"第{self.line}行{self.what}（{self.remedy}）"


@dataclass
class TemplateRefusedError(AppError):
    """A template breaks the rules; nothing of it was run. `name` says which template (Chinese)."""

    name: str
    faults: tuple[TemplateFault, ...]


@dataclass
class NoTemplateError(AppError):
    """Documents of this kind are not made from a template; `kind` is its name."""

    kind: str


@dataclass
class TemplateUnknownError(AppError):
    """The kind of document has no template of this name."""

    kind: str
    name: str


@dataclass
class TemplateNameMissingError(AppError):
    """A version needs a name of 1 to 40 characters."""


@dataclass
class TemplateNameTakenError(AppError):
    """The kind of document has a template of this name already (默认 is the program's own)."""

    kind: str
    name: str


@dataclass
class TemplateFileUnreadableError(AppError):
    """The file cannot be read, or is no ordinary file."""

    path: Path


@dataclass
class TemplateFileTooLargeError(AppError):
    """The file is larger than any template; `limit` in KB."""

    path: Path
    limit: int


@dataclass
class TemplateFileNoTextError(AppError):
    """The file is no text in UTF-8."""

    path: Path
