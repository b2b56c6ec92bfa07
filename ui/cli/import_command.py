"""`import`: a workbook in, all of it or nothing."""

from argparse import Namespace
from contextlib import closing

from services.backups.rows import Occasion
from services.workbooks.rows import ImportPlan, Outcome, SheetPlan
from services.workbooks.service import WorkbookImporter
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Show what the import does, then do it; a refused row refuses all of it."""
    files = context.files
    opened = (files.open_for_reading if arguments.dry_run else files.open)(context.database)
    with closing(opened) as database:
        importer = WorkbookImporter(database, context.clock)
        plan = importer.plan(arguments.workbook, create_missing=arguments.create)
        if arguments.json:
            print_json(plan.as_json())
        else:
            _print_plan(plan)
        # A plan with refused rows is given to the importer too: it refuses it whole, with the first row's facts.
        if plan.refused or not arguments.dry_run:
            if not plan.refused:
                files.back_up(database, Occasion.IMPORT)
            importer.apply(plan)
    if not arguments.json:
        print("\n试运行，什么也没有写入。" if arguments.dry_run else "\n导入完成。")
    return 0


def _print_plan(plan: ImportPlan) -> None:
    outcomes = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
    print_table(
        ("表", "新增", "修改", "不变", "拒绝"),
        ((sheet.title, *(str(sheet.count(outcome)) for outcome in outcomes)) for sheet in plan.sheets),
        numbers=(1, 2, 3, 4),
    )
    for sheet in plan.sheets:
        _print_details(sheet)
    for words, names in (
        ("一并新建", plan.made),
        ("尚不存在的党组织（加上 --create 可在顶层组织下新建为党支部）", plan.missing_organizations),
        ("不认识、没有导入的工作表", plan.unknown_sheets),
    ):
        if names:
            print(f"{words}：{'、'.join(names)}")


def _print_details(sheet: SheetPlan) -> None:
    if sheet.unknown_columns:
        print(f"“{sheet.title}”中不认识、没有导入的列：{'、'.join(sheet.unknown_columns)}")
    for row in sheet.rows:
        for note in row.notes:
            print(f"“{sheet.title}”第 {row.row} 行注意：{note}")
        if row.outcome is Outcome.CHANGED:
            changes = "；".join(
                f"{change.column}：{change.old or '空'} → {change.new or '空'}" for change in row.changes
            )
            print(f"“{sheet.title}”第 {row.row} 行修改：{row.subject}（{changes}）")
    for cell in sheet.refused:
        print(f"“{sheet.title}”第 {cell.row} 行拒绝：“{cell.column}”的“{cell.value}”{cell.reason}，{cell.remedy}")
