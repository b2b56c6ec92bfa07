"""The help: every page is there, has a title, and opens from the menu."""

import re

import pytest
from pytestqt.qtbot import QtBot

from services.resources import load_json
from ui.window.dialogs.help import FOLDER, HelpDialog

TOPICS = load_json("help/topics.json")


def test_topics_and_files_agree() -> None:
    assert sorted(topic["file"] for topic in TOPICS) == sorted(path.name for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["file"])
def test_a_page_is_chinese_and_begins_with_its_title(topic: dict[str, str]) -> None:
    text = (FOLDER / topic["file"]).read_text(encoding="utf-8")
    assert text.startswith(f"# {topic['title']}\n")
    assert len(re.findall(r"[一-鿿]", text)) > 50


def test_choosing_a_topic_shows_its_page(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    for row, topic in enumerate(TOPICS):
        dialog.topics.setCurrentRow(row)
        assert dialog.topics.currentItem().text() == topic["title"]
        assert dialog.page.toPlainText().startswith(topic["title"])
