"""Proposals for next year's plan: this year's items moved on, what rules demand, what is to be mended or was asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.enums import PeriodKind, PlanKind, PlanLevel, SessionKind
from models.keys import Key
from services.duties.rows import DutyRow
from services.follow_up.deadlines import deadline_day
from services.needs.rows import MOST_ASKED, AskedSubject
from services.organizations.tree import OrganizationTree
from services.plans.moving import moved_item, moved_plan
from services.plans.rows import PlanDraft, PlanItemDraft, PlanRow, ProposalSource, ProposedItem, item_of_need
from services.shortcomings.rows import ShortcomingRow

_DUTY_PLANS: Final = (PlanKind.BRANCH, PlanKind.TRAINING, None, PlanKind.OTHER)
ItemIdentity = tuple[int, str, Key | None, str, str]


def identity(plan: PlanDraft, item: PlanItemDraft, top: Key | None) -> ItemIdentity:
    """Tell what makes an item the same one in a second draft: its plan, its title and its unit."""
    return plan.year, plan.name, plan.organization_id or top, item.title, item.responsible_unit


def count_items(plans: Iterable[PlanRow], top: Key | None) -> Counter[ItemIdentity]:
    """Count the items that are there by what makes them the same."""
    return Counter(identity(plan.draft, item.draft, top) for plan in plans for item in plan.items)


@dataclass(frozen=True, slots=True)
class DraftingFacts:
    """What a draft is made from; `duties` are of the year to come, `shortcomings` the open ones, `asked` the needs."""

    year: int
    tree: OrganizationTree
    plans: tuple[PlanRow, ...]
    next_plans: tuple[PlanRow, ...]
    duties: tuple[DutyRow, ...]
    shortcomings: tuple[ShortcomingRow, ...]
    asked: tuple[AskedSubject, ...] = ()


def propose(facts: DraftingFacts) -> tuple[ProposedItem, ...]:
    """Propose the items of next year's plans that are not there yet; a campaign's plan is not moved on."""
    return _Drafting(facts).proposals()


class _Drafting:
    def __init__(self, facts: DraftingFacts) -> None:
        self._facts = facts
        self._top = facts.tree.top
        repeated = [plan for plan in facts.plans if not _is_campaign(plan.draft)]
        self._moved = [(moved_plan(plan.draft), plan) for plan in repeated]
        self._plans_of: dict[Key | None, list[PlanDraft]] = defaultdict(list)
        for draft in dict.fromkeys([*(plan.draft for plan in facts.next_plans), *(draft for draft, _ in self._moved)]):
            if not _is_campaign(draft):
                self._plans_of[draft.organization_id or self._top].append(draft)
        self._plans_of.setdefault(self._top, [_first_plan(facts.year + 1, self._top)])

    def proposals(self) -> tuple[ProposedItem, ...]:
        carried = list(self._from_plans())
        existing = count_items(self._facts.next_plans, self._top)
        found = [*carried, *self._from_duties(carried), *self._from_shortcomings(), *self._from_needs()]
        seen: Counter[ItemIdentity] = Counter()
        new = []
        for proposal in found:
            known_as = identity(proposal.plan, proposal.item, self._top)
            seen[known_as] += 1
            if seen[known_as] > existing[known_as]:
                new.append(replace(proposal, ordinal=seen[known_as]))
        return tuple(new)

    def _from_plans(self) -> Iterator[ProposedItem]:
        for draft, plan in self._moved:
            for item in plan.items:
                moved = moved_item(item.draft, plan.draft.year)
                reason = "本年已完成" if item.done else "本年未完成"
                yield ProposedItem(ProposalSource.THIS_YEAR, draft, moved, reason)

    def _from_duties(self, carried: Sequence[ProposedItem]) -> Iterator[ProposedItem]:
        covered = {(one.plan.organization_id or self._top, one.item.kind) for one in carried}
        for plan in self._facts.next_plans:
            owner = plan.draft.organization_id or self._top
            covered |= {(owner, item.draft.kind) for item in plan.items}
        grouped: dict[tuple[Key, Key | None, SessionKind], list[DutyRow]] = defaultdict(list)
        for row in self._facts.duties:
            if row.required:
                owner = self._owner(row.organization)
                own = row.organization if row.organization == owner else None
                grouped[owner, own, row.kind].append(row)
        for (owner, own, kind), rows in grouped.items():
            if (owner, kind.label) not in covered:
                yield self._duty(owner, own, kind, rows)

    def _owner(self, organization: Key) -> Key:
        """Give the nearest organisation upwards that has a plan."""
        key = organization
        while key not in self._plans_of and self._facts.tree.nodes[key].parent is not None:
            key = self._facts.tree.nodes[key].parent or key
        return key if key in self._plans_of else self._facts.tree.root(None)

    def _duty(self, owner: Key, own: Key | None, kind: SessionKind, rows: list[DutyRow]) -> ProposedItem:
        period, required = _period(rows[0]), max(row.required for row in rows)
        often = f"每{period.label}{required}次"
        kinds = dict.fromkeys(self._facts.tree.nodes[row.organization].kind for row in rows)
        units = "、".join(kind.label for kind in kinds)
        title = f"{kind.label}（{often}）" if own is not None else f"各{units}{kind.label}（{often}）"
        item = PlanItemDraft(
            title,
            kind=kind.label,
            audience="中心组成员" if kind is SessionKind.CENTER_GROUP else "全体党员",
            deadline=f"{self._facts.year + 1}-12-31",
            times=sum(row.required for row in rows),
            responsible_unit=self._facts.tree.name(owner),
        )
        reason = f"制度要求{often}，共 {len({row.organization for row in rows})} 个组织"
        return ProposedItem(ProposalSource.DUTY, self._plan_for(owner, kind), item, reason)

    def _plan_for(self, owner: Key | None, kind: SessionKind | None = None) -> PlanDraft:
        plans = self._plans_of[owner]
        wanted = (PlanKind.CENTER_GROUP,) if kind is SessionKind.CENTER_GROUP else _DUTY_PLANS
        fitting = [plan for known in wanted for plan in plans if plan.kind is known]
        return (fitting or plans)[0]

    def _from_shortcomings(self) -> Iterator[ProposedItem]:
        owners = {self._facts.tree.name(key): key for key in self._plans_of if key is not None}
        for row in self._facts.shortcomings:
            draft = row.draft
            day = deadline_day(draft.deadline)
            moves = day is not None and day.year <= self._facts.year
            item = PlanItemDraft(
                f"整改：{row.text_without_origin}",
                deadline=f"{self._facts.year + 1}-12-31" if moves else draft.deadline,
                responsible_unit=draft.responsible_unit,
            )
            plan = self._plan_for(owners.get(draft.responsible_unit, self._top))
            reason = f"{draft.year}年问题{draft.number}：{draft.state.label}"
            yield ProposedItem(ProposalSource.SHORTCOMING, plan, item, reason)

    def _from_needs(self) -> Iterator[ProposedItem]:
        for asked in [one for one in self._facts.asked if not one.planned][:MOST_ASKED]:
            item = item_of_need(asked, self._facts.year + 1, self._facts.tree.name(self._facts.tree.root(None)))
            reason = f"{self._facts.year}年需求调研：{asked.votes} 人提出，本年同类活动 {asked.served} 次"
            yield ProposedItem(ProposalSource.NEED, self._plan_for(self._top, SessionKind.TRAINING_CLASS), item, reason)


def _is_campaign(plan: PlanDraft) -> bool:
    return plan.kind is PlanKind.CAMPAIGN or plan.campaign_id is not None


def _first_plan(year: int, top: Key | None) -> PlanDraft:
    return PlanDraft(year, f"{year}年党员教育培训计划", PlanKind.TRAINING, PlanLevel.COMMITTEE, top)


def _period(row: DutyRow) -> PeriodKind:
    if "-" not in row.period:
        return PeriodKind.YEAR
    mark = row.period.split("-")[1][0]
    return {"Q": PeriodKind.QUARTER, "H": PeriodKind.HALF_YEAR}.get(mark, PeriodKind.MONTH)
