"""The cover sheet as JSON for programs and as text for people; the seal that ties it to the password."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from models.file_key import FileKey
from services.history.words import table_label
from services.packages.errors import PackageDamagedError, PackageNewerError
from services.packages.rows import CoverSheet, PackageKind

FORMAT: Final = 2
_WHOLE_FORMAT: Final = 1  # older programs know nothing of packages of changes, and would merge one as if it were whole
_LARGEST: Final = 1 << 53  # what every reader of JSON takes
SENDER_BYTES: Final = 16


def as_json(cover: CoverSheet) -> bytes:
    """Write the sheet for programs."""
    content = {**_facts(cover), "seal": cover.seal.hex()}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def sealed(cover: CoverSheet, key: FileKey | None) -> CoverSheet:
    """Seal the sheet with the key of the ledger inside; without a key it has none."""
    return cover if key is None else replace(cover, seal=_seal(cover, key))


def seal_is_right(cover: CoverSheet, key: FileKey | None) -> bool:
    """Tell whether the sheet is the one that was packed, as far as a key can prove it."""
    if key is None or not cover.protected:
        return key is None and not cover.protected
    return hmac.compare_digest(cover.seal, _seal(cover, key))


def from_json(path: Path, content: bytes) -> CoverSheet:
    """Read a sheet; PackageNewerError or PackageDamagedError (with the package's path) where it is none of ours."""
    try:
        facts = json.loads(content)
        newer = facts["format"] > FORMAT
        cover = None if newer else _read(facts)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise PackageDamagedError(path) from error
    if cover is None:
        raise PackageNewerError(path)
    return cover


def as_text(cover: CoverSheet) -> str:
    """Write the sheet for people."""
    before = f"（上一个是第 {cover.predecessor} 号）" if cover.predecessor else "（第一个）"
    lines = [
        "学习台账交换包",
        "",
        f"来自：{cover.organization}",
        f"内容：{cover.kind.label}{f'（{cover.branch}）' if cover.branch else ''}",
        f"范围：{extent(cover)}",
        f"编号：第 {cover.number} 号{before}",
        f"时间：{cover.made_at:%Y-%m-%d %H:%M}",
        f"电脑：{cover.computer}",
        f"密码：{'有，打开时要输入' if cover.protected else '没有，任何人都能打开'}",
        "",
        "改动的记录：" if cover.changes_only else "记录：",
        *(f"  {table_label(table)}：{count} 条" for table, count in cover.rows.items()),
        "",
        f"大小：{cover.size} 字节",
        f"校验值（SHA-256）：{cover.sha256.hex()}",
        "",
        "请用学习台账的“合并”打开同名的交换包；本页不含个人信息。",
        "",
    ]
    return "\r\n".join(lines)


def extent(cover: CoverSheet) -> str:
    """Say whether all is in a package, or on what it builds."""
    if not cover.changes_only:
        return "全部内容，不依赖别的包"
    return f"只有{since_words(cover.since)}的修改，收的台账要有以前的内容"


def since_words(number: int) -> str:
    """Say after what the changes come that a package holds."""
    return f"第 {number} 号以后" if number else "以前交换之后"


def _facts(cover: CoverSheet) -> dict[str, Any]:
    changes = {"since": cover.since, "since_sha256": cover.since_sha256.hex()} if cover.changes_only else {}
    return {
        "format": FORMAT if cover.changes_only else _WHOLE_FORMAT,
        **changes,
        "kind": cover.kind.value,
        "organization": cover.organization,
        "branch": cover.branch,
        "computer": cover.computer,
        "made_at": cover.made_at.isoformat(timespec="seconds"),
        "sender": cover.sender.hex(),
        "number": cover.number,
        "predecessor": cover.predecessor,
        "schema": cover.schema,
        "protected": cover.protected,
        "rows": dict(cover.rows),
        "bytes": cover.size,
        "sha256": cover.sha256.hex(),
    }


def _read(facts: Mapping[str, Any]) -> CoverSheet:
    cover = CoverSheet(
        PackageKind(facts["kind"]),
        str(facts["organization"]),
        str(facts["branch"]),
        str(facts["computer"]),
        datetime.fromisoformat(facts["made_at"]),
        bytes.fromhex(facts["sender"]),
        int(facts["number"]),
        str(facts["schema"]),
        facts["protected"] is True,
        {str(table): int(count) for table, count in facts["rows"].items()},
        int(facts["bytes"]),
        bytes.fromhex(facts["sha256"]),
        bytes.fromhex(facts["seal"]),
        *_read_base(facts),
    )
    if not 1 <= cover.number < _LARGEST or cover.size < 1 or len(cover.sender) != SENDER_BYTES:
        raise ValueError(cover.number)
    if not 0 <= cover.since < cover.number:
        raise ValueError(cover.since)
    return cover


def _read_base(facts: Mapping[str, Any]) -> tuple[bool, int, bytes]:
    if facts["format"] == _WHOLE_FORMAT:
        return False, 0, b""
    if facts["format"] != FORMAT:
        raise ValueError(facts["format"])
    return True, int(facts["since"]), bytes.fromhex(facts["since_sha256"])


def _seal(cover: CoverSheet, key: FileKey) -> bytes:
    facts = json.dumps(_facts(cover), ensure_ascii=False, sort_keys=True).encode()
    return hmac.digest(key.key, facts, hashlib.sha256)
