"""Copies that thin their log before the others know of it: no value is lost but into the list of conflicts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from models.change_log.steps import Step, record_step
from models.change_log.thinning import thin_log
from models.enums import StepKind
from tests.services.exchange.replicas import PEOPLE, Replica, close, everything_to_everyone, office

PERSON = PEOPLE[0].hex()
Act = tuple[str, int, int]
WRITE, MERGE, THIN = "write", "merge", "thin"


def thin(replica: Replica) -> None:
    """Take away the whole log up to now."""
    horizon = replica.read("SELECT max(last_hlc) FROM change_steps")[0][0]
    with replica.database.transaction(Step(StepKind.THIN)) as session:
        thin_log(session.connection(), horizon)
        record_step(session)


class Story:
    """Plays acts on copies; who knew which value when is kept outside of them."""

    def __init__(self, replicas: Sequence[Replica]) -> None:
        self.replicas = replicas
        self.known: list[set[str]] = [set() for _ in replicas]
        self.replaced: dict[str, set[str]] = {}

    def play(self, acts: Sequence[Act]) -> None:
        for act, at, other in acts:
            if act == WRITE:
                self.write(at)
            elif act == MERGE:
                self.replicas[at].merge(self.replicas[other])
                self.known[at] |= self.known[other]
            else:
                thin(self.replicas[at])

    def write(self, at: int) -> None:
        value = f"v{len(self.replaced) + 1}"
        self.replicas[at].write(f"UPDATE people SET name = '{value}' WHERE id = x'{PERSON}'")
        self.replaced[value] = set(self.known[at])
        self.known[at].add(value)

    def standing(self) -> set[str]:
        """Give the values that nobody knowingly wrote over."""
        return {value for value in self.replaced if not any(value in others for others in self.replaced.values())}

    def told(self) -> Iterator[tuple[str, set[str]]]:
        """Give each copy's value, and all that it tells of with its conflicts."""
        for replica in self.replicas:
            value = replica.read(f"SELECT name FROM people WHERE id = x'{PERSON}'")[0][0]
            yield value, {value, *(name for found in replica.conflicts() for name in found[3:])}


STORIES: dict[str, tuple[Act, ...]] = {
    "what only the thinned copy had is met by another's": ((WRITE, 1, 0), (WRITE, 0, 0), (THIN, 1, 0), (MERGE, 1, 0)),
    "thinned after it was told on, another's comes round by a third": (
        (WRITE, 1, 0), (WRITE, 1, 0), (WRITE, 2, 0), (MERGE, 0, 1), (THIN, 1, 0),
    ),
    "written on top of what is thinned, and beside what followed it": (
        (WRITE, 0, 0), (MERGE, 1, 0), (WRITE, 0, 0), (WRITE, 0, 0), (THIN, 0, 0), (WRITE, 1, 0),
    ),
    "thinned on two copies in turn": (
        (THIN, 0, 0), (WRITE, 1, 0), (WRITE, 0, 0), (THIN, 0, 0), (WRITE, 0, 0), (THIN, 1, 0), (WRITE, 1, 0),
    ),
}  # fmt: skip


def random_story(seed: int) -> tuple[Act, ...]:
    chance = Random(seed)  # noqa: S311 - made-up work
    acts: list[Act] = []
    for _ in range(9):
        at, other = chance.sample(range(3), 2)
        acts.append((chance.choice((WRITE, WRITE, MERGE, MERGE, THIN)), at, other))
    return tuple(acts)


@pytest.mark.parametrize("acts", [*STORIES.values(), *map(random_story, range(6))], ids=[*STORIES, *map(str, range(6))])
def test_all_end_equal_and_tell_every_value_that_stands(acts: Sequence[Act], tmp_path: Path) -> None:
    replicas = office(tmp_path, 3)
    story = Story(replicas)
    story.play(acts)
    everything_to_everyone(replicas)
    everything_to_everyone(replicas)
    told = list(story.told())
    close(replicas)
    assert len({value for value, _ in told}) == 1
    for _, values in told:
        assert story.standing() <= values
