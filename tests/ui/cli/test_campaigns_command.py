"""campaigns: the list, and every number of one with its rows; print --campaign."""

import json
from pathlib import Path

import pytest

from tests.ui.cli.running import assert_one_sentence, run


def test_campaigns_are_listed_the_newest_first(tmp_path: Path, demo: Path) -> None:
    listed = json.loads(run(tmp_path, "--db", demo, "campaigns", "--json").out)["campaigns"]
    days = [campaign["starts_on"] for campaign in listed]
    assert days == sorted(days, reverse=True)
    assert len(listed) == 6
    assert listed[-1] == {
        "name": "党史学习教育",
        "starts_on": "2021-03-01",
        "ends_on": "2021-12-31",
        "note": "",
    }
    assert "党史学习教育" in run(tmp_path, "--db", demo, "campaigns").out


def test_the_numbers_of_one_agree_with_its_rows(tmp_path: Path, demo: Path) -> None:
    report = json.loads(run(tmp_path, "--db", demo, "campaigns", "--name", "八项规定", "--json").out)
    numbers = report["numbers"]
    assert numbers["plan.pattern"] == "13+5"
    assert numbers["plan.items"] == len(report["plan_items"]) == 18
    assert numbers["plan.done"] == sum(item["state"] == "done" for item in report["plan_items"])
    assert numbers["readers.complete"] == sum(branch["complete"] for branch in report["branches"])
    assert numbers["readers"] == sum(branch["members"] for branch in report["branches"])
    read, expected = (sum(text[key] for text in report["texts"]) for key in ("finished", "expected"))
    assert numbers["reading.rate"] == pytest.approx(read / expected)
    assert numbers["measures.overdue"] == sum(measure["days_late"] > 0 for measure in report["measures"])
    assert 0 < numbers["readers.complete"] < numbers["readers"]  # believable gaps
    assert "13+5" in run(tmp_path, "--db", demo, "campaigns", "--name", "八项规定").out


def test_before_it_began_nothing_is_counted(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "campaigns", "--name", "八项规定", "--asof", "2025-03-16", "--json")
    numbers = json.loads(run(tmp_path, *call).out)["numbers"]
    assert (numbers["sessions"], numbers["reading.rate"], numbers["plan.overdue"]) == (0, 0, 0)


def test_a_name_that_is_none_or_several_is_refused(tmp_path: Path, demo: Path) -> None:
    for name in ("没有的教育", "学习教育"):
        assert_one_sentence(run(tmp_path, "--db", demo, "campaigns", "--name", name))
    nameless = ("print", "campaign_plan", "--year", "2025", "-o", tmp_path / "计划.pdf")
    assert_one_sentence(run(tmp_path, "--db", demo, *nameless))


@pytest.mark.parametrize("kind", ["campaign_plan", "campaign_report"])
def test_a_campaigns_papers_are_printed_by_its_name(tmp_path: Path, demo: Path, kind: str) -> None:
    path = tmp_path / "专题.pdf"
    result = run(tmp_path, "--db", demo, "print", kind, "--campaign", "党史", "-o", path)
    assert (result.status, result.err) == (0, "")
    assert path.read_bytes().startswith(b"%PDF")
