"""`archive`: what the folders of a year's sessions lack; `attach`: files into them."""

from argparse import Namespace
from contextlib import closing
from pathlib import Path

from models.enums import PaperKind
from services.archive.rows import ArchiveYear, FolderTotals, SessionFolder, papers_text
from services.archive.service import ArchiveService
from services.attachments.rows import FileDraft, Holder, HolderKind, KeptDraft
from services.attachments.service import AttachmentService
from services.organizations.service import OrganizationService
from ui.cli.context import Context
from ui.cli.scope import scope_key
from ui.cli.tables import print_json, print_table


def run(context: Context, arguments: Namespace) -> int:
    """Print which papers are missing, a row a session that lacks one; as JSON every held session."""
    with closing(context.files.open_for_reading(context.database)) as database:
        scope = scope_key(OrganizationService(database, context.clock), arguments.scope)
        year = ArchiveService(database, context.clock_as_of(arguments.asof)).year(arguments.year, scope)
    if arguments.json:
        print_json(_as_json(year))
        return 0
    print_table(
        ("日期", "编号", "活动", "组织单位", "应有", "缺件"),
        (
            (
                folder.starts_on.isoformat(),
                folder.number,
                folder.title,
                folder.place,
                str(len(folder.required)),
                papers_text(folder.missing),
            )
            for folder in year.folders
            if folder.missing
        ),
        numbers=(4,),
    )
    totals = year.totals
    print(f"\n{year.scope_name} {year.year}年：应归档 {totals.asked} 次，齐全 {totals.complete} 次，", end="")
    print(f"缺 {totals.missing_count} 件。")
    return 0


def attach(context: Context, arguments: Namespace) -> int:
    """Attach files, all or none; or note where a paper without a file is kept."""
    with closing(context.files.open(context.database)) as database:
        service = AttachmentService(database, context.clock)
        holder = _holder(service, arguments)
        if arguments.kept:
            service.add_kept(holder, KeptDraft(arguments.paper, arguments.kept, note=arguments.note))
            print(f"已登记：{arguments.paper.label}存放在{arguments.kept}。")
        if arguments.files:
            drafts = [FileDraft(path, arguments.paper, arguments.note) for path in map(Path, arguments.files)]
            result = service.add_files(holder, drafts)
            again = f"，另有 {result.already} 个原来就有" if result.already else ""
            print(f"已添加 {result.added} 个附件{again}。")
    return 0


def _holder(service: AttachmentService, arguments: Namespace) -> Holder:
    if arguments.session is not None:
        return service.find(HolderKind.SESSION, arguments.session)
    if arguments.member is not None:
        return service.find(HolderKind.PERSON, arguments.member)
    return service.find(HolderKind.EXPENSE, arguments.expense)


def _as_json(year: ArchiveYear) -> dict[str, object]:
    return {
        "year": year.year,
        "scope": year.scope_name,
        **_totals(year.totals),
        "branches": [{"organization": branch.name, **_totals(branch.totals)} for branch in year.branches],
        "sessions": [_session(folder) for folder in year.folders],
    }


def _totals(totals: FolderTotals) -> dict[str, object]:
    return {
        "asked": totals.asked,
        "complete": totals.complete,
        "rate": None if totals.rate is None else float(totals.rate),
        "missing": {paper.value: count for paper, count in totals.missing},
    }


def _session(folder: SessionFolder) -> dict[str, object]:
    return {
        "number": folder.number,
        "title": folder.title,
        "date": folder.starts_on.isoformat(),
        "kinds": [kind.value for kind in folder.kinds],
        "organization": folder.place,
        "state": folder.state.value,
        "required": [paper.value for paper in folder.required],
        "missing": [paper.value for paper in folder.missing],
        "papers": [_paper(paper.paper, paper.state.value, paper.files) for paper in folder.papers],
        "bytes": folder.size,
    }


def _paper(paper: PaperKind, state: str, files: int) -> dict[str, object]:
    return {"paper": paper.value, "state": state, "files": files}
