"""Turn what pip wrote into one sentence with the remedy."""

from pathlib import Path
from typing import NoReturn

from installer.notice import refuse

# The first row with one of its signs in pip's output speaks.
_FAILURES = (
    (
        ("DO NOT MATCH THE HASHES",),
        "下载的组件与清单中的校验值不符，未予安装，请换一个软件源或网络后重试。",
        "A downloaded package does not match its hash in the lock and was not installed: try another index or network.",
    ),
    (
        ("No space left on device", "not enough space on the disk"),
        "磁盘空间不足，请清理出约 1 GB 后重试。",
        "The disk is full: free about 1 GB and start again.",
    ),
    (
        ("connection broken by", "ConnectionError", "Max retries exceeded", "Read timed out", "ProxyError", "SSLError"),
        "无法连接网络下载所需组件，请联网（或用 pip 设置软件源、代理）后重试。",
        "The packages cannot be downloaded: connect to the network (or set pip's index or proxy) and start again.",
    ),
    (
        ("No matching distribution found",),
        "软件源中没有适合本机系统和 Python 的组件，请改用 64 位的 Python 3.11 至 3.14，或换一个软件源。",
        "The index has no package for this system: use a 64-bit Python 3.11 to 3.14, or another index.",
    ),
)


def explain_pip_failure(log: Path) -> NoReturn:
    """Say why pip failed, by its log, and end with exit status 1."""
    text = log.read_text(encoding="utf-8", errors="replace")
    for signs, chinese, english in _FAILURES:
        if any(sign in text for sign in signs):
            refuse(chinese, english)
    refuse(
        f"安装所需组件失败，请查看 {log} 中的原因，处理后重试。",
        f"Installing the packages failed: see {log} for the reason, then start again.",
    )
