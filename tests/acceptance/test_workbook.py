"""An officer's workbook goes in by one command, and every figure, target and hour comes out right to the digit."""

import json
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.acceptance.made_up import TOP, MadeUp, make
from tests.acceptance.reference import Reference
from ui.cli.program import main

EXPECTED_STATES = {"met", "behind", "left"}


@pytest.fixture(scope="module", params=[1, 2])
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[MadeUp, Path]:
    folder = tmp_path_factory.mktemp("acceptance")
    made = make(request.param)
    database = folder / "台账.db"
    workbook = made.save(folder / "全部.xlsx")
    assert main(["--db", str(database), "new", "--name", TOP]) == 0
    assert main(["--db", str(database), "import", str(workbook), "--create"]) == 0
    return made, database


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    result: dict[str, object] = json.loads(capsys.readouterr().out)
    return result


@pytest.mark.parametrize(
    ("first", "last", "asof"),
    [(2025, 2025, date(2026, 1, 31)), (2024, 2024, date(2026, 1, 31)), (2024, 2025, date(2026, 1, 31)),
     (2025, 2025, date(2025, 6, 30))],
)  # fmt: skip
def test_every_figure_is_right_to_the_digit(
    imported: tuple[MadeUp, Path], capsys: pytest.CaptureFixture[str], first: int, last: int, asof: date
) -> None:
    made, database = imported
    wanted = Reference(made, first, last, asof).figures()
    told = answer(
        capsys, "--db", str(database), "figures", "--year", str(first), "--to", str(last), "--asof", str(asof)
    )["figures"]
    assert isinstance(told, dict)
    wrong = {key: (told.get(key), value) for key, value in wanted.items() if not same(told.get(key), value)}
    assert wrong == {}
    # What no sheet of this workbook feeds: the threshold of the study app is set by hand.
    assert set(told) - set(wanted) == {"study_app.below"}


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_person_has_the_right_hours_and_target(
    imported: tuple[MadeUp, Path], capsys: pytest.CaptureFixture[str], year: int
) -> None:
    made, database = imported
    asof = date(2026, 1, 31)
    wanted = Reference(made, year, year, asof).hours_list(year)
    told = answer(capsys, "--db", str(database), "hours", "--year", str(year), "--asof", str(asof))
    people = told["people"]
    assert isinstance(people, list)
    assert {person["number"] for person in people} == set(wanted)
    for person in people:
        right = wanted[person["number"]]
        facts = (person["class"], person["target"], person["earned"], person["met"])
        assert facts == (right["class"], plain(right["target"]), plain(right["earned"]), right["met"]), person
        if not (right["state"] == "exempt" and right["left"]):
            assert person["state"] == right["state"], person


def test_the_same_workbook_twice_changes_nothing(
    imported: tuple[MadeUp, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    made, original = imported
    database = tmp_path / "台账.db"
    shutil.copy(original, database)
    workbook = made.save(tmp_path / "全部.xlsx")
    sheets = answer(capsys, "--db", str(database), "import", str(workbook), "--create")["sheets"]
    assert isinstance(sheets, dict)
    for name, rows in made.sheets.items():
        assert sheets[name] == {"new": 0, "changed": 0, "unchanged": len(rows), "refused": []}, name


def same(told: object, wanted: object) -> bool:
    if isinstance(wanted, str) or wanted is None:
        return told == wanted
    return isinstance(told, int | float) and abs(Fraction(told) - Fraction(str(wanted))) < Fraction(1, 10**9)


def plain(value: object) -> float | None:
    return None if value is None else float(Fraction(str(value)))
