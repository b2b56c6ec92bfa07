"""`duplicates`: records that may have been typed in twice; two are united, or remembered as different."""

from argparse import Namespace
from contextlib import closing

from services.duplicates.errors import NotTheSameKindError
from services.duplicates.rows import DuplicatePair
from services.duplicates.service import DuplicateService
from ui.cli.context import Context
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Unite or set apart two records where they are named; list the pairs that may be the same."""
    with closing(context.files.open(context.database)) as database:
        service = DuplicateService(database)
        if arguments.unite:
            service.unite(*_keys(*arguments.unite))
        if arguments.apart:
            _set_apart(service, *arguments.apart)
        pairs = service.pairs()
    if arguments.json:
        print_json({"duplicates": [_pair(pair) for pair in pairs]})
    elif pairs:
        for pair in pairs:
            _tell(pair)
    else:
        print("没有发现可能重复的记录。")
    return 0


def _keys(first: str, second: str) -> tuple[bytes, bytes]:
    try:
        return bytes.fromhex(first), bytes.fromhex(second)
    except ValueError:
        raise NotTheSameKindError(first, second) from None


def _set_apart(service: DuplicateService, first: str, second: str) -> None:
    keys = set(_keys(first, second))
    for pair in service.pairs():
        if {pair.first, pair.second} == keys:
            service.set_apart(pair.table, pair.first, pair.second)
            return
    raise NotTheSameKindError(first, second)


def _pair(pair: DuplicatePair) -> dict[str, object]:
    return {
        "table": pair.table,
        "first": pair.first.hex(),
        "second": pair.second.hex(),
        "first_name": pair.first_name,
        "second_name": pair.second_name,
        "reasons": list(pair.reasons),
        "differences": [
            {"record": one.record, "field": one.field, "first": one.first, "second": one.second}
            for one in pair.differences
        ],
        "can_unite": pair.can_unite,
    }


def _tell(pair: DuplicatePair) -> None:
    print(f"{pair.label}，{'、'.join(pair.reasons)}：")
    print_table(
        ("标识", "记录", "相关记录"),
        (
            (pair.first.hex(), pair.first_name, pair.first_hanging),
            (pair.second.hex(), pair.second_name, pair.second_hanging),
        ),
    )
    for one in pair.differences:
        print(f"  {f'{one.record} ' if one.record else ''}{one.field}：{one.first} / {one.second}")
