"""classes and training-duties: stable keys for programs, tables for people."""

import json
from pathlib import Path
from typing import Any

from tests.ui.cli.running import assert_one_sentence, run


def answer(tmp_path: Path, *arguments: str | Path) -> dict[str, Any]:
    result = run(tmp_path, *arguments, "--json")
    assert (result.status, result.err) == (0, "")
    content = json.loads(result.out)
    assert isinstance(content, dict)
    return content


def test_classes_as_json(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "classes", "--year", "2025")
    assert list(content) == ["year", "scope", "classes", "coverage", "tests"]
    for row in content["classes"]:
        assert row["learned"] >= row["there"], row
        assert row["never"] <= row["expected"], row
    members = next(row for row in content["coverage"] if row["audience"] == "members")
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2025")["figures"]
    assert (members["people"], members["rate"]) == (figures["people.members"], figures["training.coverage"])
    assert len(members["never"]) == members["people"] - members["reached"]
    (test,) = content["tests"]
    assert (test["pass_rate"], test["average"]) == (figures["exam.pass_rate"], figures["exam.average"])


def test_training_duties_as_json(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "training-duties", "--year", "2025", "--asof", "2025-12-31")
    assert list(content) == ["year", "scope", "duties", "certificates"]
    assert {row["state"] for row in content["duties"]} <= {"met", "due", "missed", "not_required"}
    for row in content["duties"]:
        assert (row["session"] is not None) or row["state"] != "met" or row["kind"] == "certificate", row
    assert len(content["certificates"]) == 8
    branch = answer(
        tmp_path, "--db", demo, "training-duties", "--year", "2025", "--asof", "2025-12-31", "--scope", "研发中心党支部"
    )
    assert branch["duties"] == [row for row in content["duties"] if row["organization"] == "研发中心党支部"]


def test_people_read_tables(tmp_path: Path, demo: Path) -> None:
    classes = run(tmp_path, "--db", demo, "classes", "--year", "2025")
    assert classes.status == 0
    assert "覆盖率" in classes.out
    duties = run(tmp_path, "--db", demo, "training-duties", "--year", "2025")
    assert duties.status == 0
    assert "书记讲党课" in duties.out
    assert "单位自定" in duties.out


def test_an_unknown_scope_is_one_sentence(tmp_path: Path, demo: Path) -> None:
    assert_one_sentence(run(tmp_path, "--db", demo, "classes", "--year", "2025", "--scope", "没有的支部"))


def test_the_demo_has_believable_gaps(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "training-duties", "--year", "2025", "--asof", "2026-09-10")
    kinds = {row["kind"]: set[str]() for row in content["duties"]}
    for row in content["duties"]:
        kinds[row["kind"]].add(row["state"])
    assert kinds["new_secretary"] == {"met", "missed"}
    assert "missed" in kinds["development_target"]
    states = {
        row["state"]
        for row in answer(tmp_path, "--db", demo, "training-duties", "--year", "2026", "--asof", "2026-09-10")[
            "certificates"
        ]
    }
    assert {"valid", "expiring", "expired"} <= states
