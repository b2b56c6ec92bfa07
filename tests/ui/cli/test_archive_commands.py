"""`archive` and `attach`: missing papers told, files taken in, all or nothing."""

import json
import shutil
from pathlib import Path

import pytest

from tests.services.attachments.files import pdf, picture, written
from tests.ui.cli.running import assert_one_sentence, run


@pytest.fixture
def ledger(tmp_path: Path, demo: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "台账.db"))


def test_the_archive_of_a_year_for_programs(tmp_path: Path, demo: Path) -> None:
    content = json.loads(run(tmp_path, "--db", demo, "archive", "--year", "2025", "--json").out)

    assert list(content) == ["year", "scope", "asked", "complete", "rate", "missing", "branches", "sessions"]
    folders = content["sessions"]
    lacking = [folder for folder in folders if folder["state"] == "incomplete"]
    assert content["complete"] == sum(folder["state"] == "complete" for folder in folders)
    assert 0.8 < content["rate"] < 1
    assert sum(content["missing"].values()) == sum(len(folder["missing"]) for folder in lacking)
    assert sum(branch["complete"] for branch in content["branches"]) == content["complete"]
    assert any(paper["files"] for folder in folders for paper in folder["papers"])


def test_the_archive_for_people_names_what_is_missing(tmp_path: Path, demo: Path) -> None:
    result = run(tmp_path, "--db", demo, "archive", "--year", "2025", "--scope", "研发中心党支部")

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("日期")
    assert "研发中心党支部 2025年：应归档" in result.out


def _session(tmp_path: Path, ledger: Path, number: str) -> dict[str, list[str]]:
    folders = json.loads(run(tmp_path, "--db", ledger, "archive", "--year", "2025", "--json").out)["sessions"]
    return next(folder for folder in folders if folder["number"] == number)


def test_an_attached_file_is_missing_no_more(tmp_path: Path, ledger: Path) -> None:
    folders = json.loads(run(tmp_path, "--db", ledger, "archive", "--year", "2025", "--json").out)["sessions"]
    lacking = next(folder for folder in folders if folder["missing"])
    number, paper = lacking["number"], lacking["missing"][0]
    scans = [written(tmp_path, "一.pdf", pdf()), written(tmp_path, "二.jpg", picture())]
    call = ("--db", ledger, "attach", *scans, "--session", number, "--paper", paper)

    first, again = run(tmp_path, *call), run(tmp_path, *call)

    assert (first.status, first.out) == (0, "已添加 2 个附件。\n")
    assert again.out == "已添加 0 个附件，另有 2 个原来就有。\n"
    assert paper not in _session(tmp_path, ledger, number)["missing"]


def test_papers_hang_on_people_and_may_be_kept_in_a_cabinet(tmp_path: Path, ledger: Path) -> None:
    certificate = written(tmp_path, "证书.png", picture(kind="PNG"))
    call = ("--db", ledger, "attach", "--member", "D00001", "--paper", "证书")

    assert run(tmp_path, *call, certificate).status == 0
    kept = run(tmp_path, *call, "--kept", "人事档案室")
    assert (kept.status, kept.out) == (0, "已登记：证书存放在人事档案室。\n")


def test_what_is_refused_is_told_in_one_sentence(tmp_path: Path, ledger: Path) -> None:
    program = written(tmp_path, "照片.jpg", b"MZ\x90\0" + bytes(80))
    call = ("--db", ledger, "attach", program, "--paper", "照片")

    refused = run(tmp_path, *call, "--member", "D00001")
    assert_one_sentence(refused)
    assert "照片.jpg" in refused.err
    for where in (("--session", "没有"), ("--expense", "没有"), ("--member", "")):
        assert_one_sentence(run(tmp_path, *call, *where))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("照片.jpg", "--paper", "照片"), "--session、--member 或 --expense"),
        (("照片.jpg", "--paper", "照片", "--session", "1", "--member", "2"), "--session、--member 或 --expense"),
        (("--paper", "照片", "--session", "1"), "--kept"),
        (("照片.jpg", "--paper", "相片", "--session", "1"), "没有“相片”这种材料"),
        (("照片.jpg", "--session", "1"), "缺少参数"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(tmp_path, "--db", tmp_path / "无.db", "attach", *arguments)

    assert result.status == 2
    assert said in result.err
