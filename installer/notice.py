"""Say one plain sentence on standard error, in Chinese and in English.

Written in the syntax of Python 3.6: an old Python must get as far as being told so.
"""

import sys
from typing import NoReturn


def say(chinese: str, english: str) -> None:
    """Print the sentence in both languages; a console that has no Chinese characters gets the English line."""
    stream = sys.stderr
    if stream is None:  # a Windows program without a console
        return
    for line in (chinese, english):
        try:
            stream.write(line + "\n")
        except UnicodeEncodeError:
            continue
    stream.flush()


def refuse(chinese: str, english: str) -> NoReturn:
    """Say why nothing can be done and end with exit status 1."""
    say(chinese, english)
    raise SystemExit(1)
