"""`pack`: a numbered package for the stick."""

from argparse import Namespace
from contextlib import closing

from services.packages.service import PackageService
from services.protection.errors import PasswordTooShortError
from services.protection.rules import SHORTEST_PASSWORD
from ui.cli.context import NEW_PASSWORD_VARIABLE, Context, ask_password


def run(context: Context, arguments: Namespace) -> int:
    """Pack, and say where the package is and what is in it."""
    password = ask_password(NEW_PASSWORD_VARIABLE, "数据包") if arguments.protect else ""
    if arguments.protect and not password:
        raise PasswordTooShortError(SHORTEST_PASSWORD)
    with closing(context.files.open(context.database)) as database:
        packed = PackageService(database, context.clock, context.files).pack(arguments.output, password)
    cover = packed.cover
    print(f"已打包到 {packed.path}，并已读回核对。")
    records = sum(cover.rows.values())
    print(f"第 {cover.number} 号，{cover.kind.label}，共 {records} 条记录；封面见 {packed.cover_path.name}。")
    print("数据包有密码。" if cover.protected else "数据包没有密码，任何拿到U盘的人都能打开。")
    return 0
