"""A tagged PDF's tree of structure: what the text of the pages is, in the order in which it is read."""

from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.pdfbase import pdfdoc

Place = tuple[tuple[str, int], ...]
"""The way to an element, from the document down: each step's type of the standard and a number among its kind."""

ARTIFACT: Final[Place] = (("Artifact", 0),)
"""What is not read: repeated headings, page numbers, lines."""

INSIDE_TABLE: Final = frozenset({"Caption", "TR"})
"""Types that stand in a table's element; their places begin there until the table has one."""

_ROOT = "structure"


@dataclass(slots=True)
class _Element:
    kind: str
    name: str
    parent: str
    kids: list[Any] = field(default_factory=list)
    children: "dict[tuple[str, int], _Element]" = field(default_factory=dict)


class StructureTree:
    """Collects the elements while pages are drawn, then goes into the file."""

    def __init__(self) -> None:
        self._elements: list[_Element] = []
        self._document = self._new("Document", _ROOT)
        self._marked: dict[int, list[str]] = {}

    def mark(self, page: int, place: Place) -> int:
        """Say that a stretch of a page (from 0) belongs there; gives its number on the page."""
        element = self._document
        for step in place:
            if step not in element.children:
                element.children[step] = self._new(step[0], element.name)
                element.kids.append(pdfdoc.PDFObjectReference(element.children[step].name))
            element = element.children[step]
        marked = self._marked.setdefault(page, [])
        kid = {"Type": "/MCR", "Pg": pdfdoc.PDFObjectReference(f"Page{page + 1}"), "MCID": len(marked)}
        element.kids.append(pdfdoc.PDFDictionary(kid))
        marked.append(element.name)
        return len(marked) - 1

    def add_to(self, document: Any) -> None:
        """Write the tree into reportlab's document."""
        for element in self._elements:
            facts = {
                "Type": "/StructElem",
                "S": f"/{element.kind}",
                "P": pdfdoc.PDFObjectReference(element.parent),
                "K": pdfdoc.PDFArray(element.kids),
            }
            document.Reference(pdfdoc.PDFDictionary(facts), element.name)
        numbers: list[Any] = []
        for page, names in self._marked.items():
            numbers += [page, pdfdoc.PDFArray([pdfdoc.PDFObjectReference(name) for name in names])]
        root = {
            "Type": "/StructTreeRoot",
            "K": pdfdoc.PDFObjectReference(self._document.name),
            "ParentTree": pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}),
            "ParentTreeNextKey": len(self._marked),
        }
        catalog = document.Catalog
        catalog.StructTreeRoot = document.Reference(pdfdoc.PDFDictionary(root), _ROOT)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _new(self, kind: str, parent: str) -> _Element:
        element = _Element(kind, f"{_ROOT}:{len(self._elements)}", parent)
        self._elements.append(element)
        return element


def marked(tree: StructureTree, page: int, place: Place, operators: bytes) -> bytes:
    """Enclose operators in the marks that tell what they show."""
    if not place or place == ARTIFACT:
        return b"/Artifact BMC\n%b\nEMC" % operators
    kind = place[-1][0].encode("ascii")
    return b"/%b <</MCID %d>> BDC\n%b\nEMC" % (kind, tree.mark(page, place), operators)
