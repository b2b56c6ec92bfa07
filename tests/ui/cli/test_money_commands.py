"""money and money-checks: the sums agree with the figures, every finding names what it rests on."""

from decimal import Decimal
from pathlib import Path

from tests.ui.cli.running import run
from tests.ui.cli.test_reading_commands import answer


def test_money_tells_the_totals_their_parts_and_what_sessions_cost(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "money", "--year", "2025")
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2025")["figures"]
    total = content["total"]
    assert total["budget"] == figures["funding.budget"]
    assert total["spent"] == figures["funding.spent"]
    assert total["allocated"] == figures["funding.allocated"]
    assert content["months"][-1]["since_january"] == content["quarters"][-1]["since_january"] == total["spent"]
    assert {one["code"] for one in content["sources"]} >= {"party_work", "kept_dues"}
    assert all(Decimal(one["cost"]) > 0 for one in content["sessions"])
    assert content["allocations"]
    span = answer(tmp_path, "--db", demo, "money", "--year", "2024", "--to", "2025")
    assert [year["code"] for year in span["years"]] == ["2024", "2025"]
    shown = run(tmp_path, "--db", demo, "money", "--year", "2025")
    assert shown.status == 0
    assert "每学时" in shown.out


def test_money_checks_name_rule_and_basis(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "money-checks", "--year", "2025", "--asof", "2026-09-10")
    findings = content["findings"]
    assert findings
    for finding in findings:
        assert finding["basis"]
        assert finding["text"].endswith("。")
        assert finding["state"] in {"warning", "unknown"}
    shown = run(tmp_path, "--db", demo, "money-checks", "--year", "2025")
    assert (shown.status, shown.err) == (0, "")
    assert "组通字〔2017〕38号" in shown.out
