"""The printed annual summary of small ledgers says what the figures say, and claims nothing else."""

from pathlib import Path

import pypdfium2
import pytest

from tests.acceptance.desk import Desk
from tests.acceptance.test_officer import EIGHT, ORGANIZATIONS, TOP, session, sessions


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, TOP)


def printed(desk: Desk, *options: str) -> str:
    """Print the summary of 2025 and give its text in one line."""
    target = desk.folder / "总结.pdf"
    answer = desk.call("print", "annual_summary", "--year", "2025", *options, "-o", str(target))
    assert answer.status == 0, answer.err
    document = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_an_empty_ledger_claims_nothing(desk: Desk) -> None:
    text = printed(desk)
    for said in ("没有第一议题学习记录", "没有中心组学习记录", "没有组织生活记录", "【待补：党员总数】"):
        assert said in text
    for claimed in ("举办", "召开", "全部", "均已", "组织理论测试"):
        assert claimed not in text


def test_a_shortcoming_of_a_branch_stands_in_its_own_summary(desk: Desk) -> None:
    desk.take({"党组织": ORGANIZATIONS})
    desk.take(EIGHT)
    desk.take({
        "存在问题": [
            ("年度", "编号", "问题", "整改措施", "责任单位", "状态"),
            (2025, "1", "学习记录不全", "每月检查", "一支部", "整改中"),
            (2025, "2", "别的问题", None, "二支部", "未整改"),
        ],
        "计划": [("年度", "计划名称", "事项", "次数", "责任单位"), (2026, "计划", "上好党课", 4, "一支部")],
    })  # fmt: skip
    text = printed(desk, "--scope", "一支部")
    assert desk.figures(2025, "--scope", "一支部")["problems.open"] == 1
    assert "1.学习记录不全。" in text
    assert "别的问题" not in text
    assert "针对“学习记录不全”的问题，每月检查，由一支部负责。" in text
    assert "1.上好党课，安排4次，由一支部负责。" in text
    assert "下设党小组1个，共有党员2人" in text
    whole = printed(desk)
    assert "别的问题" in whole
    assert "下设党总支1个、党支部3个，共有党员8人" in whole


def test_zero_budget_and_one_session(desk: Desk) -> None:
    desk.take(EIGHT | {"党组织": ORGANIZATIONS})
    desk.take(sessions(session("S1", "第一议题", TOP, "2025-03-01", 学习内容="讲话一")))
    desk.take({
        "经费支出": [
            ("日期", "金额（元）", "经费来源", "支出类别", "摘要", "状态"),
            ("2025-02-01", 100, "党费", "其他", "书", "已报销"), ("2025-02-01", 900, "党费", "其他", "书", "草稿"),
        ],
        "经费预算": [("年度", "经费来源", "支出类别", "金额（元）"), (2025, "党费", "其他", 0)],
    })  # fmt: skip
    text = printed(desk)
    assert "全年开展第一议题学习1次，学习内容1项，包括讲话一。" in text
    assert "【待补：经费预算】。已报销支出100.00元，人均支出12.50元。" in text
    assert "执行率%—" in text
    assert "900" not in text
