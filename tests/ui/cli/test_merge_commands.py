"""`merge` and `conflicts`: told for people and for programs, whole folders in one go."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from tests.ui.cli.running import assert_one_sentence, run

PERSON = "22" * 16


def write(path: Path, *statements: str) -> None:
    """Work on a copy behind the command line's back."""
    database = Database(path)
    with database.transaction() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)
    database.close()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """One ledger with one person, on two PCs."""
    ours, theirs = tmp_path / "本机.db", tmp_path / "对方.db"
    assert run(tmp_path, "--db", ours, "new", "--name", "某某公司党委").status == 0
    write(
        ours,
        f"INSERT INTO people (id, name, category, born_on) VALUES (x'{PERSON}', '赵一', 'formal', '1980-01-01')",
    )
    shutil.copyfile(ours, theirs)
    return ours, theirs


def answer(tmp_path: Path, *words: str | Path) -> Any:
    result = run(tmp_path, *words, "--json")
    assert not result.err, result
    return json.loads(result.out)


def differ(pair: tuple[Path, Path]) -> None:
    write(pair[0], f"UPDATE people SET born_on = '1981-01-01' WHERE id = x'{PERSON}'")
    write(pair[1], f"UPDATE people SET born_on = '1982-01-01', phone = '1' WHERE id = x'{PERSON}'")


def test_both_values_are_told_until_one_is_chosen(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    differ(pair)
    merged = answer(tmp_path, "--db", ours, "merge", theirs)
    assert (merged["applied"], merged["records"]["changed"]) == (2, 1)
    (conflict,) = merged["conflicts"]
    told = {key: conflict[key] for key in ("table", "row", "field", "ours", "theirs", "kept")}
    assert told == {
        "table": "people",
        "row": PERSON,
        "field": "born_on",
        "ours": "1981-01-01",
        "theirs": "1982-01-01",
        "kept": "1982-01-01",
    }
    people = run(tmp_path, "--db", ours, "conflicts").out
    assert "人员“赵一" in people
    assert "1981年1月1日" in people
    assert answer(tmp_path, "--db", ours, "conflicts", "--choose", conflict["id"], "ours") == {"conflicts": []}
    assert answer(tmp_path, "--db", ours, "merge", theirs)["conflicts"] == []
    assert "没有待处理的冲突" in run(tmp_path, "--db", ours, "conflicts").out
    assert_one_sentence(run(tmp_path, "--db", ours, "conflicts", "--choose", conflict["id"], "ours"))


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    differ(pair)
    told = answer(tmp_path, "--db", ours, "merge", theirs, "--dry-run")
    assert (told["applied"], len(told["conflicts"]), told["dry_run"]) == (2, 1, True)
    assert answer(tmp_path, "--db", ours, "conflicts") == {"conflicts": []}
    assert answer(tmp_path, "--db", ours, "merge", theirs)["applied"] == 2
    again = answer(tmp_path, "--db", ours, "merge", theirs)
    assert (again["applied"], again["already"]) == (0, merged_entries(theirs))


def merged_entries(path: Path) -> int:
    database = Database(path)
    with database.reading() as connection:
        count = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM change_cells) + (SELECT count(*) FROM change_inserts)"
        ).scalar_one()
    database.close()
    return int(count)


def test_a_folder_is_merged_in_one_go_and_a_faulty_file_is_told(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    folder = tmp_path / "U盘"
    folder.mkdir()
    write(theirs, f"UPDATE people SET phone = '1' WHERE id = x'{PERSON}'")
    shutil.copyfile(theirs, folder / "乙.db")
    (folder / "甲.db").write_text("这不是数据库", encoding="utf-8")
    (folder / "说明.txt").write_text("", encoding="utf-8")
    result = run(tmp_path, "--db", ours, "merge", folder, "--json")
    assert result.status == 1
    good, bad = sorted(json.loads(result.out)["files"], key=lambda file: -file["applied"])
    assert (good["file"], good["applied"], good["refused"]) == ("乙.db", 1, None)
    assert (bad["file"], bad["applied"]) == ("甲.db", 0)
    assert bad["refused"].endswith("。")
    told = run(tmp_path, "--db", ours, "merge", folder, "--dry-run").out
    assert "甲.db：没有合并。" in told
    assert "乙.db：没有本台账还没有的内容。" in told


def test_undo_is_named_only_where_something_came(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    write(theirs, f"UPDATE people SET phone = '1' WHERE id = x'{PERSON}'")
    assert "undo" in run(tmp_path, "--db", ours, "merge", theirs).out
    assert "undo" not in run(tmp_path, "--db", ours, "merge", theirs).out


def test_an_empty_folder_and_the_ledger_itself_are_refused(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    (tmp_path / "空").mkdir()
    for other in (tmp_path / "空", pair[0], tmp_path / "没有.db"):
        assert_one_sentence(run(tmp_path, "--db", pair[0], "merge", other))


def test_many_deletions_are_asked_apart(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    ours, theirs = pair
    for name in range(30):
        write(ours, f"INSERT INTO people (id, name, category) VALUES (x'{name:032x}', '人{name}', 'formal')")
    shutil.copyfile(ours, theirs)
    write(theirs, "UPDATE people SET deleted = 1 WHERE name LIKE '人%'")
    assert_one_sentence(run(tmp_path, "--db", ours, "merge", theirs))
    merged = answer(tmp_path, "--db", ours, "merge", theirs, "--allow-deletions")
    assert merged["records"]["deleted"] == 30


def test_many_deletions_of_a_folder_are_agreed_to_file_by_file(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    ours = pair[0]
    for number in range(60):
        write(ours, f"INSERT INTO people (id, name, category) VALUES (x'{number:032x}', '人{number}', 'formal')")
    folder = tmp_path / "U盘"
    folder.mkdir()
    for place, name in enumerate(("甲.db", "乙.db")):
        shutil.copyfile(ours, folder / name)
        half = ", ".join(f"x'{number:032x}'" for number in range(place * 30, place * 30 + 30))
        write(folder / name, f"UPDATE people SET deleted = 1 WHERE id IN ({half})")
    told = run(tmp_path, "--db", ours, "merge", folder, "--dry-run").out
    assert "会删除 30 条记录，合并时要写上 --allow-deletions-of 甲.db" in told
    result = run(tmp_path, "--db", ours, "merge", folder, "--allow-deletions-of", "甲.db", "--json")
    assert result.status == 1
    files = {file["file"]: file for file in json.loads(result.out)["files"]}
    assert (files["甲.db"]["applied"], files["甲.db"]["asks_deletions"]) == (30, False)
    assert (files["乙.db"]["applied"], files["乙.db"]["asks_deletions"]) == (0, True)
    assert answer(tmp_path, "--db", ours, "merge", folder, "--allow-deletions")["records"]["deleted"] == 30


def test_a_side_that_is_neither_is_wrong_usage(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    assert run(tmp_path, "--db", pair[0], "conflicts", "--choose", "00", "both").status == 2
