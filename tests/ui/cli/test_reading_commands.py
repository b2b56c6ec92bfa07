"""figures, hours, duties, documents, print: shapes for programs, tables for people, one sentence for refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.figures.catalogue import CATALOGUE
from tests.ui.cli.running import assert_one_sentence, run, run_process


def answer(tmp_path: Path, *arguments: str | Path) -> dict[str, Any]:
    result = run(tmp_path, *arguments, "--json")
    assert (result.status, result.err) == (0, "")
    content = json.loads(result.out)
    assert isinstance(content, dict)
    return content


def test_figures_as_json_hold_the_whole_catalogue(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "figures", "--year", "2025")
    assert list(content) == ["from", "to", "scope", "figures"]
    assert (content["from"], content["to"]) == (2025, 2025)
    assert list(content["figures"]) == list(CATALOGUE)
    assert isinstance(content["figures"]["first_topic.meetings"], int)
    assert 0 < content["figures"]["attendance.rate"] < 1
    whole, _, fen = content["figures"]["funding.spent"].partition(".")
    assert whole.isdigit()
    assert len(fen) == 2


def test_no_figure_of_the_demos_last_year_is_empty(tmp_path: Path, demo: Path) -> None:
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2025")["figures"]
    empty = {key for key, value in figures.items() if value in {None, 0, "0.00"}}
    # What is handed down to branches is not spent: by its definition this one is nothing.
    assert empty == {"funding.category.allocation.spent"}


def test_figures_for_people_are_labelled_and_rates_are_per_cent(tmp_path: Path, demo: Path) -> None:
    result = run(tmp_path, "--db", demo, "figures", "--year", "2023", "--to", "2025")
    assert result.status == 0
    assert "2023—2025年" in result.out
    line = next(line for line in result.out.splitlines() if "attendance.rate" in line)
    assert line.startswith("出勤率")
    assert "%" in line


def test_hours_of_several_years_are_told_year_by_year(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "figures", "--year", "2023", "--to", "2025")
    by_year = content["hours_by_year"]
    assert list(by_year) == ["2023", "2024", "2025"]
    single = answer(tmp_path, "--db", demo, "figures", "--year", "2024")["figures"]
    assert all(value == single[key] for key, value in by_year["2024"].items())


def test_the_scope_is_an_organisation_by_name_or_path(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "figures", "--year", "2025", "--scope")
    branch = answer(tmp_path, *call, "研发中心党支部")
    assert branch["scope"] == "研发中心党支部"
    assert branch["figures"]["org.branches"] == 1
    group = answer(tmp_path, *call, "研发中心党支部/第一党小组")
    assert group["figures"]["people.members"] < branch["figures"]["people.members"]


def test_the_trace_has_as_many_rows_as_the_figure_counts(tmp_path: Path, demo: Path) -> None:
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2025")["figures"]
    trace = answer(tmp_path, "--db", demo, "figures", "--year", "2025", "--trace", "theme_day.sessions")
    assert trace["value"] == len(trace["rows"]) == figures["theme_day.sessions"]
    rate = answer(tmp_path, "--db", demo, "figures", "--year", "2025", "--trace", "attendance.rate")
    assert len(rate["numerator"]) / len(rate["denominator"]) == pytest.approx(figures["attendance.rate"])
    shown = run(tmp_path, "--db", demo, "figures", "--year", "2025", "--trace", "first_topic.meetings")
    assert shown.out.count("第一议题学习") > figures["first_topic.meetings"]


def test_the_as_of_date_hides_what_came_later(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "figures", "--year", "2025", "--asof")
    assert answer(tmp_path, *call, "2025-03-31")["figures"]["first_topic.meetings"] <= 3


def test_hours_as_json_have_a_row_a_person(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "hours", "--year", "2025", "--asof", "2026-01-10")
    assert content["year"] == 2025
    people = content["people"]
    assert {person["class"] for person in people} == {"member", "leader"}
    assert {person["state"] for person in people} >= {"met", "behind", "exempt"}
    for person in people:
        assert list(person) == ["name", "number", "branch", "class", "target", "earned", "met", "state"]
        assert (person["target"] is None) == (person["state"] == "exempt")
        if person["state"] == "met":
            assert person["earned"] >= person["target"]


def test_the_forecast_as_json_has_a_row_a_person_with_a_target(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "forecast", "--year", "2026", "--asof", "2026-06-30")
    assert (content["year"], content["asof"]) == (2026, "2026-06-30")
    people = content["people"]
    assert content["short"] == sum(person["state"] == "short" for person in people) > 0
    for person in people:
        keys = ["name", "number", "branch", "class", "target", "earned", "projected", "needed", "per_month", "state"]
        assert list(person) == keys
        assert person["needed"] == max(0, person["target"] - person["earned"])


def test_the_forecast_of_another_year_is_refused(tmp_path: Path, demo: Path) -> None:
    result = run(tmp_path, "--db", demo, "forecast", "--year", "2025", "--asof", "2026-06-30")
    assert_one_sentence(result)
    assert "2025 年" in result.err


def test_absences_as_json_have_both_lists(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "absences", "--year", "2026", "--asof", "2026-09-10")
    content = answer(tmp_path, *call)
    rows = content["absences"]
    assert {row["status"] for row in rows} == {"leave", "absent", "made_up"}
    assert all((row["made_up_on"] is not None) == (not row["open"]) for row in rows)
    assert content["open"] == sum(row["open"] for row in rows)
    assert {row["state"] for row in content["long_absences"]} == {"grave", "warned", "excused"}
    assert all(row["reason"] for row in content["long_absences"] if row["state"] == "excused")
    assert all(row["open"] for row in answer(tmp_path, *call, "--open")["absences"])


@pytest.mark.parametrize("command", ["forecast", "absences"])
def test_forecast_and_absences_for_people_are_tables(tmp_path: Path, demo: Path, command: str) -> None:
    result = run(tmp_path, "--db", demo, command, "--year", "2026", "--asof", "2026-09-10", "--scope", "研发中心党支部")
    assert result.status == 0
    assert "研发中心党支部" in result.out


def test_duties_as_json_have_a_row_a_period(tmp_path: Path, demo: Path) -> None:
    duties = answer(tmp_path, "--db", demo, "duties", "--year", "2025")["duties"]
    assert list(duties[0]) == ["organization", "kind", "period", "required", "held", "state"]
    theme_days = [duty for duty in duties if duty["kind"] == "theme_day" and duty["organization"] == "研发中心党支部"]
    assert [duty["period"] for duty in theme_days] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert {duty["state"] for duty in duties} >= {"met", "missed"}


def test_rules_as_json_say_what_holds_on_a_day(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "rules", "--asof", "2023-05-01")
    assert content["asof"] == "2023-05-01"
    rules = {rule["key"]: rule for rule in content["rules"]}
    assert rules["hours.target.leader"]["to"] == "2024-01-01"
    assert (rules["hours.target.leader"]["value"], rules["hours.target.leader"]["own"]) == ("56", False)
    assert rules["hours.kinds_without"]["value"] == ["exam"]
    committee = rules["duty:branch/branch_committee/month"]
    assert committee["value"] == {"required": 1, "minimum_formal": 7}
    later = answer(tmp_path, "--db", demo, "rules", "--asof", "2024-05-01")["rules"]
    assert next(rule for rule in later if rule["key"] == "hours.target.leader")["own"] is True


def test_rules_for_people_are_a_table(tmp_path: Path, demo: Path) -> None:
    result = run(tmp_path, "--db", demo, "rules")
    assert result.status == 0
    line = next(line for line in result.out.splitlines() if "党员年度学时" in line)
    assert line.split() == ["学时", "党员年度学时", "32", "学时/年", "《中国共产党党员教育管理工作条例》第二十条"]


@pytest.mark.parametrize("command", ["hours", "duties"])
def test_lists_for_people_are_tables(tmp_path: Path, demo: Path, command: str) -> None:
    result = run(tmp_path, "--db", demo, command, "--year", "2025")
    assert result.status == 0
    assert "研发中心党支部" in result.out


def test_documents_lists_the_kinds(tmp_path: Path) -> None:
    result = run(tmp_path, "documents")
    assert result.status == 0
    assert {"annual_summary", "roster", "hours_table", "sign_in_sheet"} <= set(result.out.split())


def test_print_writes_the_document(tmp_path: Path, demo: Path) -> None:
    out = tmp_path / "花名册.pdf"
    result = run(tmp_path, "--db", demo, "print", "roster", "--year", "2025", "-o", out)
    assert (result.status, result.err) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("figures", "--year", "2025", "--trace", "theme_day.nothing"), "theme_day.nothing"),
        (("figures", "--year", "2025", "--scope", "火星党支部"), "火星党支部"),
        (("figures", "--year", "2025", "--scope", "第一党小组"), "不止一个"),
        (("figures", "--year", "2025", "--to", "2024"), "2024"),
        (("money", "--year", "2025", "--to", "2024"), "2024"),
        (("money-checks", "--year", "2025", "--scope", "火星党支部"), "火星党支部"),
        (("hours", "--year", "2025", "--scope", "火星党支部"), "火星党支部"),
        (("print", "poem", "--year", "2025", "-o", "poem.pdf"), "poem"),
        (("print", "roster", "--year", "2025", "-o", "roster.txt"), "txt"),
        (("print", "sign_in_sheet", "--session", "没有", "-o", "a.pdf"), "没有"),
        (("export", "花名册", "花名单", "-o", "a.xlsx"), "花名单"),
        (("export", "花名册", "-o", "没有的文件夹/a.xlsx"), "没有的文件夹"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(
    tmp_path: Path, demo: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(tmp_path, "--db", demo, *arguments)
    assert_one_sentence(result)
    assert said in result.err


@pytest.mark.parametrize("command", ["figures", "hours", "duties"])
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, command: str) -> None:
    assert_one_sentence(run(tmp_path, "--db", tmp_path / "没有.db", command, "--year", "2025"))
    (tmp_path / "错.db").write_text("不是数据库", encoding="utf-8")
    assert_one_sentence(run(tmp_path, "--db", tmp_path / "错.db", command, "--year", "2025"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("figures", "--year", "25"),
        ("figures", "--year", "明年"),
        ("figures",),
        ("hours", "--year", "2025", "--asof", "2025-02-30"),
        ("print", "roster", "-o", "a.pdf"),
        ("demo", "x", "--scale", "huge"),
    ],
)
def test_wrong_usage_is_status_two(tmp_path: Path, demo: Path, arguments: tuple[str, ...]) -> None:
    result = run(tmp_path, "--db", demo, *arguments)
    assert result.status == 2
    assert result.err.startswith("命令写法不对：")


def test_reading_leaves_the_file_and_the_heavy_libraries_alone(tmp_path: Path, demo: Path) -> None:
    before = demo.read_bytes()
    check = (
        "import atexit, sys; atexit.register(lambda: print('\\n'.join("
        "{'reportlab', 'docx', 'openpyxl', 'python_calamine', 'PySide6', 'alembic'}"
        " & set(sys.modules)), file=sys.stderr))"
    )
    result = run_process(tmp_path, "--db", demo, "figures", "--year", "2025", before=check)
    assert (result.status, result.err.strip()) == (0, "")
    assert demo.read_bytes() == before


def test_follow_up_tells_projects_with_measures_and_what_is_late(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "follow-up", "--asof", "2026-09-10")
    projects = answer(tmp_path, *call, "--year", "2025")["projects"]
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2025")["figures"]
    assert len(projects) == figures["first_topic.projects"]
    assert sum(len(project["measures"]) for project in projects) == figures["first_topic.measures"]
    assert any(measure["progress"] for project in projects for measure in project["measures"])
    still = answer(tmp_path, *call, "--open")["projects"]
    assert {project["closed_on"] for project in still} == {None}
    late = answer(tmp_path, *call, "--overdue")["projects"]
    days = [measure["days_late"] for project in late for measure in project["measures"] if measure["days_late"]]
    shown = run(tmp_path, *call, "--overdue").out.splitlines()
    assert len(shown) - 2 == len(days) > 0
    assert all(line.endswith("天") for line in shown[2:])


def test_targets_tell_every_year_and_the_whole(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "targets", "--year", "2021", "--to", "2025")
    assert (content["from"], content["to"]) == (2021, 2025)
    assert list(content["targets"][0]["years"]) == ["2021", "2022", "2023", "2024", "2025"]
    meetings = next(one for one in content["targets"] if one["figure"] == "first_topic.meetings")
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2021", "--to", "2025")["figures"]
    assert meetings["overall"]["actual"] == figures["first_topic.meetings"]
    assert meetings["overall"]["target"] == 55
    assert meetings["overall"]["rate"] == pytest.approx(figures["first_topic.meetings"] / 55)
    assert {one["overall"]["state"] for one in content["targets"]} >= {"met", "missed", "in_words"}
    assert "完成率" in run(tmp_path, "--db", demo, "targets", "--year", "2025").out


def test_plans_tell_items_with_progress_and_the_sessions_that_count(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "plans", "--year", "2025")
    plans = answer(tmp_path, *call)["plans"]
    assert {plan["kind"] for plan in plans} >= {"training", "center_group", "branch"}
    items = [item for plan in plans for item in plan["items"]]
    assert all(item["held"] == len(item["sessions"]) for item in items)
    assert all(item["done"] for item in items if item["held"] >= item["needed"])
    assert sum(plan["done"] for plan in plans) == sum(item["done"] for item in items)
    figures = answer(tmp_path, "--db", demo, "figures", "--year", "2025")["figures"]
    assert (figures["plan.items"], figures["plan.done"]) == (len(items), sum(item["done"] for item in items))
    earlier = answer(tmp_path, *call, "--asof", "2025-02-01")["plans"]
    days = [session["date"] for plan in earlier for item in plan["items"] for session in item["sessions"]]
    assert days
    assert max(days) <= "2025-02-01"


def test_plans_are_narrowed_by_kind_and_scope(tmp_path: Path, demo: Path) -> None:
    call = ("--db", demo, "plans", "--year", "2025", "--kind")
    assert [plan["kind"] for plan in answer(tmp_path, *call, "center_group")["plans"]] == ["center_group"]
    (branch,) = answer(tmp_path, *call, "branch", "--scope", "研发中心党支部")["plans"]
    assert branch["organization"] == "研发中心党支部"
    assert run(tmp_path, *call, "nonsense").status == 2
    table = run(tmp_path, *call, "branch", "--scope", "研发中心党支部")
    assert "每月开展一次主题党日" in table.out


def test_needs_are_told_most_asked_first(tmp_path: Path, demo: Path) -> None:
    content = answer(tmp_path, "--db", demo, "needs", "--year", "2025")
    votes = [one["votes"] for one in content["subjects"]]
    assert votes == sorted(votes, reverse=True)
    assert content["votes"] == sum(votes) == sum(one["votes"] for one in content["by_topic"])
    assert "提出人数" in run(tmp_path, "--db", demo, "needs", "--year", "2025").out


def test_resources_are_told_with_their_use_and_without_telephone_numbers(tmp_path: Path, demo: Path) -> None:
    rows = answer(tmp_path, "--db", demo, "resources")["resources"]
    assert {row["kind"] for row in rows} == {"teacher", "place", "course", "text"}
    assert all(row["uses"] == sum(row["by_year"].values()) for row in rows)
    assert {row["phone"] for row in rows if row["kind"] == "teacher"} == {"055****1001", "055****1002", "055****1003"}
    places = answer(tmp_path, "--db", demo, "resources", "--kind", "place")["resources"]
    assert {row["kind"] for row in places} == {"place"}
    assert max(row["uses"] for row in places) > 0
    assert run(tmp_path, "--db", demo, "resources", "--kind", "nothing").status == 2
