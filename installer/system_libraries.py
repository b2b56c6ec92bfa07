"""Which of the system libraries that Qt loads are missing on Linux, and the line that installs them."""

import ctypes
import os
import sys

from installer.notice import refuse

# Library -> Debian package. Offscreen needs the first table, a window on an X screen both.
_OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def require_system_libraries() -> None:
    """Return where Qt can start on its platform; name what is missing, with the remedy, and end otherwise."""
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wayland = platform.startswith("wayland") or (not platform and os.environ.get("WAYLAND_DISPLAY"))
    on_screen = not platform or platform.startswith("xcb")
    libraries = {**_OFFSCREEN, **_SCREEN} if on_screen and not wayland else _OFFSCREEN
    packages = [package for library, package in libraries.items() if not _loads(library)]
    if packages:
        line = "apt-get install -y " + " ".join(packages)
        refuse(
            f"系统缺少图形界面所需的库，请以管理员身份运行：{line}",
            f"System libraries of the window are missing, run as root: {line}",
        )
    if on_screen and not wayland and not os.environ.get("DISPLAY"):
        refuse(
            "没有可用的图形桌面，请在桌面环境中打开，或使用命令行（python main.py --help）。",
            "There is no screen to open a window on: start it in a desktop session, or use the command line (--help).",
        )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
