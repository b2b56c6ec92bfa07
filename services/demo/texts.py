"""The texts of the made-up committee, from resources/demo."""

from dataclasses import dataclass, field
from typing import Any

from services.demo.chance import Chance
from services.resources import load_json


@dataclass(frozen=True, slots=True)
class DemoTexts:
    """Everything that is written in the demo; the five files are data and hold no rules."""

    people: dict[str, Any]
    organizations: dict[str, Any]
    studies: dict[str, Any]
    work: dict[str, Any]
    campaigns: dict[str, Any]
    _known: dict[tuple[int, int], list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "DemoTexts":
        """Read the five files."""
        names = ("people", "organizations", "studies", "work", "campaigns")
        return cls(*(load_json(f"demo/{name}.json") for name in names))

    def study_items(self, chance: Chance, year: int, month: int, count: int) -> tuple[list[str], list[str]]:
        """Choose documents that were out by then; give their titles and the topics they carry."""
        if (year, month) not in self._known:
            self._known[year, month] = [item for item in self.studies["items"] if _is_out(item, year, month)]
        chosen = chance.some(self._known[year, month], count)
        topics = list(dict.fromkeys(topic for item in chosen for topic in item["topics"]))
        return [item["title"] for item in chosen], topics


def _is_out(item: dict[str, Any], year: int, month: int) -> bool:
    first = (item.get("from", 0), item.get("month", 1))
    return first <= (year, month) and year <= item.get("until", year) and month in item.get("months", (month,))
