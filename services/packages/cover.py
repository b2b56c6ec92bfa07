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

FORMAT: Final = 1
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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
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
        f"编号：第 {cover.number} 号{before}",
        f"时间：{cover.made_at:%Y-%m-%d %H:%M}",
        f"电脑：{cover.computer}",
        f"密码：{'有，打开时要输入' if cover.protected else '没有，任何人都能打开'}",
        "",
        "记录：",
        *(f"  {table_label(table)}：{count} 条" for table, count in cover.rows.items()),
        "",
        f"大小：{cover.size} 字节",
        f"校验值（SHA-256）：{cover.sha256.hex()}",
        "",
        "请用学习台账的“合并”打开同名的交换包；本页不含个人信息。",
        "",
    ]
    return "\r\n".join(lines)


def _facts(cover: CoverSheet) -> dict[str, Any]:
    return {
        "format": FORMAT,
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
    )
    if cover.number < 1 or cover.size < 1 or len(cover.sender) != SENDER_BYTES:
        raise ValueError(cover.number)
    return cover


def _seal(cover: CoverSheet, key: FileKey) -> bytes:
    facts = json.dumps(_facts(cover), ensure_ascii=False, sort_keys=True).encode()
    return hmac.digest(key.key, facts, hashlib.sha256)
