"""What the window says of a ledger on a stick."""

from pathlib import Path

from services.errors import AppError, HeldError
from services.stick.errors import LedgerGoneError
from services.stick.rows import Begun, StickState
from services.stick.working_copy import WorkingCopy
from ui.error_texts import sentence
from ui.window.look import Tone

BEGINNINGS = {
    Begun.TAKEN: "",
    Begun.CONTINUED: "上次有没存回U盘的内容，已经接上，保存（Ctrl+Shift+S）或关闭时存回。",
    Begun.APART: "本机有没存回的内容，U盘上也有别处新写的内容：保存（Ctrl+Shift+S）时先合并，两边都不会丢。",
    Begun.WITHOUT_STICK: "U盘不在，打开的是本机保留的内容，插回U盘后自动存回。",
}


def opening_words(copy: WorkingCopy) -> tuple[str, Tone]:
    """Say how things stood at the opening; empty where all is as it should be."""
    words = BEGINNINGS[copy.begun]
    if copy.passed_over:
        names = "、".join(path.name for path in copy.passed_over)
        words += f"U盘上的 {names} 不完整，已改用较早的一份。"
    if copy.set_aside is not None:
        words += f"本机原来的副本用的是别的密码，已另存为 {copy.set_aside}，其中没存回的内容可以用“合并”并入。"
    return words, Tone.WAITING


def state_words(state: StickState) -> str:
    """Say in the status bar where the ledger is, and when it was last handed back."""
    where = "U盘工作副本" if state.is_there else "U盘已拔出，内容在本机"
    if state.refusal is not None:
        where = "U盘正被别人使用，内容在本机" if isinstance(state.refusal, HeldError) else sentence(state.refusal)
    last = f"上次存回 {state.handed_back}" if state.handed_back else "还没有存回过"
    return f"{where} · {last}{' · 有新的修改' if state.has_news else ''}"


def moved_words(path: Path) -> str:
    """Say that the stick was found in another place."""
    return f"U盘现在在 {path.parent}，已经找到，接着用这里的 {path.name}。"


def kept_words(error: AppError, *, straight: bool = False) -> str:
    """Say why the stick was not written, and that nothing is lost."""
    if straight:
        gone = isinstance(error, LedgerGoneError)
        return f"{'U盘已拔出，' if gone else sentence(error)}这次关闭没有在本机留备份；保存过的内容都在U盘上。"
    return f"{sentence(error)}没有存回的修改都保存在本机，下次打开这个台账时接着存回。"


def quitting_words(*, straight: bool, waits: bool) -> str:
    """Say, when the program is left and the stick cannot be reached, where the work is and what can be done."""
    if straight:
        kept = "保存过的内容都在U盘上，没有丢失；现在退出，只是这一次不在本机留备份。"
    else:
        kept = "修改都保存在本机，没有丢失；现在退出，下次打开这个台账时接着存回U盘。"
    return f"{kept}{'插回U盘后会自动继续并退出。' if waits else ''}"
