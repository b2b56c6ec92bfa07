"""The sheets about study sessions and who was there."""

from typing import Final

from models.enums import AttendanceStatus, DayPart, Delivery, SessionKind, SessionState, Speech, Topic
from services.workbooks.sheets.formats import Column, SheetFormat
from services.workbooks.sheets.kinds import (
    COUNT,
    DAYS,
    HOURS,
    ORDINAL,
    SCORE,
    Choice,
    Choices,
    Day,
    Lines,
    OwnHours,
    Text,
    Word,
    YesNo,
)
from services.workbooks.sheets.people_sheets import BRANCH_BESIDE, NAME, NAME_BESIDE, NUMBER, NUMBER_BESIDE

SESSION_KIND: Final = Choice(
    SessionKind,
    {
        "理论学习中心组学习": SessionKind.CENTER_GROUP,
        "党委理论学习中心组学习": SessionKind.CENTER_GROUP,
        "党员大会": SessionKind.BRANCH_CONGRESS,
        "支委会": SessionKind.BRANCH_COMMITTEE,
        "主题党日活动": SessionKind.THEME_DAY,
        "讲座": SessionKind.LECTURE,
        "宣讲": SessionKind.LECTURE,
        "辅导报告": SessionKind.LECTURE,
        "红色教育现场学习": SessionKind.SITE_VISIT,
        "民主评议党员": SessionKind.DEMOCRATIC_APPRAISAL,
        "其它": SessionKind.OTHER,
    },
)
TOPIC: Final = Choice(
    Topic,
    {
        "学习贯彻习近平新时代中国特色社会主义思想": Topic.NEW_THOUGHT,
        "习近平新时代中国特色社会主义思想": Topic.NEW_THOUGHT,
        "政治理论": Topic.POLITICAL_THEORY,
        "党章党规党纪": Topic.DISCIPLINE,
        "党的宗旨": Topic.PURPOSE,
        "革命传统": Topic.TRADITION,
        "形势政策": Topic.CURRENT_AFFAIRS,
        "知识技能": Topic.SKILLS,
    },
)
STATUS: Final = Choice(
    AttendanceStatus,
    {"出勤": AttendanceStatus.PRESENT, "到会": AttendanceStatus.PRESENT, "缺勤": AttendanceStatus.ABSENT},
)

SESSION_NUMBER = Column("session", "活动编号", Word(40), required=True, example="2025-001")

SESSIONS: Final = SheetFormat(
    "学习活动",
    (
        Column("number", "活动编号", Word(40), required=True, other_labels=("编号",), example="2025-001"),
        Column("kind", "活动类型", SESSION_KIND, required=True, other_labels=("类型",), example="主题党日"),
        Column("further_kinds", "兼作类型", Choices(SESSION_KIND), note="多个用顿号分开。", example="党课"),
        Column("title", "主题", Text(300), required=True, other_labels=("活动主题",), example="学习党章"),
        Column("organization", "组织单位", Text(400), required=True, other_labels=("组织者",), example="第一党支部"),
        Column("starts_on", "开始日期", Day(), required=True, other_labels=("日期", "活动日期"), example="2025-07-01"),
        Column("ends_on", "结束日期", Day()),
        Column("days", "天数", DAYS, example=1),
        Column("hours", "学时", HOURS, example=4),
        Column("delivery", "组织形式", Choice(Delivery), example="线下"),
        Column("discussion", "是否研讨", YesNo(), example="否"),
        Column("topics", "内容分类", Choices(TOPIC), note="多个用顿号分开。", example="新思想、政治理论教育"),
        Column("items", "学习内容", Lines(), note="一行一项。", example="《中国共产党章程》"),
        Column("lecturer", "主讲人", Text(200)),
        Column("host", "主持人", Text(80)),
        Column("recorder", "记录人", Text(80)),
        Column("place", "地点", Text(200), example="党员活动室"),
        Column("campaign", "专题", Text(200), other_labels=("专题教育",), note="还没有的专题会自动新建。"),
        Column("reflections", "心得篇数", COUNT, other_labels=("心得体会篇数",)),
        Column("pass_mark", "及格线", SCORE, note="理论测试的合格分数。"),
        Column("state", "状态", Choice(SessionState), note="空着的就是已举行。", example="已举行"),
        Column("note", "备注", Text()),
    ),
)

SITTINGS: Final = SheetFormat(
    "场次",
    (
        SESSION_NUMBER,
        Column("number", "场次", ORDINAL, required=True, example=1),
        Column("held_on", "日期", Day(), required=True, example="2025-07-01"),
        Column("part", "时段", Choice(DayPart), example="上午"),
        Column("content", "内容", Text(500)),
        Column("lecturer", "主讲人", Text(200)),
        Column("hours", "学时", HOURS, required=True, example=4),
    ),
)

MISSES: Final = SheetFormat(
    "缺课",
    (
        SESSION_NUMBER,
        Column("sitting", "场次", ORDINAL, required=True, example=1),
        NUMBER,
        NAME_BESIDE,
        Column("reason", "原因", Text(200), example="出差"),
    ),
)

ATTENDANCE: Final = SheetFormat(
    "出勤",
    (
        SESSION_NUMBER,
        NAME,
        NUMBER_BESIDE,
        BRANCH_BESIDE,
        Column("status", "出勤状态", STATUS, required=True, other_labels=("出勤", "出勤情况"), example="出席"),
        Column("leave_reason", "请假事由", Text(200), other_labels=("请假原因",)),
        Column("made_up_on", "补学日期", Day()),
        Column("made_up_how", "补学方式", Text(200)),
        Column("hours", "学时", OwnHours(), note="只在本人学时与活动学时不同时填写；只知道实到时间的写“90分钟”。"),
        Column("speech", "发言", Choice(Speech)),
        Column("score", "成绩", SCORE),
        Column("note", "备注", Text()),
    ),
)

GRID: Final = SheetFormat(
    "出勤表",
    (NAME, NUMBER_BESIDE, BRANCH_BESIDE),
    note="后面每列一个活动编号；格内填 √ 出席、假 请假、缺 缺席、补 补学、列 列席，空着的不作记录。",
)
