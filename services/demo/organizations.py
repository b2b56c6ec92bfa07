"""The tree of the made-up company: committees, general branches, branches and their groups."""

from datetime import date
from typing import Final

from models.enums import OrganizationKind
from services.demo.cast import Cast, Unit
from services.demo.run import DemoRun

_EVERY_THIRD: Final = 3  # every third branch has no groups
_GROUPS: Final = 2
_TOP_EXECUTIVES: Final = 7
_EXECUTIVES: Final = 5
_MANY_BRANCHES: Final = 25  # above it branches carry the name of a branch company


def make_organizations(run: DemoRun) -> Cast:
    """Write the organisations and give the cast without its people."""
    texts = run.texts.organizations
    top = _unit(run, texts["committee"], OrganizationKind.COMMITTEE, "DW", None, note=texts["demo_note"])
    committees = [
        _unit(run, f"{texts['sub_companies'][i]}公司党委", OrganizationKind.COMMITTEE, f"W{i + 1:02d}", top)
        for i in range(run.scale.committees)
    ]
    parents = _parents(run, top, committees)
    branches = [_branch(run, index, top, parents) for index in range(run.scale.branches)]
    for committee in (top, *committees):
        home = next(branch for branch in branches if branch.parent is committee)
        home.executives = _TOP_EXECUTIVES if committee is top else _EXECUTIVES
    return Cast(top, committees, branches)


def _parents(run: DemoRun, top: Unit, committees: list[Unit]) -> list[Unit]:
    """Give whom the branches belong to in turn: the committees (or the top one) and the general branches below them."""
    names = run.texts.organizations["general_branches"]
    above = committees or [top]
    general = []
    for index in range(run.scale.general_branches):
        parent = above[index % len(above)]
        prefix = parent.name.removesuffix("公司党委") if committees else ""
        name = f"{prefix}{names[(index // len(above)) % len(names)]}党总支"
        general.append(_unit(run, name, OrganizationKind.GENERAL_BRANCH, f"Z{index + 1:02d}", parent))
    return [*above, *general]


def _branch(run: DemoRun, index: int, top: Unit, parents: list[Unit]) -> Unit:
    texts = run.texts.organizations
    chance = run.chance("branch", index)
    parent = parents[index % len(parents)] if index else top
    if run.scale.branches <= len(texts["small_branches"]):
        short = texts["small_branches"][index]
        parent = parents[-1] if "生产" in short or "设备" in short else parents[0]
    elif run.scale.branches <= 2 * _MANY_BRANCHES:
        short = _numbered(texts["branch_units"], index, "第二")
    elif index == 0:
        short = "总部机关"
    else:
        short = _company(parent) + _numbered(texts["branch_units"], index // len(parents), "新区")
    unit = _unit(run, f"{short}党支部", OrganizationKind.BRANCH, f"B{index + 1:03d}", parent)
    unit.retired = "离退休" in short
    unit.zeal = 0.87 if index % 7 == 5 else 0.94 + 0.05 * chance.random.random()  # noqa: PLR2004 - one in seven is slack
    if index % _EVERY_THIRD != 0:
        unit.groups = [
            _unit(run, name, OrganizationKind.GROUP, f"{unit.code}{number}", unit)
            for number, name in enumerate(texts["group_names"][:_GROUPS], 1)
        ]
    return unit


def _numbered(names: list[str], index: int, prefix: str) -> str:
    name = names[index % len(names)]
    return name if index < len(names) else f"{prefix}{name}"


def _company(parent: Unit) -> str:
    return parent.name.removesuffix("党总支").removesuffix("党委")


def _unit(  # noqa: PLR0913, PLR0917 - the columns of an organisation
    run: DemoRun, name: str, kind: OrganizationKind, code: str, parent: Unit | None, note: str = ""
) -> Unit:
    chance = run.chance("founding", code)
    founded = chance.day(run.first_year - chance.between(3, 12), chance.between(1, 12))
    years = 5 if kind is OrganizationKind.COMMITTEE else 3
    term_ends_on = None
    if kind is not OrganizationKind.GROUP:
        term_ends_on = date(run.as_of.year + chance.between(0, years - 1), chance.between(1, 12), chance.between(1, 28))
    key = run.writer.add(
        "organizations",
        name=name,
        kind=kind,
        parent_id=parent.key if parent else None,
        founded_on=founded,
        term_ends_on=term_ends_on,
        note=note,
    )
    return Unit(key, name, kind, code, parent)
