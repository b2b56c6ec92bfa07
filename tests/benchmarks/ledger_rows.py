"""The table that both sides of the ledger benchmark print: 10,000 rows of 8 columns, some cells of several lines."""

import random

ROWS = 10_000
HEADINGS = ("序号", "姓名", "性别", "出生年月", "所在党支部", "类别", "学习内容", "学时")
SHARES = (6.0, 10.0, 6.0, 10.0, 20.0, 10.0, 30.0, 8.0)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹"
_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂建国志海波宁雪梅峰鹏辉"
_BRANCHES = ("第一党支部", "机关第二党支部", "生产运行部党支部", "安全环保部党支部", "离退休职工党支部")
_CONTENTS = (
    "学习党章",
    "专题党课：弘扬优良传统，牢记初心使命",
    "集中学习《中国共产党支部工作条例（试行）》，围绕“怎样开好支部党员大会”交流研讨，党员作表态发言",
)


def ledger_rows() -> tuple[tuple[str, ...], ...]:
    """Make the rows, the same every time."""
    pick = random.Random(7)  # noqa: S311  names, not secrets
    return tuple(
        (
            str(number),
            pick.choice(_SURNAMES) + "".join(pick.choices(_NAMES, k=pick.choice((1, 2, 2)))),
            pick.choice("男女"),
            f"19{pick.randint(60, 99)}-{pick.randint(1, 12):02}",
            pick.choice(_BRANCHES),
            pick.choice(("正式党员", "预备党员")),
            pick.choices(_CONTENTS, (6, 3, 1))[0],
            str(pick.randint(0, 160) / 2),
        )
        for number in range(1, ROWS + 1)
    )
