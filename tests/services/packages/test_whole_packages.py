"""A whole package for the stick: what it holds, what its cover says, what its number tells whoever merges it."""

from contextlib import closing
from pathlib import Path

import pytest

from models import driver
from models.file_key import looks_protected
from services.errors import PasswordNeededError, WrongPasswordError
from services.packages.container import open_package
from services.packages.service import PackageService
from services.protection.errors import PasswordTooShortError
from services.protection.service import ProtectionService
from tests.services.packages.senders import CLOCK, copied, files_of, merge, new_ledger, pack, write

PERSON = "INSERT INTO people (id, name, identity_number, category) VALUES (randomblob(16), '{}', '{}', 'formal')"


@pytest.fixture
def sender(tmp_path: Path) -> Path:
    return new_ledger(tmp_path / "党委.db")


@pytest.fixture
def receiver(sender: Path, tmp_path: Path) -> Path:
    return copied(sender, tmp_path / "支部.db")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def names(path: Path) -> list[str]:
    with closing(driver.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM people WHERE deleted = 0 ORDER BY name")]


def test_what_was_written_here_arrives_there(sender: Path, receiver: Path, stick: Path) -> None:
    write(sender, PERSON.format("赵一", "110101198001010013"))
    packed = pack(sender, stick)
    assert packed.path.parent == stick
    assert packed.path.name.startswith("某某公司党委-")
    assert packed.path.name.endswith(".000001.slpack")
    assert merge(receiver, packed.path, only_look=True).applied == 1
    assert names(receiver) == []
    report = merge(receiver, packed.path)
    assert report.applied == 1
    assert names(receiver) == ["赵一"]


def test_the_cover_sheet_tells_what_is_inside_but_nothing_of_people(sender: Path, stick: Path) -> None:
    write(sender, PERSON.format("赵一", "110101198001010013"))
    pack(sender, stick)
    packed = pack(sender, stick)
    text = packed.cover_path.read_text("utf-8-sig")
    for said in ("某某公司党委", "第 2 号", "上一个是第 1 号", "2026-03-05", "人员：1 条", "党组织：1 条", "党委"):
        assert said in text
    assert packed.cover.sha256.hex() in text
    for kept_back in ("赵一", "110101198001010013", "officer"):
        assert kept_back not in text
        assert kept_back.encode() not in packed.path.read_bytes()[:2000]
    assert open_package(packed.path).cover == packed.cover


def test_numbers_tell_what_is_missing_stale_or_known(sender: Path, receiver: Path, stick: Path) -> None:
    packages = []
    for place in range(4):
        write(sender, PERSON.format(f"人{place}", ""))
        packages.append(copied(pack(sender, stick).path, stick.parent / f"{place}.slpack"))
    first, second, third, fourth = packages
    notices = [merge(receiver, path).package for path in (first, fourth, second, fourth)]
    assert [(notice.missing, notice.newest) for notice in notices if notice] == [
        ((), None),
        ((2, 3), None),
        ((), 4),
        ((), 4),
    ]
    assert names(receiver) == ["人0", "人1", "人2", "人3"]
    assert merge(receiver, third, only_look=True).applied == 0


def test_the_last_three_stay_and_nobody_elses_go(sender: Path, receiver: Path, stick: Path) -> None:
    other = pack(receiver, stick)
    (stick / "别的.txt").write_text("别的")
    for _ in range(5):
        pack(sender, stick)
    left = sorted(path.name.partition(".")[2] for path in stick.iterdir() if path.name.startswith("某某公司党委"))
    assert left == sorted(f"00000{number}.slpack{ending}" for number in (1, 3, 4, 5) for ending in ("", ".txt"))
    assert other.path.exists()
    assert (stick / "别的.txt").exists()


def test_a_copy_of_the_file_begins_numbers_of_its_own(sender: Path, tmp_path: Path, stick: Path) -> None:
    first = pack(sender, stick)
    copy = copied(sender, tmp_path / "再拷.db")
    second = pack(copy, stick)
    assert second.cover.number == 1
    assert second.cover.sender != first.cover.sender


def test_a_package_goes_where_it_is_sent(sender: Path, tmp_path: Path) -> None:
    target = tmp_path / "给支部.slpack"
    assert pack(sender, target).path == target
    assert open_package(target).cover.number == 1


def test_a_password_keeps_everyone_else_out(sender: Path, receiver: Path, stick: Path) -> None:
    write(sender, PERSON.format("赵一", ""))
    with pytest.raises(PasswordTooShortError):
        pack(sender, stick, "12345")
    packed = pack(sender, stick, "一二三四五六")
    assert packed.cover.protected
    assert "赵一".encode() not in packed.path.read_bytes()
    with pytest.raises(PasswordNeededError):
        merge(receiver, packed.path)
    with pytest.raises(WrongPasswordError):
        merge(receiver, packed.path, "六五四三二一")
    assert merge(receiver, packed.path, "一二三四五六").applied == 1


def test_a_protected_ledger_is_never_packed_in_clear(sender: Path, receiver: Path, stick: Path) -> None:
    write(sender, PERSON.format("赵一", ""))
    ProtectionService(files_of(sender)).set_password(sender, "台账自己的密码")
    assert looks_protected(sender)

    files = files_of(sender, "台账自己的密码")
    with closing(files.open_for_reading(sender)) as database:
        packed = PackageService(database, CLOCK, files).pack(stick)
    assert packed.cover.protected
    assert merge(receiver, packed.path, "台账自己的密码").applied == 1
