"""The names that a template may use, as people choose them: what each says, what it is now, how it is written."""

from collections.abc import Mapping
from typing import Final

from services.documents.templates.rows import NameRow
from services.documents.templates.tree import Format
from services.documents.templates.values import Flag, Item, Number, Rows, Words
from services.documents.templates.vocabulary import OWN_TEXTS, Name, NameKind, Vocabulary

_LONGEST: Final = 60


def name_rows(names: Vocabulary, values: Mapping[str, Item]) -> tuple[NameRow, ...]:
    """List the names with their values; the officer's texts too, which a template may call what it likes."""
    own = (name for name in values if name.startswith(f"{OWN_TEXTS}.") and name not in names)
    rows = [
        NameRow(name, known.kind.value, known.label, written(name, known), said(values.get(name)))
        for name, known in names.items()
    ]
    rows += [
        NameRow(name, NameKind.TEXT.value, "自己写的文字", f"{{{{ {name} }}}}", said(values[name])) for name in own
    ]
    return tuple(rows)


def written(name: str, known: Name) -> str:
    """Give what a template writes for a name: a list with its rows' names, what is so or not as a condition."""
    if known.kind is NameKind.FLAG:
        return f"{{% if {name} %}}{{% endif %}}"
    if known.kind is NameKind.LIST:
        inside = "，".join(f"{{{{ 条目.{each} }}}}" for each, one in known.fields.items() if one.kind in _SAID)
        return f"{{% for 条目 in {name} %}}\n{inside}\n{{% endfor %}}"
    return f"{{{{ {name} }}}}"


_SAID: Final = frozenset({NameKind.NUMBER, NameKind.TEXT})


def said(item: Item | None) -> str:
    """Write a value for people, in one short line; empty where there is none."""
    match item:
        case Number() if item.value is not None:
            return item.piece((Format.WITH_UNIT,)).text
        case Words():
            text = " ".join(item.text.split())
            return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        case Flag():
            return "是" if item.value else "否"
        case Rows():
            return f"{len(item.rows)}条"
    return ""
