import io
from pathlib import Path

import pytest
from PIL import Image

from models.enums import PaperKind
from services.attachments import media
from services.attachments.errors import MacrosRefusedError, MediaRefusedError, PictureDamagedError, ProgramRefusedError
from services.attachments.guessing import guess_paper
from services.attachments.media import media_of
from services.attachments.names import safe_name
from services.attachments.thumbnails import SIDE, thumbnail
from services.errors import AppError
from tests.services.attachments.files import old_office, pdf, picture, zipped


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("合影.jpg", picture(), media.JPEG),
        ("无后缀", picture(kind="PNG"), media.PNG),
        ("扫描.pdf", picture(), media.JPEG),  # the content decides, not the name
        ("合影.exe", picture(), media.JPEG),
        ("扫描.tif", picture(kind="TIFF"), media.TIFF),
        ("图.bmp", picture(kind="BMP"), media.BMP),
        ("图.gif", picture(kind="GIF"), media.GIF),
        ("图.webp", picture(kind="WEBP"), media.WEBP),
        ("手机.heic", b"\0\0\0\x18ftypheic\0\0\0\0", media.HEIC),
        ("通知.pdf", pdf(), media.PDF),
        ("方案.docx", zipped("[Content_Types].xml", "word/document.xml"), media.DOCX),
        ("签到.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), media.XLSX),
        ("课件.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), media.PPTX),
        ("通知.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), media.OFD),
        ("方案.doc", old_office("WordDocument"), media.DOC),
        ("方案.wps", old_office("WordDocument"), media.DOC),
        ("签到.et", old_office("Workbook"), media.XLS),
        ("签到.xls", old_office("Book"), media.XLS),
        ("课件.ppt", old_office("PowerPoint Document"), media.PPT),
        ("记录.txt", "学习记录".encode(), media.TEXT),
        ("记录.txt", "学习记录".encode("gb18030"), media.TEXT),
        ("记录.txt", "学习记录".encode("utf-16"), media.TEXT),
    ],
)
def test_what_a_file_is_is_told_by_its_content(name: str, content: bytes, expected: media.Media) -> None:
    assert media_of(Path(name), content) == expected


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("程序.exe", b"MZ\x90\0" + bytes(60), ProgramRefusedError),
        ("照片.jpg", b"MZ\x90\0" + bytes(60), ProgramRefusedError),
        ("照片.jpg", b"\x7fELF\x02", ProgramRefusedError),
        ("记录.txt", b"#!/bin/sh\nrm -r ~\n", ProgramRefusedError),
        ("清理.bat", b"@echo off\r\n", ProgramRefusedError),
        ("网页.html", b"<html><script></script></html>", ProgramRefusedError),
        ("快捷方式.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", ProgramRefusedError),
        ("方案.docm", zipped("word/document.xml", "word/vbaProject.bin"), MacrosRefusedError),
        ("签到.xls", old_office("Workbook", "_VBA_PROJECT"), MacrosRefusedError),
        ("安装.msi", old_office("SummaryInformation"), ProgramRefusedError),
        ("安装.doc", old_office("SummaryInformation"), MediaRefusedError),
        ("通讯录.doc", old_office("AddressBook"), MediaRefusedError),
        ("压缩.zip", zipped("a.txt"), MediaRefusedError),
        ("坏.docx", b"PK\x03\x04 cut", MediaRefusedError),
        ("录音.mp3", b"ID3\x04\0\0", MediaRefusedError),
        ("录像.mp4", b"\0\0\0\x18ftypmp42\0\0", MediaRefusedError),
        ("数据.txt", b"\x00\x01\x02", MediaRefusedError),
        ("数据.csv", "姓名,学时".encode(), MediaRefusedError),
        ("谁知道", b"abc", MediaRefusedError),
    ],
)
def test_what_could_run_and_what_is_no_paper_is_refused(name: str, content: bytes, refusal: type[AppError]) -> None:
    with pytest.raises(refusal) as refused:
        media_of(Path(name), content)
    assert refused.value.path == Path(name)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "ending", "expected"),
    [
        ("签到表.jpg", media.JPEG, "签到表.jpg"),
        ("签到表.JPEG", media.JPEG, "签到表.JPEG"),
        ("../../etc/passwd", media.TEXT, "passwd.txt"),
        ("C:\\Windows\\system32\\cmd.exe", media.PNG, "cmd.exe.png"),
        ("nul", media.PDF, "_nul.pdf"),
        ("COM1.pdf", media.PDF, "_COM1.pdf"),
        ("com¹.x.pdf", media.PDF, "_com¹.x.pdf"),
        ("通知. . .", media.PDF, "通知.pdf"),
        ("...", media.PDF, "附件.pdf"),
        ("", media.PDF, "附件.pdf"),
        (".pdf", media.PDF, "附件.pdf"),
        ('问?题*"<>|:.pdf', media.PDF, "问_题______.pdf"),
        ("合影\u202egpj.exe", media.JPEG, "合影gpj.exe.jpg"),
        ("换\n行\0零.pdf", media.PDF, "换行零.pdf"),
        ("一 二.pdf", media.PDF, "一 二.pdf"),
    ],
)
def test_hostile_names_become_plain_ones(name: str, ending: media.Media, expected: str) -> None:
    assert safe_name(name, ending.endings) == expected


def test_a_long_name_is_cut_to_what_file_systems_take() -> None:
    name = safe_name("学" * 300 + ".pdf", media.PDF.endings)

    assert name.endswith("学.pdf")
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("3月主题党日签到表.jpg", PaperKind.SIGN_IN_SHEET),
        ("关于召开支部党员大会的通知.docx", PaperKind.NOTICE),
        ("读书班实施方案.doc", PaperKind.SCHEME),
        ("会议记录.pdf", PaperKind.RECORD),
        ("党委会纪要.pdf", PaperKind.RECORD),
        ("张三发言.docx", PaperKind.OUTLINE),
        ("党课讲稿.docx", PaperKind.OUTLINE),
        ("李四学习心得.docx", PaperKind.REFLECTION),
        ("第3期简报.pdf", PaperKind.BRIEF),
        ("发票.pdf", PaperKind.RECEIPT),
        ("收据.jpg", PaperKind.RECEIPT),
        ("IMG_0012.JPG", PaperKind.PHOTO),
        ("发言照片.png", PaperKind.PHOTO),
        ("附件1.docx", PaperKind.OTHER),
    ],
)
def test_the_name_lets_guess_the_paper(name: str, paper: PaperKind) -> None:
    assert guess_paper(name) is paper


def _opened(content: bytes | None) -> Image.Image:
    assert content is not None
    shown = Image.open(io.BytesIO(content))
    assert shown.format == "JPEG"
    return shown


def test_a_thumbnail_is_small_and_keeps_the_shape() -> None:
    content = picture(4000, 1000)

    assert _opened(thumbnail(Path("宽.jpg"), content, media.JPEG)).size == (SIDE, SIDE // 4)


def test_a_picture_of_a_phone_held_upright_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6

    small = _opened(thumbnail(Path("竖.jpg"), picture(800, 400, exif=turned), media.JPEG))

    assert small.size == (SIDE // 2, SIDE)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "I;16", "1", "CMYK"])
def test_pictures_of_every_depth_have_a_thumbnail(mode: str) -> None:
    written = io.BytesIO()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    Image.new(mode, (300, 300)).save(written, kind)

    assert _opened(thumbnail(Path("图"), written.getvalue(), media.TIFF if mode == "CMYK" else media.PNG)).mode == "RGB"


def test_the_first_page_of_a_pdf_is_its_thumbnail() -> None:
    assert max(_opened(thumbnail(Path("通知.pdf"), pdf(), media.PDF)).size) == SIDE


def test_a_damaged_pdf_has_no_thumbnail() -> None:
    assert thumbnail(Path("通知.pdf"), b"%PDF-1.7 cut", media.PDF) is None


def test_a_picture_that_would_swell_up_is_not_decoded() -> None:
    bomb = bytearray(picture(8, 8, "BMP"))
    bomb[18:26] = (60_000).to_bytes(4, "little") * 2

    assert thumbnail(Path("图.bmp"), bytes(bomb), media.BMP) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused(kind: str) -> None:
    content = picture(900, 900, kind)
    half = content[: len(content) // 2]

    with pytest.raises(PictureDamagedError):
        thumbnail(Path("半张"), half, media_of(Path("半张"), half))
