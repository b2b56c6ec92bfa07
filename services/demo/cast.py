"""Who plays: organisations and people of the made-up committee, as the generator knows them."""

from dataclasses import dataclass, field
from datetime import date

from models.enums import OrganizationKind, Post
from models.keys import Key


@dataclass(slots=True, eq=False)
class Unit:
    """An organisation; `zeal` is how reliably it does what it owes."""

    key: Key
    name: str
    kind: OrganizationKind
    code: str
    parent: "Unit | None" = None
    groups: list["Unit"] = field(default_factory=list)
    zeal: float = 0.97
    retired: bool = False  # a branch of pensioners
    executives: int = 0  # members of the committee above who belong to this branch
    spells: list["Spell"] = field(default_factory=list)
    posts: list["Holding"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Player:
    """A person; `diligence` is how often they come, `bound` the key as the driver takes it."""

    key: Key
    bound: bytearray
    name: str
    number: str
    born: date
    joined: date | None
    formal: date | None
    diligence: float
    target: date | None = None  # the day of becoming a development target
    exempt: bool = False
    executive: bool = False
    manager: bool = False
    away_since: date | None = None  # from then on never seen
    moved: bool = False  # came, left or changed branch in the years that are told

    def is_away(self, day: date) -> bool:
        """Tell whether the person is long away by that day."""
        return self.away_since is not None and day >= self.away_since


@dataclass(frozen=True, slots=True)
class Spell:
    """A person's time in a branch, to the day before `until`."""

    player: Player
    start: date
    until: date
    group: Unit | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A post held in an organisation, to the day before `until`."""

    player: Player
    post: Post
    portfolio: str
    start: date
    until: date


@dataclass(slots=True)
class Cast:
    """Everyone and everything there is; branches stand in the order of their keys."""

    top: Unit
    committees: list[Unit]
    branches: list[Unit]
    players: list[Player] = field(default_factory=list)


def members(branch: Unit, day: date) -> list[Player]:
    """List who belonged to a branch as a member on a day."""
    return [
        spell.player
        for spell in branch.spells
        if spell.start <= day < spell.until and spell.player.joined is not None and spell.player.joined <= day
    ]


def candidates(branch: Unit, day: date) -> list[Player]:
    """List the activists and development targets of a branch on a day."""
    return [
        spell.player
        for spell in branch.spells
        if spell.start <= day < spell.until and (spell.player.joined is None or spell.player.joined > day)
    ]


def development_targets(branch: Unit, day: date) -> list[Player]:
    """List the development targets of a branch on a day."""
    return [player for player in candidates(branch, day) if player.target is not None and player.target <= day]


def group_members(group: Unit, day: date) -> list[Player]:
    """List the members of a group on a day."""
    branch = group.parent
    if branch is None:
        return []
    own = {spell.player for spell in branch.spells if spell.group is group}
    return [player for player in members(branch, day) if player in own]


def holders(unit: Unit, day: date, *posts: Post) -> list[Player]:
    """List who held one of the posts in an organisation on a day and was not long away, in order of rank."""
    on_the_day = [held.player for held in unit.posts if held.post in posts and held.start <= day < held.until]
    return [player for player in on_the_day if not player.is_away(day)]


COMMITTEE_POSTS = (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMITTEE_MEMBER)
