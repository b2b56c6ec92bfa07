"""What is wrong with a template, line by line, and the refusal that carries it."""

from dataclasses import dataclass

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
