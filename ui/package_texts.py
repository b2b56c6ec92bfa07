"""What is said of a package that is merged: from whom, which number, what is missing before it."""

from services.packages.rows import PackageNotice


def about_package(notice: PackageNotice) -> str:
    """Say from whom a package is and what its number tells."""
    cover = notice.cover
    computer = f"（电脑 {cover.computer}）" if cover.computer else ""
    said = f"来自{cover.organization}{computer}，第 {cover.number} 号，{cover.made_at:%Y-%m-%d %H:%M} 打包"
    if notice.missing:
        numbers = "、".join(str(number) for number in notice.missing)
        return f"{said}；没有收到第 {numbers} 号，其中的内容这一号里都有。"
    if notice.newest == cover.number:
        return f"{said}；这一号已经合并过。"
    if notice.newest is not None:
        return f"{said}；比已经合并过的第 {notice.newest} 号旧。"
    return f"{said}。"
