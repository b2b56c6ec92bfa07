"""Which arguments open the window."""

from pathlib import Path

import pytest

from main import opens_window


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["台账.db"], True),
        (["D:/数据/台账.db"], True),
        (["demo"], False),
        (["--help"], False),
        (["demo", "demo-out"], False),
        (["--db", "台账.db", "check"], False),
    ],
)
def test_no_argument_or_one_file_opens_the_window(arguments: list[str], window: bool) -> None:  # noqa: FBT001 - a case
    assert opens_window(arguments) is window


def test_a_file_without_a_suffix_opens_too(tmp_path: Path) -> None:
    (tmp_path / "ledger").touch()

    assert opens_window([str(tmp_path / "ledger")])
