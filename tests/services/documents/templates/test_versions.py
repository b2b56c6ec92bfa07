"""Versions of templates in the file: kept, chosen, printed with, brought in from files; the default stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from models.document_templates import DocumentTemplate
from models.keys import Key
from services.clock import FixedClock
from services.documents.issuing.rows import IssueDraft
from services.documents.issuing.service import IssuingService
from services.documents.outline import Paper, Paragraph
from services.documents.pdf.fonts import FontBook
from services.documents.service import DocumentRequest, DocumentService
from services.documents.template_papers import Subject
from services.documents.templates.defaults import DEFAULT_NAME, default_template
from services.documents.templates.errors import (
    NoTemplateError,
    TemplateFileNoTextError,
    TemplateFileTooLargeError,
    TemplateFileUnreadableError,
    TemplateNameMissingError,
    TemplateNameTakenError,
    TemplateRefusedError,
    TemplateUnknownError,
)
from services.documents.templates.rows import TemplateRow
from services.documents.templates.service import TemplateService
from services.errors import AppError, FileMissingError, RecordMissingError
from services.history.steps import StepService
from tests.services.office import Office, key_of

MOMENT = datetime(2027, 1, 8, 9, tzinfo=UTC)
CLOCK = FixedClock(MOMENT)
KIND = "hours_notice"
SHORT = "标题：{{ 单位.名称 }}｜通报\n共有党员{{ 党员.总数 }}人。\n{{ 文字.补充 }}\n"
FAULTY = "甲\n{{ 党员.总术 }}\n"


@pytest.fixture
def templates(office: Office) -> TemplateService:
    return TemplateService(office.database, CLOCK)


@pytest.fixture
def documents(office: Office) -> DocumentService:
    return DocumentService(office.database, CLOCK, FontBook())


def rows(templates: TemplateService) -> list[TemplateRow]:
    return [row for row in templates.list() if row.kind == KIND]


def first_paragraph(documents: DocumentService, template: str = "") -> str:
    paper = documents.outline(DocumentRequest(KIND, 2026, template=template))
    assert isinstance(paper, Paper)
    return next("".join(run.text for run in block.runs) for block in paper.blocks if isinstance(block, Paragraph))


def added(templates: TemplateService, name: str = "简要", text: str = SHORT) -> Key:
    return key_of(templates.add(KIND, name, text))


def test_without_versions_the_default_is_there_and_chosen(templates: TemplateService) -> None:
    listed = templates.list()
    assert {row.kind for row in listed} == {kind.key for kind in templates.kinds()}
    assert all((row.key, row.name, row.chosen) == (None, DEFAULT_NAME, True) for row in listed)
    assert templates.text(KIND) == default_template(KIND)


def test_a_version_is_printed_with_once_it_is_chosen_or_named(
    templates: TemplateService, documents: DocumentService
) -> None:
    key = added(templates)
    assert first_paragraph(documents) != "共有党员0人。"
    assert first_paragraph(documents, "简要") == "共有党员0人。"
    templates.choose(KIND, key)
    assert first_paragraph(documents) == "共有党员0人。"
    assert first_paragraph(documents, DEFAULT_NAME) != "共有党员0人。"
    templates.choose(KIND, None)
    assert first_paragraph(documents) != "共有党员0人。"
    with pytest.raises(TemplateUnknownError):
        documents.outline(DocumentRequest(KIND, 2026, template="没有的"))
    with pytest.raises(NoTemplateError):
        documents.outline(DocumentRequest("roster", 2026, template="简要"))


def test_choosing_another_ends_the_choice_and_deleting_gives_the_default_back(templates: TemplateService) -> None:
    first, second = added(templates, "一"), added(templates, "二")
    templates.choose(KIND, first)
    templates.choose(KIND, second)
    assert [row.chosen for row in rows(templates)] == [False, False, True]
    templates.delete(second)
    assert [(row.name, row.chosen) for row in rows(templates)] == [(DEFAULT_NAME, True), ("一", False)]
    with pytest.raises(RecordMissingError):
        templates.delete(second)


def test_of_two_chosen_after_a_merge_the_one_chosen_last_counts(office: Office, templates: TemplateService) -> None:
    first, second = added(templates, "一"), added(templates, "一甲")
    later = TemplateService(office.database, FixedClock(MOMENT + timedelta(hours=1)))
    later.choose(KIND, first)
    first_chosen = [row for row in rows(templates) if row.chosen]
    with office.database.transaction() as session:
        session.execute(
            update(DocumentTemplate)
            .where(DocumentTemplate.id == second)
            .values(chosen_at=MOMENT.isoformat(timespec="milliseconds"), name="一")
        )
    assert [row.key for row in rows(templates) if row.chosen] == [row.key for row in first_chosen] == [first]
    assert [row.name for row in rows(templates)] == [DEFAULT_NAME, "一", "一（2）"]
    assert templates.find(KIND, "一（2）").key == second


def test_names_are_asked_for_and_taken_once(templates: TemplateService) -> None:
    key = added(templates)
    for name, refusal in (("", TemplateNameMissingError), ("长" * 41, TemplateNameMissingError)):
        with pytest.raises(refusal):
            templates.add(KIND, name, SHORT)
    for name in ("简要", " 简要 ", DEFAULT_NAME):
        with pytest.raises(TemplateNameTakenError):
            templates.add(KIND, name, SHORT)
    templates.add("duty_notice", "简要", SHORT)
    templates.rename(key, "简要")
    templates.rename(key, "简短")
    assert [row.name for row in rows(templates)] == [DEFAULT_NAME, "简短"]


def test_a_faulty_text_is_kept_but_not_printed_with(templates: TemplateService) -> None:
    key = added(templates, text=FAULTY)
    assert templates.check(KIND, FAULTY)[0].line == 2
    with pytest.raises(TemplateRefusedError):
        templates.choose(KIND, key)
    templates.change(key, SHORT)
    templates.choose(KIND, key)
    with pytest.raises(TemplateRefusedError):
        templates.change(key, FAULTY)
    assert templates.version(key) == SHORT


def test_a_change_of_the_programs_default_is_told(office: Office, templates: TemplateService) -> None:
    key = added(templates)
    assert not rows(templates)[1].outdated
    with office.database.transaction() as session:
        session.execute(update(DocumentTemplate).where(DocumentTemplate.id == key).values(based_on="0" * 64))
    assert rows(templates)[1].outdated


def test_work_on_templates_is_undone_like_any_other(office: Office, templates: TemplateService) -> None:
    key = added(templates)
    templates.choose(KIND, key)
    steps = StepService(office.database)
    steps.undo()
    assert [row.chosen for row in rows(templates)] == [True, False]
    steps.undo()
    assert len(rows(templates)) == 1


def test_issuing_keeps_the_text_of_the_template_used(
    office: Office, templates: TemplateService, documents: DocumentService
) -> None:
    templates.choose(KIND, added(templates))
    IssuingService(office.database, CLOCK, documents).issue(DocumentRequest(KIND, 2026), IssueDraft("1号"))
    with office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT template_text FROM issued_documents").scalar_one() == SHORT


def test_sections_of_the_officers_texts_are_those_of_the_chosen_template(
    templates: TemplateService, documents: DocumentService
) -> None:
    templates.choose(KIND, added(templates))
    assert [block.section for block in documents.texts.list(KIND, Subject(2026, 2026))] == ["补充"]
    documents.texts.write(KIND, Subject(2026, 2026), {"补充": "另有说明。"})
    assert "另有说明。" in str(documents.outline(DocumentRequest(KIND, 2026)))


def test_names_come_with_what_they_are_at_present(templates: TemplateService) -> None:
    names = {row.name: row for row in templates.names(KIND, Subject(2026, 2026))}
    assert (names["党员.总数"].value, names["党员.总数"].insertion) == ("0人", "{{ 党员.总数 }}")
    assert names["年度已结束"].value == "是"
    assert names["各支部"].value == "0条"
    for row in names.values():
        assert templates.check(KIND, row.insertion) == (), row


def test_a_file_goes_out_and_comes_in_again(templates: TemplateService, tmp_path: Path) -> None:
    path = tmp_path / "学时通报.txt"
    templates.write_out(KIND, "", path)
    key = key_of(templates.bring_in(KIND, path))
    assert templates.version(key) == default_template(KIND)
    assert rows(templates)[1].name == "学时通报"
    assert not rows(templates)[1].chosen


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"{{ ''.__class__ }}", TemplateRefusedError),
        ("{% for 甲 in 各支部 %}".encode() * 9000, TemplateRefusedError),
        (b"a" * 240_001, TemplateFileTooLargeError),
        ("甲" * 70_000, TemplateRefusedError),
        ("中心组".encode("gb18030"), TemplateFileNoTextError),
        ("中心组".encode("utf-16"), TemplateFileNoTextError),
        (b"PK\x03\x04\x00\x00", TemplateFileNoTextError),
        (b"%PDF-1.7\n\x93\x8c\x8b\x9e", TemplateFileNoTextError),
        (b"\x1b]0;title\x07", TemplateFileNoTextError),
    ],
)
def test_a_file_that_is_no_good_template_is_refused(
    templates: TemplateService, tmp_path: Path, content: bytes | str, refusal: type[AppError]
) -> None:
    path = tmp_path / "外来.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(refusal):
        templates.bring_in(KIND, path)
    assert len(rows(templates)) == 1


def test_a_place_that_is_no_file_is_refused(templates: TemplateService, tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        templates.bring_in(KIND, tmp_path / "没有.txt")
    with pytest.raises(TemplateFileUnreadableError):
        templates.bring_in(KIND, tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "管道.txt")
        with pytest.raises(TemplateFileUnreadableError):
            templates.bring_in(KIND, tmp_path / "管道.txt")
