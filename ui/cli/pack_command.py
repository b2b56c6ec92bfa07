"""`pack`: a numbered package for the stick; `unpack`: the first one on a new PC becomes a ledger."""

from argparse import Namespace
from contextlib import closing
from typing import Any

from services.organizations.service import OrganizationService
from services.packages.cover import extent
from services.packages.rows import PackagePlan, PackedPackage
from services.packages.service import PackageService
from services.packages.unpacking import UnpackService
from services.protection.errors import PasswordTooShortError
from services.protection.rules import SHORTEST_PASSWORD
from ui.cli.context import NEW_PASSWORD_VARIABLE, Context, ask_password
from ui.cli.scope import scope_key
from ui.cli.tables import print_json
from ui.package_texts import about_plan


def run(context: Context, arguments: Namespace) -> int:
    """Pack, and say where the package is and what is in it; or say only what would be."""
    password = ask_password(NEW_PASSWORD_VARIABLE, "交换包") if arguments.protect and not arguments.dry_run else ""
    if arguments.protect and not password and not arguments.dry_run:
        raise PasswordTooShortError(SHORTEST_PASSWORD)
    with closing(context.files.open(context.database)) as database:
        branch = scope_key(OrganizationService(database, context.clock), arguments.scope)
        service = PackageService(database, context.clock, context.files)
        if arguments.dry_run:
            _tell_plan(service.plan(branch, whole=arguments.whole), arguments)
        else:
            _tell(service.pack(arguments.output, password, branch, whole=arguments.whole), arguments)
    return 0


def _tell_plan(plan: PackagePlan, arguments: Namespace) -> None:
    if not arguments.json:
        print(about_plan(plan))
        print("试运行，什么也没有写入。")
        return
    print_json(
        {
            "changes_only": plan.changes_only,
            "since": plan.since,
            "records": dict(plan.rows),
            "bytes": plan.size,
            "partners": list(plan.partners),
            "dry_run": True,
        }
    )


def _tell(packed: PackedPackage, arguments: Namespace) -> None:
    cover = packed.cover
    if arguments.json:
        print_json(_package_json(packed))
        return
    records = sum(cover.rows.values())
    print(f"已打包到 {packed.path}，并已读回核对。")
    content = f"{cover.kind.label}（{cover.branch}）" if cover.branch else cover.kind.label
    print(f"第 {cover.number} 号，{content}，共 {records} 条记录；封面见 {packed.cover_path.name}。")
    print(f"{extent(cover)}。")
    print("交换包有密码。" if cover.protected else "交换包没有密码，任何拿到U盘的人都能打开。")


def _package_json(packed: PackedPackage) -> dict[str, Any]:
    cover = packed.cover
    return {
        "path": str(packed.path),
        "cover": str(packed.cover_path),
        "kind": cover.kind.value,
        "branch": cover.branch,
        "number": cover.number,
        "changes_only": cover.changes_only,
        "since": cover.since,
        "records": dict(cover.rows),
        "bytes": cover.size,
        "sha256": cover.sha256.hex(),
        "protected": cover.protected,
        "dry_run": False,
    }


def unpack(context: Context, arguments: Namespace) -> int:
    """Make a ledger out of a package."""
    cover = UnpackService(context.files).unpack(arguments.package, arguments.to)
    whose = f"“{cover.branch}”的副本" if cover.branch else "整个台账"
    print(f"已建立 {arguments.to}：{cover.organization}，{whose}，第 {cover.number} 号交换包。")
    return 0
