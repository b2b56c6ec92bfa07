"""Which drives count as removable: by the system's own tables, here made up."""

from pathlib import Path

import pytest

from services.stick.drives import is_removable, is_removable_mount

MOUNTS = """22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 8:17 / /media/me/STICK rw - vfat /dev/sdb1 rw
31 22 8:33 / /media/me/USB\\040DISK rw - ntfs3 /dev/sdc1 rw
32 22 0:45 / /media/me/CAMERA rw - fuseblk {source} rw
33 22 0:46 / /proc rw - proc proc rw
"""


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    folder = tmp_path / "dev"
    folder.mkdir()
    for number, place, removable in (
        ("8:1", "pci0000/ata1/block/sda/sda1", "0"),
        ("8:17", "pci0000/mmc/block/sdb/sdb1", "1"),
        ("8:33", "pci0000/usb2/block/sdc/sdc1", "0"),
    ):
        device = tmp_path / "sys" / place
        device.mkdir(parents=True)
        (device.parent / "removable").write_text(f"{removable}\n")
        (folder / number).symlink_to(device)
    return folder


@pytest.mark.parametrize(
    ("path", "removable"),
    [
        ("/home/me/台账.db", False),
        ("/media/me/STICK/党委/台账.db", True),
        ("/media/me/USB DISK/台账.db", True),
        ("/media/me/CAMERA/台账.db", False),
        ("/media/me/STICKS/台账.db", False),
        ("/proc/台账.db", False),
    ],
)
def test_the_longest_mount_decides(devices: Path, path: str, removable: bool) -> None:  # noqa: FBT001 - a case
    mounts = MOUNTS.format(source="/dev/no such device")
    assert is_removable_mount(Path(path), mounts, devices) is removable


def test_what_is_not_known_counts_as_fixed(tmp_path: Path) -> None:
    assert not is_removable_mount(tmp_path, "", tmp_path)
    assert not is_removable(tmp_path / "台账.db")
