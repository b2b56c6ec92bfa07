"""Packages that were damaged, or made by somebody who means harm: one sentence, and nothing is changed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.errors import AppError, FileMissingError, NotALedgerError
from services.packages.errors import PackageDamagedError, PackageNewerError, PackageTamperedError
from tests.services.packages.senders import copied, members_of, merge, new_ledger, pack, repacked, write
from ui.error_texts import sentence

PASSWORD = "一二三四五六"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packages")


@pytest.fixture(scope="module")
def receiver(folder: Path) -> Path:
    return new_ledger(folder / "党委.db")


@pytest.fixture(scope="module")
def package(receiver: Path, folder: Path) -> Path:
    sender = copied(receiver, folder / "支部.db")
    write(sender, "UPDATE organizations SET note = '改过'")
    return pack(sender, folder / "good.slpack").path


@pytest.fixture(scope="module")
def protected(receiver: Path, folder: Path) -> Path:
    sender = copied(receiver, folder / "支部二.db")
    write(sender, "UPDATE organizations SET note = '改过'")
    return pack(sender, folder / "locked.slpack", PASSWORD).path


def refused(receiver: Path, spoiled: Path, password: str = "") -> AppError:
    """Expect a refusal in one sentence that leaves the ledger as it is, byte for byte."""
    before = receiver.read_bytes()
    with pytest.raises(AppError) as caught:
        merge(receiver, spoiled, password)
    assert receiver.read_bytes() == before
    assert sentence(caught.value).count("。") == 1
    return caught.value


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_any_flipped_byte_is_seen(receiver: Path, package: Path, tmp_path: Path, place: float, flip: int) -> None:
    content = bytearray(package.read_bytes())
    content[int(place * len(content))] ^= flip
    spoiled = tmp_path / "spoiled.slpack"
    spoiled.write_bytes(content)
    assert isinstance(refused(receiver, spoiled), PackageDamagedError)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True))
def test_any_missing_end_is_seen(receiver: Path, package: Path, tmp_path: Path, share: float) -> None:
    content = package.read_bytes()
    spoiled = tmp_path / "spoiled.slpack"
    spoiled.write_bytes(content[: int(share * len(content))])
    assert isinstance(refused(receiver, spoiled), PackageDamagedError | NotALedgerError)


def with_member(name: str) -> Callable[[list[tuple[str, bytes]]], bytes]:
    return lambda members: repacked([*members, (name, b"harm")])


def renamed(name: str) -> Callable[[list[tuple[str, bytes]]], bytes]:
    return lambda members: repacked([*members[:2], (name, members[2][1])])


def with_cover(old: bytes, new: bytes) -> Callable[[list[tuple[str, bytes]]], bytes]:
    return lambda members: repacked([(members[0][0], members[0][1].replace(old, new)), *members[1:]])


HOSTILE = {
    "outside": with_member("../../outside.txt"),
    "absolute": with_member("/tmp/outside.txt"),  # noqa: S108 - a hostile name
    "drive": with_member("C:\\outside.txt"),
    "ledger renamed": renamed("../ledger.db"),
    "one too many": with_member("program.exe"),
    "none": lambda _: repacked([]),
    "only the cover": lambda members: repacked(members[:1]),
    "packed tight": lambda members: repacked(members, zipfile.ZIP_DEFLATED),
    "bomb": lambda members: repacked([*members[:2], ("ledger.db", bytes(50_000_000))], zipfile.ZIP_DEFLATED),
    "huge cover": lambda members: repacked([("cover.json", b" " * 100_000 + members[0][1]), *members[1:]]),
    "no JSON": lambda members: repacked([("cover.json", b"{"), *members[1:]]),
    "deep JSON": lambda members: repacked([("cover.json", b"[" * 60_000), *members[1:]]),
    "other text": lambda members: repacked([members[0], ("cover.txt", b"trust me"), members[2]]),
    "other size": with_cover(b'"bytes": ', b'"bytes": 1'),
    "another kind": with_cover(b'"whole"', b'"half"'),
}


@pytest.mark.parametrize("spoil", HOSTILE.values(), ids=HOSTILE)
def test_what_no_package_holds_is_refused(
    receiver: Path, package: Path, tmp_path: Path, spoil: Callable[[list[tuple[str, bytes]]], bytes]
) -> None:
    spoiled = tmp_path / "inner" / "spoiled.slpack"
    spoiled.parent.mkdir()
    spoiled.write_bytes(spoil(members_of(package)))
    assert isinstance(refused(receiver, spoiled), PackageDamagedError)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inner", "spoiled.slpack"]


def test_another_ledger_inside_does_not_agree_with_the_cover(receiver: Path, package: Path, tmp_path: Path) -> None:
    members = members_of(package)
    ledger = bytearray(members[2][1])
    ledger[-1] ^= 1
    spoiled = tmp_path / "spoiled.slpack"
    spoiled.write_bytes(repacked([*members[:2], (members[2][0], bytes(ledger))]))
    assert isinstance(refused(receiver, spoiled), PackageDamagedError)


def test_a_package_of_a_newer_program_says_so(receiver: Path, package: Path, tmp_path: Path) -> None:
    spoiled = tmp_path / "spoiled.slpack"
    spoiled.write_bytes(with_cover(b'"format": 1', b'"format": 3')(members_of(package)))
    assert isinstance(refused(receiver, spoiled), PackageNewerError)


def test_a_cover_that_was_rewritten_without_the_password_is_seen(
    receiver: Path, protected: Path, tmp_path: Path
) -> None:
    (cover, sheet), (text, words), ledger = members_of(protected)
    spoiled = tmp_path / "spoiled.slpack"
    forged = repacked(
        [
            (cover, sheet.replace("某某公司党委".encode(), "别的公司党委".encode())),
            (text, words.replace("某某公司党委".encode(), "别的公司党委".encode())),
            ledger,
        ]
    )
    spoiled.write_bytes(forged)
    assert isinstance(refused(receiver, spoiled, PASSWORD), PackageTamperedError)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no package", b"SLPACK1:" + b"0" * 64, bytes(4096)])
def test_what_is_no_package_is_refused(receiver: Path, tmp_path: Path, content: bytes) -> None:
    spoiled = tmp_path / "spoiled.slpack"
    spoiled.write_bytes(content)
    assert isinstance(refused(receiver, spoiled), PackageDamagedError | NotALedgerError)


def test_a_package_that_is_not_there_is_told(receiver: Path, tmp_path: Path) -> None:
    assert isinstance(refused(receiver, tmp_path / "none.slpack"), FileMissingError)
