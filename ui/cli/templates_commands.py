"""`templates`: the versions of the templates of papers, in and out as text files, checked before they are kept."""

from argparse import Namespace
from contextlib import closing
from typing import Any

from services.documents.papers.sentences import ended
from services.documents.templates.files import read_template
from services.documents.templates.rows import TemplateRow
from services.documents.templates.service import TemplateService
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table


def list_templates(context: Context, arguments: Namespace) -> int:
    """List the versions of each kind."""
    with closing(context.files.open_for_reading(context.database)) as database:
        service = TemplateService(database, context.clock)
        wanted = service.kind(arguments.kind).key if arguments.kind else ""
        rows = [row for row in service.list() if wanted in ("", row.kind)]
    if arguments.json:
        print_json({"templates": [_json(row) for row in rows]})
    else:
        print_table(
            ("种类", "文档", "模板", "选用", "修改日期", "说明"),
            [
                (
                    row.kind,
                    row.kind_name,
                    row.name,
                    "选用" if row.chosen else "",
                    "" if row.changed_on is None else row.changed_on.isoformat(),
                    "默认模板后来有更新" if row.outdated else "",
                )
                for row in rows
            ],
        )
    return 0


def list_names(context: Context, arguments: Namespace) -> int:
    """List the names that a kind's templates may use."""
    with closing(context.files.open_for_reading(context.database)) as database:
        rows = TemplateService(database, context.clock).names(arguments.kind)
    if arguments.json:
        print_json({"names": [{"name": row.name, "kind": row.kind, "label": row.label} for row in rows]})
    else:
        print_table(("名称", "种类", "说明"), [(row.name, row.kind, row.label) for row in rows])
    return 0


def export(context: Context, arguments: Namespace) -> int:
    """Write a version to a text file."""
    with closing(context.files.open_for_reading(context.database)) as database:
        TemplateService(database, context.clock).write_out(arguments.kind, arguments.name, arguments.output)
    print(f"已写出 {arguments.output}。")
    return 0


def bring_in(context: Context, arguments: Namespace) -> int:
    """Keep a text file as a new version."""
    with closing(context.files.open(context.database)) as database:
        service = TemplateService(database, context.clock)
        key = service.bring_in(arguments.kind, arguments.file, arguments.name).key
        if arguments.choose:
            service.choose(arguments.kind, key)
        row = next(row for row in service.list() if row.key == key)
    if arguments.json:
        print_json(_json(row))
    else:
        print(f"已导入“{row.kind_name}”的模板“{row.name}”{'并选用' if row.chosen else ''}。")
    return 0


def check(context: Context, arguments: Namespace) -> int:
    """Tell what is wrong with a file or a version, line by line; 1 where something is."""
    with closing(context.files.open_for_reading(context.database)) as database:
        service = TemplateService(database, context.clock)
        file, kind = arguments.file, service.kind(arguments.kind).key
        faults = service.check(kind, service.text(kind, arguments.name) if file is None else read_template(file))
    if arguments.json:
        listed = [{"line": fault.line, "what": fault.what, "remedy": fault.remedy} for fault in faults]
        print_json({"kind": kind, "faults": listed})
    elif faults:
        for fault in faults:
            print(f"第 {fault.line} 行：{fault.what}；{ended(fault.remedy)}")
    else:
        print("没有发现错误。")
    return 1 if faults else 0


def choose(context: Context, arguments: Namespace) -> int:
    """Make a version the one that documents are made from."""
    with closing(context.files.open(context.database)) as database:
        service = TemplateService(database, context.clock)
        service.choose(arguments.kind, service.find(arguments.kind, arguments.name).key)
        row = service.find(arguments.kind)
    if arguments.json:
        print_json(_json(row))
    else:
        print(f"“{row.kind_name}”以后由模板“{row.name}”生成。")
    return 0


def _json(row: TemplateRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "chosen": row.chosen,
        "default": row.key is None,
        "outdated": row.outdated,
        "created_on": None if row.created_on is None else row.created_on.isoformat(),
        "changed_on": None if row.changed_on is None else row.changed_on.isoformat(),
    }
