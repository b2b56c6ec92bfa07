"""An argument parser that speaks Chinese: help, usage and what is wrong with a call."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from models.typing_override import override

# What the standard library says, and what we say; what no pattern knows is our own message and stands as it is.
_MESSAGES: Final = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", r"参数 \1 不能是“\2”，可选：\3"),
    (r"argument (.*?): expected one argument", r"参数 \1 后面要写一个值"),
    (r"argument (.*?): expected at least one argument", r"参数 \1 后面至少要写一个值"),
    (r"argument (.*?): expected (\d+) arguments", r"参数 \1 后面要写 \2 个值"),
    (r"argument (.*?): invalid \w+ value: '(.*)'", r"参数 \1 的值“\2”不正确"),
    (r"argument (.*?): not allowed with argument (.*)", r"参数 \1 不能与 \2 同时使用"),
    (r"argument (.*?): ignored explicit argument '?(.*?)'?", r"参数 \1 不带值，多出了“\2”"),
    (r"ambiguous option: (.*?) could match (.*)", r"参数 \1 不明确，可能是 \2"),
    (r"argument (.*?): (.*)", r"参数 \1：\2"),
)


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Usage with a Chinese heading."""

    @override
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser with Chinese headings, a Chinese help option and Chinese refusals; wrong usage exits with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "add_help": False, "allow_abbrev": False, "formatter_class": ChineseFormatter})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明后退出")

    @override
    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().strip()
        self.exit(2, f"命令写法不对：{translate(message)}。\n{usage}\n")


def translate(message: str) -> str:
    """Say in Chinese what the standard library says in English."""
    for pattern, replacement in _MESSAGES:
        if re.fullmatch(pattern, message, flags=re.DOTALL):
            return re.sub(pattern, replacement, message, flags=re.DOTALL)
    return message
