"""The commands and their arguments; each names the module that answers it, imported only when it is called."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any, Final

from models.enums import PaperKind, PlanKind, ResourceKind
from ui.cli.command import add_json, command
from ui.cli.exchange_arguments import add_conflicts, add_duplicates, add_merge, add_pack
from ui.cli.issue_arguments import add_issue
from ui.cli.parser import ChineseParser
from ui.cli.safety_arguments import add_purge
from ui.cli.template_arguments import add_templates

FIRST_YEAR: Final = 1921
LAST_YEAR: Final = 9998  # the day after 31 December must still be a date


def build_parser() -> ChineseParser:
    """Make the parser of the whole command line."""
    parser = ChineseParser(
        prog="python main.py",
        description="学习台账：党组织学习教育的台账、学时、经费和公文。不带参数时打开窗口。",
        epilog="返回值：0 完成；1 没有做成（原因写在标准错误输出）；2 命令写法不对。",
    )
    parser.add_argument("--db", metavar="文件", type=Path, help="台账数据库文件")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for add in (
        _add_new,
        _add_template,
        _add_import,
        _add_export,
        _add_figures,
        _add_hours,
        _add_forecast,
        _add_absences,
        _add_duties,
    ):
        add(commands)
    for add in (_add_needs, _add_resources):
        add(commands)
    for add in (
        _add_classes,
        _add_training_duties,
        _add_targets,
        _add_follow_up,
        _add_campaigns,
        _add_plans,
        _add_rules,
    ):
        add(commands)
    for add in (_add_archive, _add_attach, _add_documents, _add_print, _add_password, _add_demo):
        add(commands)
    for add in (_add_money, _add_money_checks):
        add(commands)
    for add in (_add_steps, _add_undo, _add_redo, _add_history, _add_audit, _add_thin):
        add(commands)
    for add in (add_merge, add_conflicts, add_duplicates):
        add(commands)
    add_issue(commands, _add_subject)
    add_templates(commands)
    for add in (add_pack, _add_backup, _add_restore, _add_check, add_purge):
        add(commands)
    return parser


def _add_new(commands: Any) -> None:
    parser = command(commands, "new", "新建一个空的台账，含顶层党组织", "new_command.run")
    parser.add_argument("--name", metavar="名称", required=True, help="顶层党组织的名称，例如“某某公司党委”")


def _add_template(commands: Any) -> None:
    parser = command(
        commands, "template", "写出空的导入模板", "workbook_commands.write_templates", needs_database=False
    )
    _add_sheets(parser)


def _add_export(commands: Any) -> None:
    parser = command(commands, "export", "把数据按导入的列写成 Excel", "workbook_commands.export")
    _add_sheets(parser)
    parser.add_argument("--full", action="store_true", help="身份证号、手机号写出全部数字，平时隐去中间几位")


def _add_sheets(parser: ChineseParser) -> None:
    parser.add_argument("sheets", metavar="表名", nargs="+", help="例如 花名册 学习活动 出勤；写“全部”指所有的表")
    parser.add_argument("-o", "--output", metavar="文件.xlsx", type=Path, required=True, help="要写的工作簿")


def _add_import(commands: Any) -> None:
    parser = command(
        commands, "import", "导入 Excel 工作簿：先备份，要么全部导入，要么什么也不写", "import_command.run"
    )
    parser.add_argument("workbook", metavar="文件.xlsx", type=Path, help="要导入的工作簿")
    parser.add_argument("--create", action="store_true", help="不存在的党组织在顶层组织下新建为党支部")
    parser.add_argument("--dry-run", action="store_true", help="只显示会发生什么，不写入")
    add_json(parser)


def _add_figures(commands: Any) -> None:
    parser = command(commands, "figures", "指标目录：报告里的每一个数", "figures_command.run")
    _add_year(parser)
    parser.add_argument("--to", metavar="年度", type=year, help="统计到哪一年（含），不写则只统计一年")
    _add_scope(parser)
    _add_as_of(parser)
    parser.add_argument("--trace", metavar="指标名", help="列出一个指标是由哪些记录得来的，例如 theme_day.sessions")
    add_json(parser)


def _add_hours(commands: Any) -> None:
    _add_year_list(commands, "hours", "学时：每人一行", "hours_command.run")


def _add_forecast(commands: Any) -> None:
    _add_year_list(commands, "forecast", "学时预测：照当前进度年底谁会差学时", "forecast_command.run")


def _add_absences(commands: Any) -> None:
    parser = command(commands, "absences", "缺席与补学、长期未参加组织生活的人", "absences_command.run")
    _add_year(parser)
    parser.add_argument("--open", action="store_true", help="缺席只列还没有补学的")
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_duties(commands: Any) -> None:
    parser = command(commands, "duties", "三会一课与组织生活：每个组织、事项、期间一行", "duties_command.run")
    _add_year(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_classes(commands: Any) -> None:
    _add_year_list(commands, "classes", "班次：应到、学到，各类人员的覆盖面，测试成绩", "classes_command.run")


def _add_training_duties(commands: Any) -> None:
    _add_year_list(
        commands, "training-duties", "个人培训要求：每人每项一行，含期限和完成情况", "training_duties_command.run"
    )


def _add_year_list(commands: Any, name: str, help_text: str, answer: str) -> None:
    parser = command(commands, name, help_text, answer)
    _add_year(parser)
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_money(commands: Any) -> None:
    parser = command(commands, "money", "经费：预算执行情况、下拨、每次活动的单位成本", "money_command.show")
    _add_year(parser)
    parser.add_argument("--to", metavar="年度", type=year, help="统计到哪一年（含），不写则只统计一年")
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_money_checks(commands: Any) -> None:
    _add_year_list(commands, "money-checks", "经费检查：额度、党费、标准、凭证，只提醒不拦截", "money_command.check")


def _add_follow_up(commands: Any) -> None:
    parser = command(commands, "follow-up", "第一议题的贯彻落实：每条举措一行", "follow_up_command.run")
    parser.add_argument("--year", metavar="年度", type=year, help="哪一年确定的项目，不写则为各年的")
    parser.add_argument("--open", action="store_true", help="只列没有办结的项目")
    parser.add_argument("--overdue", action="store_true", help="只列有举措逾期的项目")
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_targets(commands: Any) -> None:
    parser = command(commands, "targets", "目标：一年或几年的指标、目标、实际和完成率", "targets_command.run")
    _add_year(parser)
    parser.add_argument("--to", metavar="年度", type=year, help="到哪一年（含），不写则只看一年")
    _add_as_of(parser)
    add_json(parser)


def _add_needs(commands: Any) -> None:
    parser = command(commands, "needs", "培训需求调研：提出人数最多的在前", "needs_command.run")
    _add_year(parser)
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_plans(commands: Any) -> None:
    parser = command(commands, "plans", "计划：每个事项一行，进度由关联的已举行活动得出", "plans_command.run")
    _add_year(parser)
    kinds = "、".join(f"{kind.value} {kind.label}" for kind in PlanKind)
    parser.add_argument(
        "--kind", metavar="种类", choices=tuple(kind.value for kind in PlanKind), help=f"只列一种计划：{kinds}"
    )
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_resources(commands: Any) -> None:
    parser = command(commands, "resources", "学习资源：师资、教育基地、课程、教材及使用次数", "resources_command.run")
    labels = "、".join(f"{kind.value} {kind.label}" for kind in ResourceKind)
    kinds = tuple(kind.value for kind in ResourceKind)
    parser.add_argument("--kind", metavar="类别", choices=kinds, help=f"只列一类：{labels}")
    _add_as_of(parser)
    add_json(parser)


def _add_campaigns(commands: Any) -> None:
    parser = command(commands, "campaigns", "专题教育：列出各个专题，或一个专题的全部数字", "campaigns_command.run")
    parser.add_argument("--name", metavar="名称", help="哪一个专题，写全名或名称的一部分；不写则列出各个专题")
    _add_as_of(parser)
    add_json(parser)


def _add_rules(commands: Any) -> None:
    parser = command(commands, "rules", "学时、组织生活、经费等规则：某一天有效的取值和依据", "rules_command.run")
    _add_as_of(parser)
    add_json(parser)


def _add_archive(commands: Any) -> None:
    parser = command(commands, "archive", "归档：一年里各次活动缺哪些材料", "archive_commands.run")
    _add_year(parser)
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_attach(commands: Any) -> None:
    parser = command(commands, "attach", "添加附件，或登记纸质件的存放处", "archive_commands.attach")
    parser.add_argument("files", metavar="文件", nargs="*", help="图片或文档，可以同时写几个")
    parser.add_argument("--session", metavar="活动编号", help="附在哪一次学习活动上")
    parser.add_argument("--member", metavar="人员编号", help="附在哪个人员上")
    parser.add_argument("--expense", metavar="支出编号", help="附在哪一笔经费支出上")
    parser.add_argument(
        "--paper", metavar="材料", type=paper, required=True, help="是什么材料，例如 签到表、通知、照片"
    )
    parser.add_argument("--kept", metavar="存放处", default="", help="登记一份没有文件的纸质件存放在哪里")
    parser.add_argument("--note", metavar="备注", default="", help="备注")


def _add_documents(commands: Any) -> None:
    command(commands, "documents", "列出可以打印的文档", "documents_command.run", needs_database=False)


def _add_print(commands: Any) -> None:
    parser = command(commands, "print", "打印一份文档", "print_command.run")
    _add_subject(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="文件",
        type=Path,
        required=True,
        help="要写的文件，后缀决定格式：.pdf、.docx 或 .xlsx，见 documents",
    )


def _add_subject(parser: ChineseParser) -> None:
    parser.add_argument("kind", metavar="种类", help="documents 列出的种类，例如 annual_summary")
    parser.add_argument("--year", metavar="年度", type=year, help="哪一年的文档；活动和专题的文档可以不写")
    parser.add_argument("--to", metavar="年度", type=year, help="跨年度的文档到哪一年（含），例如 target_table")
    parser.add_argument(
        "--session", metavar="活动编号", default="", help="哪一次学习活动的文档（archive_checklist 也可以写）"
    )
    parser.add_argument("--campaign", metavar="专题名称", default="", help="哪一个专题教育的文档")
    parser.add_argument(
        "--member", metavar="人员编号", default="", help="哪一个人的文档，例如 study_record、hours_proof"
    )
    parser.add_argument("--sources", action="store_true", help="公文后附数据来源：每个数据由哪些记录得出")
    parser.add_argument("--template", metavar="模板", default="", help="用哪份模板，不写用选用的一份，见 templates")
    _add_scope(parser)


def _add_password(commands: Any) -> None:
    parser = command(commands, "password", "密码保护：密码从提示或环境变量取得，不写在命令里", "password_command.run")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--set", action="store_true", help="给没有密码的台账设置密码（STUDY_LEDGER_NEW_PASSWORD）")
    choice.add_argument("--change", action="store_true", help="修改密码（旧密码 STUDY_LEDGER_PASSWORD）")
    choice.add_argument("--remove", action="store_true", help="取消密码")


def _add_backup(commands: Any) -> None:
    parser = command(commands, "backup", "备份：经过检验的副本，不写位置则放入备份文件夹", "backup_commands.back_up")
    parser.add_argument("output", metavar="文件", type=Path, nargs="?", help="备份写到哪个文件或文件夹")


def _add_restore(commands: Any) -> None:
    parser = command(
        commands, "restore", "恢复：用备份替换台账，被替换的先行备份", "backup_commands.restore", needs_database=False
    )
    parser.add_argument("backup", metavar="备份", type=Path, help="要恢复的备份文件")
    parser.add_argument("--to", metavar="文件", type=Path, required=True, help="恢复到哪个台账文件")
    parser.add_argument("--dry-run", action="store_true", help="只显示会发生什么，不写入")


def _add_check(commands: Any) -> None:
    parser = command(commands, "check", "检查台账：文件、引用、出勤年度、附件、触发器", "check_command.run")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--repair", action="store_true", help="修复不需要猜测的问题，修复前先备份")
    choice.add_argument("--recover", metavar="新文件", type=Path, help="把损坏的台账中还能读出的内容写入新文件")
    add_json(parser)


def _add_steps(commands: Any) -> None:
    parser = command(commands, "steps", "修改记录：每一步做了什么、何时、谁", "history_commands.steps")
    parser.add_argument("--limit", metavar="数字", type=int, default=30, help="最多列多少步，默认 30")
    add_json(parser)


def _add_undo(commands: Any) -> None:
    _add_reversal(commands, "undo", "撤销一步，不写编号则撤销最后一步", "history_commands.undo")


def _add_redo(commands: Any) -> None:
    _add_reversal(commands, "redo", "重做撤销过的一步，不写编号则重做最后撤销的", "history_commands.redo")


def _add_reversal(commands: Any, name: str, help_text: str, answer: str) -> None:
    parser = command(commands, name, help_text, answer)
    parser.add_argument("step", metavar="编号", nargs="?", default="", help="steps 列出的编号")
    parser.add_argument("--rest", action="store_true", help="有的内容后来又改动过时，保留这些，只处理其余部分")
    add_json(parser)


def _add_history(commands: Any) -> None:
    parser = command(commands, "history", "一条记录的全部修改：原来是什么、改成什么", "history_commands.history")
    parser.add_argument("table", metavar="表", help="表名，中文或英文，例如 人员、sessions")
    parser.add_argument("id", metavar="标识", help="记录的标识（十六进制）")
    add_json(parser)


def _add_audit(commands: Any) -> None:
    parser = command(commands, "audit", "谁改过一个指标背后的记录，最近的在前", "audit_command.run")
    parser.add_argument("key", metavar="指标名", help="figures 列出的指标名，例如 theme_day.sessions")
    _add_year(parser)
    _add_scope(parser)
    _add_as_of(parser)
    add_json(parser)


def _add_thin(commands: Any) -> None:
    parser = command(commands, "thin", "精简修改记录：按规则“修改记录保留”清除更早的，先备份", "history_commands.thin")
    parser.add_argument("--dry-run", action="store_true", help="只显示会清除多少，不写入")
    add_json(parser)


def _add_demo(commands: Any) -> None:
    parser = command(
        commands, "demo", "生成一个虚构的党委（五个完整年度）和它的全部文档", "demo_command.run", needs_database=False
    )
    parser.add_argument("folder", metavar="文件夹", type=Path, help="写到哪个文件夹：demo.db 和 documents/")
    parser.add_argument("--scale", choices=("small", "branch", "group"), default="small", help="规模，默认 small")
    parser.add_argument("--seed", metavar="数字", type=int, default=1, help="同一数字、同一天得到同样的数据，默认 1")
    _add_as_of(parser)


def _add_year(parser: ChineseParser) -> None:
    parser.add_argument("--year", metavar="年度", type=year, required=True, help="统计的年度，例如 2025")


def _add_scope(parser: ChineseParser) -> None:
    parser.add_argument("--scope", metavar="党组织", help="名称或“上级/名称”，含其下级；不写则为顶层组织")


def _add_as_of(parser: ChineseParser) -> None:
    parser.add_argument("--asof", metavar="日期", type=day, help="视为今天的日期，例如 2026-01-05")


def year(text: str) -> int:
    """Read a calendar year; refused as wrong usage where it is none."""
    if not text.isascii() or not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        message = f"“{text}”不是年份，应写成四位数字，例如 2025"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def paper(text: str) -> PaperKind:
    """Read a kind of paper by its Chinese name or code; refused as wrong usage where there is none."""
    for kind in PaperKind:
        if text in {kind.label, kind.value}:
            return kind
    message = f"没有“{text}”这种材料，可选：{'、'.join(kind.label for kind in PaperKind)}"
    raise argparse.ArgumentTypeError(message)


def day(text: str) -> date:
    """Read a day as 2025-03-01; refused as wrong usage where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"“{text}”不是日期，应写成 2025-03-01 的样子"
        raise argparse.ArgumentTypeError(message) from None
