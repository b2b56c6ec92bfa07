"""The first look at a template, token by token: size, nesting, pairs. What passes can be parsed without harm."""

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import Environment, TemplateSyntaxError

from services.documents.templates.errors import TemplateFault

LONGEST_TEMPLATE: Final = 60_000  # characters
LONGEST_TAG: Final = 240
DEEPEST: Final = 8
_OPENING: Final = {"if": "endif", "for": "endfor"}
_INNER: Final = {"elif": "if", "else": ""}
_CLOSING: Final = {end: begin for begin, end in _OPENING.items()}
_BRACKETS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_FORBIDDEN: Final = {
    "macro": "定义宏",
    "set": "赋值",
    "include": "引入别的文件",
    "import": "引入别的文件",
    "from": "引入别的文件",
    "extends": "继承别的模板",
    "block": "继承用的块",
    "call": "调用",
    "filter": "整段过滤",
    "with": "改名",
    "raw": "原样输出",
    "do": "执行",
    "autoescape": "转义",
}
_CONTINUED: Final = re.compile(r"\n(?=[ \t]+\S)[ \t]+")


def environment() -> Environment:
    """Make the parser; it never renders anything."""
    return Environment(keep_trailing_newline=True, autoescape=False)  # noqa: S701 - no HTML, no rendering


def joined_lines(source: str) -> str:
    """Join a line that begins with a space to the one before; a comment keeps the count of lines."""
    return _CONTINUED.sub("{#\n#}", source.replace("\r\n", "\n").replace("\t", " "))


def scan(source: str) -> tuple[TemplateFault, ...]:
    """List what is wrong before parsing; nothing means that the parser can be let at it."""
    if len(source) > LONGEST_TEMPLATE:
        return (
            TemplateFault(1, f"模板有{len(source)}个字，太长了", f"删到{LONGEST_TEMPLATE}个字以内，或分成几个模板"),
        )
    faults = tuple(_unpaired(source))
    return faults or tuple(_badly_nested(source))


def _unpaired(source: str) -> Iterator[TemplateFault]:
    for number, line in enumerate(source.splitlines(), start=1):
        rest = line
        while opening := min((mark for mark in _BRACKETS if mark in rest), key=rest.index, default=""):
            before, _, after = rest.partition(opening)
            closing = _BRACKETS[opening]
            inside, found, rest = after.partition(closing)
            if any(each in before for each in _BRACKETS.values()):
                yield _stray(number)
            if not found:
                yield TemplateFault(number, f"“{opening}”没有配对的“{closing}”", f"在同一行补上“{closing}”")
            elif len(inside) > LONGEST_TAG:
                yield TemplateFault(number, f"“{opening}”里的内容太长", f"缩短到{LONGEST_TAG}个字以内，拆成几个条件")
        if any(each in rest for each in _BRACKETS.values()):
            yield _stray(number)


def _stray(line: int) -> TemplateFault:
    return TemplateFault(line, "有多余的“}}”“%}”或“#}”", "删去它，或在前面补上“{{”“{%”“{#”")


def _badly_nested(source: str) -> Iterator[TemplateFault]:
    """Follow if, for and brackets by the tokens alone, which needs no recursion."""
    opened: list[tuple[str, int]] = []
    brackets = 0
    previous = ""
    try:
        for line, kind, value in environment().lex(joined_lines(source)):
            if kind in {"whitespace", "data", "comment", "comment_begin", "comment_end"}:
                continue
            if kind == "raw_begin":
                yield TemplateFault(line, "不能使用“raw”（原样输出）", "删去这一句")
                return
            if kind in {"variable_begin", "block_begin"}:
                brackets = 0
            if kind == "operator" and value in "([{":
                brackets += 1
                if brackets > DEEPEST:
                    yield TemplateFault(line, "括号套得太深", "拆成几个简单的条件")
                    return
            if previous == "block_begin":
                yield from _follow(opened, value, line)
            previous = kind
    except TemplateSyntaxError as error:
        yield TemplateFault(error.lineno, "这一行有认不出的符号", "名称只能由汉字、字母、数字和点组成")
        return
    for name, line in opened:
        yield TemplateFault(line, f"“{name}”没有结束", f"在后面补上“{{% {_OPENING[name]} %}}”")


def _follow(opened: list[tuple[str, int]], word: str, line: int) -> Iterator[TemplateFault]:
    if word in _OPENING:
        opened.append((word, line))
        if len(opened) > DEEPEST:
            yield TemplateFault(line, f"条件和循环套了{len(opened)}层，太深了", f"减到{DEEPEST}层以内")
    elif word in _CLOSING:
        if opened and opened[-1][0] == _CLOSING[word]:
            opened.pop()
        else:
            yield TemplateFault(line, f"“{word}”前面没有对应的“{_CLOSING[word]}”", f"删去它，或补上“{_CLOSING[word]}”")
    elif word in _INNER:
        if not opened or _INNER[word] not in {"", opened[-1][0]}:
            yield TemplateFault(line, f"“{word}”不在“if”里面", "删去它，或在前面补上“{% if … %}”")
    else:
        what = f"不能使用“{word}”" + (f"（{_FORBIDDEN[word]}）" if word in _FORBIDDEN else "")
        yield TemplateFault(line, what, "这里只能用 if、elif、else、endif、for、endfor")
