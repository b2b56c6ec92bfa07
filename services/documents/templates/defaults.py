"""The templates that come with the program, a text file a kind; an officer's own never change them."""

from services.resources import RESOURCES


def default_template(kind: str) -> str:
    """Read the default template of a kind of document."""
    return (RESOURCES / "templates" / f"{kind}.txt").read_text(encoding="utf-8")


def has_template(kind: str) -> bool:
    """Tell whether documents of a kind are made from a template."""
    return (RESOURCES / "templates" / f"{kind}.txt").is_file()
