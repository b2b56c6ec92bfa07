"""The command line: finds the command, runs it, and turns every refusal into one plain sentence and a status."""

import io
import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

from services.clock import SystemClock
from services.errors import AppError
from services.folders import Folders
from ui.bug_report import describe
from ui.cli.arguments import build_parser
from ui.cli.context import Context
from ui.cli.holding import holding, newest
from ui.cli.parser import ChineseParser
from ui.error_texts import sentence

DONE: Final = 0
REFUSED: Final = 1


def main(arguments: list[str]) -> int:
    """Run one command; the result is the exit status (0 done, 1 refused; wrong usage leaves by SystemExit 2)."""
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    folders = Folders.of_this_pc()
    clock = SystemClock()

    def report_bug(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            print("已中断。", file=sys.stderr)
            return
        print(_log_bug(folders.log_file, f"{clock.now():%Y-%m-%d %H:%M:%S}", error), file=sys.stderr)

    sys.excepthook = report_bug
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.needs_database and parsed.db is None:
        parser.error(f"命令 {parsed.command} 前面要用 --db 指明台账数据库文件")
    if parsed.command == "print" and parsed.year is None and not (parsed.session or parsed.campaign):
        parser.error("命令 print 要用 --year 指明年度，或用 --session 指明活动编号、用 --campaign 指明专题")
    if parsed.command == "attach":
        _check_attach(parser, parsed)
    try:
        return _run(Context(clock, folders, newest(parsed.db) if parsed.db else Path()), parsed)
    except BrokenPipeError:
        # Who read our output has seen enough (`| head`); what is left must not be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _check_attach(parser: ChineseParser, parsed: Namespace) -> None:
    if sum(number is not None for number in (parsed.session, parsed.member, parsed.expense)) != 1:
        parser.error("命令 attach 要用 --session、--member 或 --expense 中的一个，指明附在哪里")
    if not parsed.files and not parsed.kept.strip():
        parser.error("命令 attach 要写出文件，或用 --kept 写出纸质件的存放处")


def _run(context: Context, parsed: Namespace) -> int:
    try:
        module, _, function = parsed.answer.partition(".")
        with holding(context, parsed):
            status = int(getattr(import_module(f"ui.cli.{module}"), function)(context, parsed))
        sys.stdout.flush()
    except AppError as refusal:
        print(sentence(refusal), file=sys.stderr)
        return REFUSED
    return status


def _speak_utf8(stream: TextIO) -> None:
    """Let Chinese through whatever the console's own encoding is; what cannot be shown never stops a command."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")


def _log_bug(log_file: Path, moment: str, error: BaseException) -> str:
    """Append to the log where it struck, and give the sentence that names the log."""
    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        with log_file.open("a", encoding="utf-8") as log:
            log.write(f"{moment}\n{describe(error)}\n")
    except OSError:
        return f"程序出现意外错误（{type(error).__name__}），日志 {log_file} 也无法写入。"
    return f"程序出现意外错误，没有完成；详情已写入日志 {log_file}。"
