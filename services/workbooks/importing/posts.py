"""Party posts as people write them: 书记, 组织委员, 支部副书记、宣传委员."""

import re
from dataclasses import dataclass
from typing import Final

from models.enums import Post
from services.workbooks import wording
from services.workbooks.importing.journal import RowRefusedError
from services.workbooks.reading import cells

_SEPARATORS: Final = re.compile(r"[、;；,，\n]")
_LEADING: Final = ("党委", "党总支", "总支", "党支部", "支部")
_WORDS: Final = {post.label: post for post in Post} | dict.fromkeys(("组长", "小组长", "党小组组长"), Post.GROUP_LEADER)
_MEMBER: Final = Post.COMMITTEE_MEMBER.label
_LONGEST_PORTFOLIO: Final = 6


@dataclass(frozen=True, slots=True)
class PostText:
    """A post, and of a committee member what he is in charge of."""

    post: Post
    portfolio: str = ""

    def write(self) -> str:
        """Write the post as it is read."""
        return self.portfolio + self.post.label


def parse_posts(text: str, column: str) -> tuple[PostText, ...]:
    """Read the posts of a cell; anything else is refused, never guessed."""
    found = dict.fromkeys(_parse(part, column) for part in _SEPARATORS.split(text) if cells.compact(part))
    return tuple(found)


def _parse(part: str, column: str) -> PostText:
    word = cells.compact(part)
    if word not in _WORDS:
        for leading in _LEADING:
            if word.startswith(leading) and word != leading:
                word = word.removeprefix(leading)
                break
    if word in _WORDS:
        return PostText(_WORDS[word])
    portfolio = word.removesuffix(_MEMBER)
    if word.endswith(_MEMBER) and 0 < len(portfolio) <= _LONGEST_PORTFOLIO and "会" not in portfolio:
        return PostText(Post.COMMITTEE_MEMBER, portfolio)
    raise RowRefusedError(column, part, wording.POST_UNKNOWN, wording.POST_REMEDY)
