"""`pack`: a numbered package for the stick; `unpack`: the first one on a new PC becomes a ledger."""

from argparse import Namespace
from contextlib import closing

from services.organizations.service import OrganizationService
from services.packages.service import PackageService
from services.packages.unpacking import UnpackService
from services.protection.errors import PasswordTooShortError
from services.protection.rules import SHORTEST_PASSWORD
from ui.cli.context import NEW_PASSWORD_VARIABLE, Context, ask_password
from ui.cli.scope import scope_key


def run(context: Context, arguments: Namespace) -> int:
    """Pack, and say where the package is and what is in it."""
    password = ask_password(NEW_PASSWORD_VARIABLE, "交换包") if arguments.protect else ""
    if arguments.protect and not password:
        raise PasswordTooShortError(SHORTEST_PASSWORD)
    with closing(context.files.open(context.database)) as database:
        branch = scope_key(OrganizationService(database, context.clock), arguments.scope)
        packed = PackageService(database, context.clock, context.files).pack(arguments.output, password, branch)
    cover = packed.cover
    print(f"已打包到 {packed.path}，并已读回核对。")
    records = sum(cover.rows.values())
    content = f"{cover.kind.label}（{cover.branch}）" if cover.branch else cover.kind.label
    print(f"第 {cover.number} 号，{content}，共 {records} 条记录；封面见 {packed.cover_path.name}。")
    print("交换包有密码。" if cover.protected else "交换包没有密码，任何拿到U盘的人都能打开。")
    return 0


def unpack(context: Context, arguments: Namespace) -> int:
    """Make a ledger out of a package."""
    cover = UnpackService(context.files).unpack(arguments.package, arguments.to)
    whose = f"“{cover.branch}”的副本" if cover.branch else "整个台账"
    print(f"已建立 {arguments.to}：{cover.organization}，{whose}，第 {cover.number} 号交换包。")
    return 0
