"""Every figure has one Chinese name; every name that a kind promises has a value."""

from services.documents.templates.vocabulary import figure_names, figure_vocabulary, nearest
from services.figures.catalogue import CATALOGUE
from services.resources import load_json


def test_every_figure_of_the_catalogue_has_a_name_of_its_own() -> None:
    names = load_json("templates/figure_names.json")
    assert set(names) == set(CATALOGUE)
    assert len(set(names.values())) == len(names)
    assert all("." in name and "_" not in name for name in names.values())
    assert set(figure_names().values()) == set(CATALOGUE)


def test_a_misspelt_name_finds_the_one_that_was_meant() -> None:
    assert nearest("中心组.期次", figure_vocabulary()) == "中心组.期数"
    assert nearest("党课.覆盖率", figure_vocabulary()).endswith("覆盖率")
    assert not nearest("xyz", figure_vocabulary())
