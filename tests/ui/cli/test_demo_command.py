"""demo: the database, its documents, and figures that equal those of the documents' catalogue."""

from pathlib import Path

from tests.ui.cli.running import assert_one_sentence, run


def test_demo_makes_the_database_and_every_document(tmp_path: Path) -> None:
    folder = tmp_path / "demo-out"
    result = run(tmp_path, "demo", folder, "--asof", "2026-09-10", "--seed", "7")
    assert (result.status, result.err) == (0, "")
    assert (folder / "demo.db").exists()
    papers = sorted((folder / "documents").glob("*.pdf"))
    assert len(papers) >= 4
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)
    assert all(str(paper) in result.out for paper in papers)
    assert "用时" in result.out
    assert [path.name for path in folder.iterdir() if path.name not in {"demo.db", "documents"}] == []


def test_demo_leaves_a_file_alone_that_is_no_demo(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_bytes(b"dear")
    assert_one_sentence(run(tmp_path, "demo", tmp_path))
    assert (tmp_path / "demo.db").read_bytes() == b"dear"


def test_demo_in_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert_one_sentence(run(tmp_path, "demo", tmp_path / "file" / "below"))
