"""`template` and `export`: workbooks out."""

from argparse import Namespace
from contextlib import closing

from services.workbooks.sheets.catalogue import SHEET_NAMES
from services.workbooks.writing.exporter import WorkbookExporter
from services.workbooks.writing.templates import WorkbookTemplates
from ui.cli.context import Context

ALL_SHEETS = "全部"


def write_templates(_context: Context, arguments: Namespace) -> int:
    """Write empty templates into one workbook."""
    names = _chosen(arguments.sheets)
    WorkbookTemplates().write(names, arguments.output)
    print(f"已写入模板 {arguments.output}：{'、'.join(names)}。")
    return 0


def export(context: Context, arguments: Namespace) -> int:
    """Write the data of some sheets into one workbook."""
    files = context.files
    with closing(files.open_for_reading(context.database)) as database:
        result = WorkbookExporter(database).export(_chosen(arguments.sheets), arguments.output, full=arguments.full)
    print(f"已导出 {arguments.output}：{'、'.join(f'{name} {count} 行' for name, count in result.rows.items())}。")
    return 0


def _chosen(names: list[str]) -> list[str]:
    return list(SHEET_NAMES) if names == [ALL_SHEETS] else names
