"""`password`: protect the file, change its password, take the protection away."""

from argparse import Namespace

from services.protection.errors import PasswordTooShortError
from services.protection.rules import SHORTEST_PASSWORD
from services.protection.service import ProtectionChange, ProtectionService
from ui.cli.context import NEW_PASSWORD_VARIABLE, Context, ask_password


def run(context: Context, arguments: Namespace) -> int:
    """Do what was asked and say what became of the backups; passwords are never arguments."""
    service = ProtectionService(context.files)
    path = context.database
    if arguments.set:
        change = service.set_password(path, _new_password())
        print(f"已为 {path} 设置密码。")
    elif arguments.change:
        change = service.change_password(path, _new_password())
        print(f"已修改 {path} 的密码。")
    else:
        change = service.remove_password(path)
        print(f"已取消 {path} 的密码，任何人都能打开它。")
    _tell(change)
    return 0


def _new_password() -> str:
    password = ask_password(NEW_PASSWORD_VARIABLE, "新")
    if not password:
        raise PasswordTooShortError(SHORTEST_PASSWORD)
    return password


def _tell(change: ProtectionChange) -> None:
    if change.recovery_code:
        print(f"恢复码（忘记密码时可代替密码，请抄下锁好）：{change.recovery_code}")
    if change.backups_changed:
        print(f"{change.backups_changed} 份备份也已一并处理。")
    if change.backups_left:
        print(f"另有 {change.backups_left} 份备份用别的密码保护或已损坏，保持原样。")
