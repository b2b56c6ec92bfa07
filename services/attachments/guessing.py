"""What a file probably is, by words in its name: a preselection that the officer confirms, never a decision."""

from typing import Final

from models.enums import PaperKind

# The more telling word stands first: 发言照片 is a photo, 心得体会发言 a reflection, 签到表扫描件 a sheet.
_WORDS: Final = (
    (PaperKind.SIGN_IN_SHEET, ("签到", "签名表")),
    (PaperKind.PAY_SLIP, ("签领", "讲课费", "劳务费")),
    (PaperKind.RECEIPT, ("发票", "收据", "票据", "凭证")),
    (PaperKind.COST_LIST, ("费用明细", "明细", "清单", "预算表", "决算")),
    (PaperKind.APPROVED_PLAN, ("审批", "批复", "请示")),
    (PaperKind.CERTIFICATE, ("证书", "合格证", "结业证")),
    (PaperKind.EXAM_PAPER, ("试卷", "试题", "答卷")),
    (PaperKind.PHOTO, ("照片", "合影", "图片")),
    (PaperKind.REFLECTION, ("心得", "体会", "感悟")),
    (PaperKind.BRIEF, ("简报", "信息稿", "报道")),
    (PaperKind.OUTLINE, ("发言", "讲稿", "提纲", "课件", "讲义")),
    (PaperKind.SCHEME, ("方案", "议程")),
    (PaperKind.NOTICE, ("通知",)),
    (PaperKind.RECORD, ("记录", "纪要")),
)
_PICTURE_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".heic", ".tif", ".tiff")


def guess_paper(name: str) -> PaperKind:
    """Guess by the file's name; a picture without a telling name is a photo, anything else 其他."""
    for paper, words in _WORDS:
        if any(word in name for word in words):
            return paper
    return PaperKind.PHOTO if name.lower().endswith(_PICTURE_ENDINGS) else PaperKind.OTHER
