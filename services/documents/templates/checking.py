"""Checks a template on its parsed tree before anything is rendered: only what is named here gets through."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

from jinja2 import TemplateSyntaxError, nodes

from services.documents.templates.errors import TemplateFault, TemplateRefusedError
from services.documents.templates.scanning import environment, joined_lines, scan
from services.documents.templates.tree import (
    Body,
    Both,
    Choice,
    Compared,
    Comparison,
    Condition,
    Each,
    Either,
    Format,
    Given,
    Literal,
    Node,
    Not,
    Path,
    Said,
)
from services.documents.templates.vocabulary import ORDINAL, OWN_TEXTS, Name, NameKind, Vocabulary, nearest

_MOST_FAULTS: Final = 20
_MOST_SAID: Final = 3  # in a sentence
_FORMATS: Final = {each.value: each for each in Format}
_WIDTHS: Final = re.compile(r"^(?:横排)?表格：(.*)$", re.MULTILINE)
_WIDTH: Final = re.compile(r"\d{1,3}(\.\d)?[左中右]?")
_UNKNOWN_CONSTRUCT: Final = {
    nodes.Call: "不能调用（括号）",
    nodes.Const: "这里不能写数或引号里的文字",
    nodes.Getitem: "不能用方括号",
    nodes.Test: "不能用 is",
    nodes.CondExpr: "不能在一句里写 if … else …",
    nodes.Concat: "不能用 ~ 连接",
    nodes.List: "不能自己列出列表",
    nodes.Tuple: "不能自己列出列表",
    nodes.Dict: "不能自己列出列表",
    nodes.BinExpr: "不能做运算",
    nodes.UnaryExpr: "不能做运算",
}


class _FaultError(Exception):
    """A fault found deep in the tree, on its way to the list."""

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__()
        self.fault = fault


def _refuse(line: int, what: str, remedy: str) -> NoReturn:
    raise _FaultError(TemplateFault(line, what, remedy))


def check(source: str, names: Vocabulary) -> tuple[TemplateFault, ...]:
    """List what is wrong with a template, the first twenty; nothing when it can be used."""
    checker, _ = _judge(source, names)
    return tuple(sorted(checker, key=lambda fault: fault.line)[:_MOST_FAULTS])


def checked(name: str, source: str, names: Vocabulary) -> Body:
    """Give a template's tree; TemplateRefusedError with the lines where it breaks the rules."""
    faults, body = _judge(source, names)
    if faults:
        raise TemplateRefusedError(name, tuple(faults[:_MOST_SAID]))
    return body


def _judge(source: str, names: Vocabulary) -> tuple[list[TemplateFault], Body]:
    faults = list(scan(source))
    if faults:
        return faults, ()
    try:
        parsed = environment().parse(joined_lines(source))
    except TemplateSyntaxError as error:
        return [TemplateFault(error.lineno, "这一行的写法看不懂", "对照默认模板，检查名称、条件和括号")], ()
    checker = _Checker(names)
    body = checker.body(parsed.body, {})
    return checker.faults, body


Loops = dict[str, Vocabulary]


@dataclass(slots=True)
class _Checker:
    """Walks the parsed tree and builds the checked one; faults are gathered, the walk goes on."""

    names: Vocabulary
    faults: list[TemplateFault] = field(default_factory=list)

    def body(self, parsed: Sequence[nodes.Node], loops: Loops) -> Body:
        """Check a sequence of nodes."""
        made: list[Node] = []
        parts = (part for node in parsed for part in (node.nodes if isinstance(node, nodes.Output) else [node]))
        for part in parts:
            if len(self.faults) >= _MOST_FAULTS:
                break
            try:
                made.append(self._node(part, loops))
            except _FaultError as error:
                self.faults.append(error.fault)
        return tuple(made)

    def _node(self, node: nodes.Node, loops: Loops) -> Node:
        match node:
            case nodes.Expr():
                return self._said(node, loops)
            case nodes.If():
                return self._choice(node, loops)
            case nodes.For():
                return self._each(node, loops)
        _refuse(node.lineno, "不能使用这种语句", "这里只能用 if 和 for")

    def _said(self, node: nodes.Expr, loops: Loops) -> Literal | Said:
        if isinstance(node, nodes.TemplateData):
            _check_widths(node)
            return Literal(node.data)
        formats: list[Format] = []
        while isinstance(node, nodes.Filter):
            formats.insert(0, _format(node))
            if node.node is None or len(formats) > len(Format):
                _refuse(node.lineno, "“|”用得不对", "写成 {{ 名称|单位 }}")
            node = node.node
        path, name = self._known(node, loops)
        if name.kind in {NameKind.LIST, NameKind.FLAG}:
            _refuse(node.lineno, f"“{path}”是{name.kind.value}，不能直接写出来", _REMEDIES[name.kind].format(path))
        for each in formats:
            if name.kind is NameKind.TEXT and each is not Format.NEEDED:
                _refuse(node.lineno, f"“{path}”是文字，不能用“|{each.value}”", f"删去“|{each.value}”")
            if each is Format.TEN_THOUSANDS and not name.money:
                _refuse(node.lineno, f"“{path}”不是金额，不能用“|万元”", "删去“|万元”")
        return Said(path, tuple(formats))

    def _choice(self, node: nodes.If, loops: Loops) -> Choice:
        branches = [(self._condition(each.test, loops), self.body(each.body, loops)) for each in (node, *node.elif_)]
        return Choice(tuple(branches), self.body(node.else_, loops))

    def _each(self, node: nodes.For, loops: Loops) -> Each:
        if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            _refuse(node.lineno, "循环只能写成一种样子", "写成 {% for 条目 in 列表 %}")
        variable = node.target.name
        taken = {name.partition(".")[0] for name in self.names} | loops.keys() | {ORDINAL}
        if variable in taken:
            _refuse(node.lineno, f"循环里的“{variable}”和已有的名称相同", "换一个名称，例如“条目”")
        path, name = self._known(node.iter, loops)
        if name.kind is not NameKind.LIST:
            lists = "、".join(sorted(each for each, known in self.names.items() if known.kind is NameKind.LIST))
            _refuse(node.lineno, f"“{path}”不是列表，不能循环", f"可以循环的有：{lists}")
        if loops and path.partition(".")[0] not in loops:
            _refuse(node.lineno, "循环里面不能再循环另一个完整的列表", "把两个循环前后分开写")
        inner = loops | {variable: name.fields}
        return Each(variable, path, self.body(node.body, inner), self.body(node.else_, loops))

    def _condition(self, node: nodes.Node, loops: Loops) -> Condition:
        match node:
            case nodes.And():
                return Both(self._condition(node.left, loops), self._condition(node.right, loops))
            case nodes.Or():
                return Either(self._condition(node.left, loops), self._condition(node.right, loops))
            case nodes.Not():
                return Not(self._condition(node.node, loops))
            case nodes.Compare():
                return self._compared(node, loops)
        return Given(self._known(node, loops)[0])

    def _compared(self, node: nodes.Compare, loops: Loops) -> Compared:
        path, name = self._known(node.expr, loops)
        how = next((each for each in Comparison if each.value == node.ops[0].op), None)
        number = _number(node.ops[0].expr)
        if len(node.ops) != 1 or how is None or number is None:
            _refuse(node.lineno, "这样的比较不能用", f"只能和一个数比较，例如 {path} > 0")
        if name.kind is not NameKind.NUMBER:
            _refuse(node.lineno, f"“{path}”是{name.kind.value}，不能和数比较", f"写成 {{% if {path} %}}")
        return Compared(path, how, number)

    def _known(self, node: nodes.Node, loops: Loops) -> tuple[Path, Name]:
        path = _path(node)
        first, _, rest = path.partition(".")
        if first in loops:
            if (name := loops[first].get(rest)) is not None:
                return path, name
            known = "、".join(f"{first}.{each}" for each in loops[first])
            _refuse(node.lineno, f"没有“{path}”这个名称", f"这个列表的每一条有：{known}")
        if path == ORDINAL and loops:
            return path, Name(NameKind.NUMBER, ORDINAL)
        if (name := self.names.get(path)) is not None:
            return path, name
        if first == OWN_TEXTS and rest and "." not in rest:
            return path, Name(NameKind.TEXT, rest)
        near = nearest(path, self.names)
        _refuse(
            node.lineno,
            f"没有“{path}”这个名称",
            f"是不是“{near}”？" if near else "从右边的名称表里选一个",
        )


_REMEDIES: Final = {
    NameKind.LIST: "用 {{% for 条目 in {} %}} 逐条写",
    NameKind.FLAG: "用在条件里：{{% if {} %}}",
}


def _path(node: nodes.Node) -> Path:
    parts: list[str] = []
    current: nodes.Node = node
    while isinstance(current, nodes.Getattr):
        parts.insert(0, current.attr)
        current = current.node
    if not isinstance(current, nodes.Name):
        what = next((said for kind, said in _UNKNOWN_CONSTRUCT.items() if isinstance(current, kind)), "这种写法不能用")
        _refuse(node.lineno, what, "这里只能写名称，例如 中心组.期数")
    parts.insert(0, current.name)
    if any("_" in part for part in parts):
        _refuse(node.lineno, f"“{'.'.join(parts)}”里有下划线", "名称里没有下划线，从名称表里选一个")
    return ".".join(parts)


def _format(node: nodes.Filter) -> Format:
    if node.args or node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
        _refuse(node.lineno, "不能调用（括号）", "“|”后面只写名称，不带括号")
    if node.name not in _FORMATS:
        _refuse(node.lineno, f"没有“|{node.name}”这种写法", f"可以用的有：{'、'.join(_FORMATS)}")
    return _FORMATS[node.name]


def _number(node: nodes.Expr) -> int | float | None:
    sign = 1
    if isinstance(node, nodes.Neg):
        sign, node = -1, node.node
    if not isinstance(node, nodes.Const) or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    return sign * node.value if abs(node.value) < 10**15 else None


def _check_widths(node: nodes.TemplateData) -> None:
    for found in _WIDTHS.finditer(node.data):
        cells = [cell.strip() for cell in re.split("[｜|]", found[1])]
        if not all(map(_WIDTH.fullmatch, cells)):
            line = node.lineno + node.data[: found.start()].count("\n")
            _refuse(line, "“表格：”后面的列宽看不懂", "每列写一个数和左、中、右，例如 表格：10中｜50左｜20右")
