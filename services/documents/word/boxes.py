"""Boxes of text at a fixed place of a Word page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from services.documents.word.elements import element

_EMU: Final = 36000  # a millimetre in Word's unit for drawings

_BOX = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}
<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="{direction}" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>
"""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, from its upper left corner, in millimetres."""

    left: float
    top: float
    width: float
    height: float


def text_box(
    name: str, number: int, box: Box, paragraphs: Sequence[BaseOxmlElement], *, turned: bool = False
) -> BaseOxmlElement:
    """Make a run with a box of these paragraphs, standing on its lower edge; in a turned one text runs downwards.

    Text keeps off an upright box. `number` tells the boxes of a part of the file apart.
    """
    made: BaseOxmlElement = parse_xml(
        _BOX.format(
            name=name,
            number=number,
            left=round(box.left * _EMU),
            top=round(box.top * _EMU),
            width=round(box.width * _EMU),
            height=round(box.height * _EMU),
            direction="vert" if turned else "horz",
            wrap="<wp:wrapNone/>" if turned else "<wp:wrapTopAndBottom/>",
        )
    )
    next(made.iter(qn("w:txbxContent"))).extend(paragraphs)
    return element("r", None, (made,))
