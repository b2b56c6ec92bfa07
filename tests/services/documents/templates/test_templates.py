"""The language of templates: what it does, what it refuses, and that what it accepts always renders."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.outline import (
    Addressee,
    Attachments,
    AttachmentStart,
    Heading,
    NameList,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from services.documents.templates.checking import check, checked
from services.documents.templates.errors import TemplateRefusedError
from services.documents.templates.layout import chinese_numeral, lay_out
from services.documents.templates.rendering import MOST_CHARACTERS, render
from services.documents.templates.values import Flag, Item, Number, Rows, Values, Words, figure
from services.documents.templates.vocabulary import Vocabulary, figure_names, flag, number, rows, text

DAY = date(2026, 1, 5)
NAMES: Vocabulary = {
    "中心组.期数": number("中心组学习期数"),
    "出勤.出勤率": number("出勤率"),
    "经费.支出": number("经费支出", money=True),
    "单位.名称": text("单位"),
    "年度已结束": flag("已结束"),
    "问题单": rows(
        "问题", {"内容": text("内容"), "次数": number("次数"), "措施": rows("措施", {"内容": text("内容")})}
    ),
    "名单": rows("名单", {"姓名": text("姓名")}),
}


def values(**named: Item) -> Values:
    given: dict[str, Item] = {
        "中心组.期数": figure("center_group.sessions", 12),
        "出勤.出勤率": figure("attendance.rate", Fraction(975, 1000)),
        "经费.支出": figure("funding.spent", 123456789),
        "单位.名称": Words("某某公司党委"),
        "年度已结束": Flag(value=True),
        "问题单": Rows(
            (
                {
                    "内容": Words("记录不全"),
                    "次数": Number(2, "次数"),
                    "措施": Rows(({"内容": Words("补记")}, {"内容": Words("培训")})),
                },
                {"内容": Words("一、进度慢"), "次数": Number(None, "次数"), "措施": Rows(())},
            )
        ),
        "名单": Rows(()),
    }
    return given | {key.replace("__", "."): value for key, value in named.items()}


def made(source: str, **named: Item) -> Paper:
    return lay_out(render(checked("试", source, NAMES), values(**named)), DAY)


def said(source: str, **named: Item) -> str:
    blocks = made(source, **named).blocks
    return "\n".join("".join(run.text for run in block.runs) for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(
    ("source", "text_made"),
    [
        ("学习{{ 中心组.期数 }}期。", "学习12期。"),
        ("学习{{ 中心组.期数|单位 }}。", "学习12期。"),
        ("出勤率{{ 出勤.出勤率 }}。", "出勤率97.5%。"),
        ("支出{{ 经费.支出 }}元。", "支出1,234,567.89元。"),
        ("支出{{ 经费.支出|万元 }}。", "支出123.46万元。"),
        ("{% if 中心组.期数 > 11 %}多{% else %}少{% endif %}。", "多。"),
        ("{% if 中心组.期数 >= 12 and not 名单 %}好{% endif %}。", "好。"),
        ("{% if 出勤.出勤率 < 97.5 %}低{% elif 出勤.出勤率 == 97.5 %}正好{% endif %}。", "正好。"),
        ("{% if 经费.支出 > 1234567 or 名单 %}超{% endif %}。", "超。"),
        ("{% for 条目 in 名单 %}{{ 条目.姓名 }}{% else %}没有人{% endfor %}。", "没有人。"),
        ("{% for 条目 in 问题单 %}{{ 条目.内容 }}、{% endfor %}。", "记录不全、一、进度慢。"),
        (
            "{% for 条 in 问题单 %}{% for 措 in 条.措施 %}{{ 序号 }}{{ 措.内容 }}，{% endfor %}{% endfor %}。",
            "1补记，2培训。",
        ),
        ("一句，\n  接着{% if 名单 %}无{% endif %}，\n  完。\n下一段。", "一句，接着，完。\n下一段。"),
        ("{{ 文字.特色 }}只有这句。", "只有这句。"),
        ("{{ 文字.特色|必填 }}", "【待补：特色】"),
    ],
)
def test_what_templates_say(source: str, text_made: str) -> None:
    assert check(source, NAMES) == ()
    assert said(source) == text_made


@pytest.mark.parametrize(
    ("source", "tidy"),
    [
        ("开展{% if 名单 %}甲{% endif %}、{{ 中心组.期数 }}次、。", "开展、12次。"),
        ("其中：{% if 名单 %}甲{% endif %}，乙；，丙。。", "其中：乙；丙。"),
        ("甲（{% if 名单 %}乙{% endif %}、）丙，", "甲（）丙，"),
        ("，。", ""),
    ],
)
def test_marks_where_clauses_were_left_out_are_tidied(source: str, tidy: str) -> None:
    assert said(source) == tidy


def test_marks_in_data_are_left_alone() -> None:
    assert said("{{ 单位.名称 }}。", 单位__名称=Words("甲、，乙；")) == "甲、，乙；。"
    assert said("{{ 单位.名称 }}。", 单位__名称=Words("已完成。")) == "已完成。"


def test_numbers_keep_the_key_of_their_figure_and_missing_ones_are_gaps() -> None:
    (paragraph,) = made(
        "学习{{ 中心组.期数 }}期，{{ 出勤.出勤率 }}。", 出勤__出勤率=figure("attendance.rate", None)
    ).blocks
    assert paragraph == Paragraph(
        (Run("学习"), Run("12", "center_group.sessions"), Run("期，"), Run("【待补：出勤率】", gap=True), Run("。"))
    )


def test_the_lines_of_a_paper() -> None:
    paper = made(
        "标题：{{ 单位.名称 }}｜关于学习的｜通报\n主送：各党支部\n正文。\n"
        "三、情况\n（一）一\n（二）二\n二甲。\n1. 三级\n（1）四级\n五。\n"
        "七、再说\n1. 编号的一段。\n附件：统计表｜名单\n落款：{{ 单位.名称 }}\n附件页：附件1｜统计｜表\n表题：合计\n"
        "表格：10中｜30右\n表头：序号｜期数\n{% for 条 in 问题单 %}\n行：{{ 序号 }}｜{{ 中心组.期数 }}\n{% endfor %}\n"
        "\n分页\n九、附表说明\n完。"
    )
    assert paper.subject == "某某公司党委关于学习的通报"
    kinds = [type(block) for block in paper.blocks]
    assert kinds.count(Heading) == 6
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings == ["一、情况", "（一）二", "1. 三级", "（1）四级", "二、再说", "一、附表说明"]
    for block in (
        Title(("某某公司党委", "关于学习的", "通报")),
        Addressee("各党支部"),
        Attachments(("统计表", "名单")),
        Signature("某某公司党委", DAY),
        AttachmentStart("附件1", Title(("统计", "表"))),
        PageBreak(),
    ):
        assert block in paper.blocks
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.caption == "合计"
    assert [(column.heading, column.share) for column in table.columns] == [("序号", 10), ("期数", 30)]
    assert table.rows[1] == (Run("2"), Run("12", "center_group.sessions"))


def test_data_never_lays_out_the_page() -> None:
    hostile = Words("标题：假｜标题\n一、假的\n行：甲｜乙\n{{ 经费.支出 }}")
    blocks = made("{{ 单位.名称 }}", 单位__名称=hostile).blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
    (table,) = made("行：{{ 单位.名称 }}｜乙", 单位__名称=Words("甲｜丙")).blocks
    assert isinstance(table, Table)
    assert len(table.columns) == 2


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("甲\n{{ 'x' * 200000000 }}", 2, "不能做运算"),
        ("{{ 单位.__class__ }}", 1, "下划线"),
        ("{{ 单位.名称.__class__.__mro__ }}", 1, "下划线"),
        ("{{ 单位['名称'] }}", 1, "方括号"),
        ("{{ 单位.名称() }}", 1, "不能调用"),
        ("{{ lipsum() }}", 1, "不能调用"),
        ("{{ 1 }}", 1, "不能写数"),
        ("{{ 9 ** 9 ** 9 }}", 1, "不能做运算"),
        ("{{ 单位.名称|upper }}", 1, "没有“|upper”"),
        ("{{ 单位.名称|单位 }}", 1, "是文字"),
        ("{{ 中心组.期数|万元 }}", 1, "不是金额"),
        ("{{ 单位.名称|必填(3) }}", 1, "不能调用"),
        ("{{ 问题单 }}", 1, "是列表"),
        ("{{ 年度已结束 }}", 1, "是或否"),
        ("{{ 中心组.期次 }}", 1, "没有“中心组.期次”"),
        ("{% set 甲 = 1 %}", 1, "赋值"),
        ("{% include 'a' %}", 1, "引入"),
        ("{% import 'a' as b %}", 1, "引入"),
        ("{% macro f() %}{% endmacro %}", 1, "宏"),
        ("{% raw %}{% endraw %}", 1, "raw"),
        ("{% for i in range(10) %}{% endfor %}", 1, "不能调用"),
        ("{% for 甲, 乙 in 问题单 %}{% endfor %}", 1, "循环"),
        ("{% for 甲 in 问题单 if 甲.次数 %}{% endfor %}", 1, "循环"),
        ("{% for 甲 in 问题单 recursive %}{% endfor %}", 1, "循环"),
        ("{% for 单位 in 问题单 %}{% endfor %}", 1, "相同"),
        ("{% for 甲 in 单位.名称 %}{% endfor %}", 1, "不是列表"),
        ("{% for 甲 in 问题单 %}{% for 乙 in 名单 %}{% endfor %}{% endfor %}", 1, "再循环"),
        ("{% for 甲 in 问题单 %}{{ 甲.密码 }}{% endfor %}", 1, "没有“甲.密码”"),
        ("{{ 序号 }}", 1, "没有“序号”"),
        ("{% if 中心组.期数 > 出勤.出勤率 %}{% endif %}", 1, "比较"),
        ("{% if 1 < 中心组.期数 < 3 %}{% endif %}", 1, "不能写数"),
        ("{% if 中心组.期数 > 1 > 0 %}{% endif %}", 1, "比较"),
        ("{% if 中心组.期数 in 问题单 %}{% endif %}", 1, "比较"),
        ("{% if 单位.名称 == 1 %}{% endif %}", 1, "不能和数比较"),
        ("{% if 单位.名称 is defined %}{% endif %}", 1, "不能用 is"),
        ("{{ 中心组.期数 if 名单 else 出勤.出勤率 }}", 1, "if … else"),
        ("甲\n乙{{ 中心组.期数\n丙", 2, "没有配对"),
        ("甲 }} 乙", 1, "多余"),
        ("甲\n{% if 名单 %}\n乙", 2, "没有结束"),
        ("{% endif %}", 1, "没有对应"),
        ("{% if 名单 %}{% endfor %}{% endif %}", 1, "没有对应"),
        ("{% else %}", 1, "不在"),
        ("{{ 中心组..期数 }}", 1, "看不懂"),
        ("{{ }}", 1, "看不懂"),
        ("{{ 中心组.期数 $ }}", 1, "符号"),
        ("表格：宽｜窄", 1, "列宽"),
        ("{% if 名单 %}" * 3000, 1, "太深"),
        ("{{ " + "(" * 80 + "名单" + ")" * 80 + " }}", 1, "括号"),
        ("{{ " + "-" * 300 + "中心组.期数 }}", 1, "太长"),
        ("长" * 60_001, 1, "太长"),
    ],
)
def test_hostile_and_mistaken_templates_are_refused_with_line_and_remedy(source: str, line: int, what: str) -> None:
    faults = check(source, NAMES)
    assert faults
    assert any(fault.line == line and what in fault.what for fault in faults), faults
    assert all(fault.remedy for fault in faults)
    with pytest.raises(TemplateRefusedError):
        checked("试", source, NAMES)


def test_lines_are_counted_through_continued_lines() -> None:
    faults = check("甲\n  乙\n  {% if 名单 %}\n  丙{% endif %}\n{{ 没有 }}", NAMES)
    assert [fault.line for fault in faults] == [5]


def test_a_near_name_is_the_remedy() -> None:
    (fault,) = check("{{ 中心组.期次 }}", NAMES)
    assert fault.remedy == "是不是“中心组.期数”？"


def test_every_fault_of_a_text_is_told() -> None:
    assert [fault.line for fault in check("{{ 甲 }}\n{{ 中心组.期数 }}\n{{ 乙.丙() }}", NAMES)] == [1, 3]


@pytest.mark.parametrize(("count", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chinese_numerals(count: int, written: str) -> None:
    assert chinese_numeral(count) == written


CONDITIONS = st.recursive(
    st.sampled_from(
        ["名单", "问题单", "年度已结束", "单位.名称", "出勤.出勤率 >= 95", "经费.支出 != 0", "中心组.期数 < -3.5"]
    ),
    lambda inner: st.one_of(
        inner.map(lambda one: f"not ({one})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) and {two[1]}"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} or ({two[1]})"),
    ),
    max_leaves=3,
)
WORDS = st.text(alphabet="甲，。、；（）一二1.：｜|表行题头标分页 \n附件落款主送格", max_size=12)
SOURCES = st.recursive(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "{{ 中心组.期数 }}",
                "{{ 出勤.出勤率|必填|单位 }}",
                "{{ 经费.支出|万元 }}",
                "{{ 文字.甲 }}",
                "{{ 单位.名称|必填 }}",
                "{% for 条 in 问题单 %}行：{{ 条.内容 }}｜{{ 条.次数|表值 }}\n{% endfor %}",
                "\n表格：10中｜20\n",
            ]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(CONDITIONS, inner, inner).map(
            lambda three: "{% if " + three[0] + " %}" + three[1] + "{% else %}" + three[2] + "{% endif %}"
        ),
    ),
    max_leaves=8,
)
NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**14),
    st.fractions(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
)


@pytest.mark.parametrize(
    "source",
    [
        "{% for 条 in 问题单 %}" + "长" * 50_000 + "{% endfor %}",
        "{% for 条 in 问题单 %}{% if 条.次数 %}{% endif %}{% endfor %}" * 900,
        "{{ 单位.名称 }}" * 4000,
    ],
)
def test_what_would_grow_beyond_all_measure_is_cut_with_a_mark(source: str) -> None:
    many = Rows(tuple({"内容": Words("甲"), "次数": Number(1, "次数"), "措施": Rows(())} for _ in range(500)))
    pieces = render(checked("试", source, NAMES), values(问题单=many, 单位__名称=Words("名" * 400)))
    assert sum(len(piece.text) for piece in pieces) <= MOST_CHARACTERS + 100_000
    assert pieces[-1].gap


def test_of_very_many_faults_the_first_twenty_are_told() -> None:
    faults = check("甲{{ 没有 }}\n" * 4000, NAMES)
    assert [fault.line for fault in faults] == list(range(1, 21))


@given(SOURCES, NUMBERS, NUMBERS, st.one_of(st.none(), st.integers(-(10**12), 10**14)), st.text(max_size=20))
def test_whatever_is_accepted_renders(
    source: str,
    sessions: int | Fraction | Decimal | None,
    rate: int | Fraction | Decimal | None,
    spent: int | None,
    name: str,
) -> None:
    if check(source, NAMES):
        return
    paper = made(
        source,
        中心组__期数=figure("center_group.sessions", sessions),
        出勤__出勤率=figure("attendance.rate", rate),
        经费__支出=figure("funding.spent", spent),
        单位__名称=Words(name),
    )
    assert isinstance(paper.subject, str)
    for block in paper.blocks:
        if isinstance(block, Table):
            assert all(len(row) == len(block.columns) for row in block.rows)


def test_a_full_catalogue_reads_back_from_the_text() -> None:
    names: Vocabulary = {name: number(name) for name in figure_names()}
    source = "\n".join(f"行：{name}｜{{{{ {name}|表值 }}}}" for name in names)
    given_values = {name: figure(key, number_of) for number_of, (name, key) in enumerate(figure_names().items())}
    (table,) = lay_out(render(checked("试", source, names), given_values), DAY).blocks
    assert isinstance(table, Table)
    assert [row[1].figure for row in table.rows] == list(figure_names().values())


def test_a_wide_table_may_lie_across_and_who_was_there_is_a_list_of_names() -> None:
    paper = made(
        "横排表格：10中｜30右\n表头：序号｜期数\n行：1｜2\n出席：{{ 单位.名称 }}\n表格：10中\n表头：序号\n行：1\n"
    )
    across, names, upright = paper.blocks
    assert isinstance(across, Table)
    assert across.turned
    assert names == NameList("出席", (Run("某某公司党委"),))
    assert isinstance(upright, Table)
    assert not upright.turned
    assert check("横排表格：宽｜窄", NAMES)[0].what.count("列宽")


def test_a_name_that_looks_like_a_label_is_no_list() -> None:
    (block,) = made("{{ 单位.名称 }}", 单位__名称=Words("出席：某人")).blocks
    assert isinstance(block, Paragraph)
