"""What is written of a bug or refusal carries nobody's data."""

from services.errors import DuplicateError
from ui.bug_report import describe

NUMBER = "110101199001011234"


def fail() -> None:
    try:
        int(f"{NUMBER}张三")
    except ValueError as error:
        raise DuplicateError("人员", "身份证号", NUMBER) from error


def test_a_report_names_classes_and_lines_but_no_message() -> None:
    try:
        fail()
    except DuplicateError as error:
        told = describe(error)
    assert told.splitlines()[0] == "DuplicateError"
    assert "ValueError" in told
    assert "test_bug_report.py" in told
    assert NUMBER not in told
    assert "张三" not in told


def test_a_refusal_printed_by_chance_names_its_class_alone() -> None:
    assert str(DuplicateError("人员", "身份证号", NUMBER)) == "DuplicateError"
