"""恢复单: the recovery code of a protected ledger on paper, to be signed and locked away."""

from datetime import date
from typing import Final

from services.documents.outline import Alignment, Column, Heading, Paper, Paragraph, Run, Table, Title
from services.documents.papers.sentences import chinese_date

GROUPS_A_LINE: Final = 4


def recovery_sheet(file_name: str, code: str, made_on: date) -> Paper:
    """Compose the sheet; it names the file, never where it lies or what the password is."""
    return Paper(
        "学习台账恢复单",
        (
            Title(("学习台账恢复单",)),
            Heading(1, "一、是哪个文件"),
            _said(f"台账文件：{file_name}。"),
            _said(f"本单打印日期：{chinese_date(made_on)}。此后修改过密码的，本单作废，请当场销毁。"),
            Heading(1, "二、恢复码"),
            _code_table(code),
            _said(
                "打开台账时，在填密码的地方按顺序填写以上各组即可（不填组号），字母不分大小写。"
                "恢复码里没有数字0、1、8、9。"
            ),
            Heading(1, "三、怎样保管"),
            _said(
                "谁拿到恢复码和台账文件，谁就能打开台账。请封存上锁，不与台账放在一起，不拍照，不经网络传送。"
                "密码和本单都丢失，台账无法打开，任何人都无法补救。"
            ),
            Heading(1, "四、签收"),
            _said("保管人签名：＿＿＿＿＿＿＿　保管地点：＿＿＿＿＿＿＿"),
            _said("签收日期：＿＿＿＿年＿＿月＿＿日"),
        ),
    )


def _said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _code_table(code: str) -> Table:
    groups = [f"（{number}）{group}" for number, group in enumerate(code.split("-"), 1)]
    groups += [""] * (-len(groups) % GROUPS_A_LINE)
    lines = [tuple(map(Run, groups[at : at + GROUPS_A_LINE])) for at in range(0, len(groups), GROUPS_A_LINE)]
    columns = tuple(Column(heading, 1, Alignment.CENTER) for heading in ("第一列", "第二列", "第三列", "第四列"))
    return Table(columns, tuple(lines))
