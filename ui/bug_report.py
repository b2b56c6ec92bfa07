"""What is written of a bug: where it struck, never what it said, for messages may quote a person's data."""

from pathlib import Path


def describe(error: BaseException) -> str:
    """Tell where a bug struck: class names and code lines, of what caused it too."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__name__)
        frame = current.__traceback__
        while frame is not None:
            code = frame.tb_frame.f_code
            lines.append(f"  {Path(code.co_filename).name}:{frame.tb_lineno} {code.co_name}")
            frame = frame.tb_next
        current = current.__cause__ or current.__context__
    return "\n".join(lines)
