"""The one place that turns an AppError into a plain Chinese sentence; placeholders are the error's fields."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from services import errors
from services.archive import errors as archive_errors
from services.attachments import errors as attachment_errors
from services.backups import errors as backup_errors
from services.campaigns import errors as campaign_errors
from services.demo.errors import NotADemoError, TooEarlyForDemoError
from services.documents import errors as document_errors
from services.documents.issuing import errors as issuing_errors
from services.documents.templates import errors as template_errors
from services.duplicates import errors as duplicate_errors
from services.errors import AppError
from services.exchange import errors as exchange_errors
from services.figures.errors import FigureUnknownError, PeriodOutOfOrderError
from services.follow_up import errors as follow_up_errors
from services.history import errors as history_errors
from services.hours.errors import YearNotRunningError
from services.packages import errors as package_errors
from services.protection import errors as protection_errors
from services.purging import errors as purging_errors
from services.rulebook.errors import RuleChangeTooEarlyError, RuleInForceError
from services.shortcomings import errors as shortcoming_errors
from services.stick import errors as stick_errors
from services.workbooks import errors as workbook_errors

TEXTS: Final[dict[type[AppError], str]] = {
    errors.FileMissingError: "找不到文件 {path}，请检查路径后重试。",
    errors.FileExistsAlreadyError: "文件 {path} 已经存在，为免覆盖没有写入，请换一个文件名。",
    errors.NotALedgerError: "文件 {path} 不是学习台账数据库，或者已经损坏。",
    errors.NewerSchemaError: "文件 {path} 由更新版本的程序写成，请先升级本程序再打开。",
    errors.PasswordNeededError: "文件 {path} 有密码保护，请给出密码。",
    errors.WrongPasswordError: "密码不对，打不开 {path}；如果密码确实无误，则文件已经损坏。",
    protection_errors.PasswordTooShortError: "密码至少要有 {shortest} 个字符，请换一个长些的密码。",
    protection_errors.AlreadyProtectedError: "文件 {path} 已经有密码，请用修改密码。",
    protection_errors.NotProtectedError: "文件 {path} 没有密码，请先设置密码。",
    protection_errors.ProtectionFailedError: "没有改成 {path} 的密码保护，文件仍是原样，请检查磁盘后重试。",
    purging_errors.NothingToPurgeError: "请指明要清除哪些内容，或者清除整个人的信息。",
    purging_errors.PersonUnclearError: "没有人员编号为“{number}”的人，或者不止一个，请核对编号。",
    backup_errors.BackupFaultyError: "{path} 已经损坏，做不出完好的备份，请用“检查”查看，或从较早的备份恢复。",
    backup_errors.RestoreOntoItselfError: "备份 {path} 不能恢复到它自己，请另选要恢复的台账。",
    history_errors.NothingToUndoError: "没有可以撤销的步骤。",
    history_errors.NothingToRedoError: "没有可以重做的步骤：撤销之后又做过别的修改，或者还没有撤销过。",
    history_errors.StepUnknownError: "没有编号为 {code} 的步骤，请从修改记录里抄写编号。",
    history_errors.StepFixedError: "“{step}”这一步不能撤销。",
    history_errors.StepUndoneAlreadyError: "“{step}”这一步已经撤销过了。",
    history_errors.StepNotUndoneError: "“{step}”这一步没有撤销过，不用重做。",
    history_errors.UndoBlockedError: "没有撤销“{step}”：有 {places} 处后来又改动过或正被别处使用，第一处是{first}；"
    "可以先撤销后来的步骤，或者只撤销其余部分。",
    history_errors.ParentDeletedError: "“{record}”所属的“{parent}”也已删除，请先恢复“{parent}”。",
    history_errors.TableUnknownError: "台账里没有名为“{name}”的表，请写英文表名或中文表名。",
    exchange_errors.AnotherOrganizationError: "{path} 是“{theirs}”的台账，与本台账没有共同的党组织，不能合并。",
    exchange_errors.OtherFileDamagedError: "{path} 已经损坏，没有合并，请重新取得该文件。",
    exchange_errors.MergeWithItselfError: "{path} 就是正在使用的台账，不需要合并。",
    exchange_errors.ManyDeletionsError: (
        "合并 {path} 会删除 {count} 条记录（共 {total} 条），没有合并，确认后请选择允许删除。"
    ),
    duplicate_errors.NotTheSameKindError: "要归并的两条记录找不到，或不是两个人员、两次活动：{kept}、{dropped}。",
    exchange_errors.NothingToMergeError: "文件夹 {path} 中没有可以合并的台账。",
    exchange_errors.ConflictGoneError: "这个冲突已经不在了，可能已经处理过，请刷新后重试。",
    exchange_errors.MergeBrokenError: "合并 {path} 后会有对不上的记录，没有合并，请重新取得该文件。",
    stick_errors.StickFullError: (
        "U盘空间不够，没有存到 {folder}（在“{step}”这一步）：需要 {needed}，只剩 {free}，请腾出空间后重试。"
    ),
    stick_errors.StickReadOnlyError: "U盘是只读的，没有存到 {folder}（在“{step}”这一步），请解除写保护或换一个U盘。",
    stick_errors.StickGoneError: "U盘已经拔出或找不到文件夹 {folder}（在“{step}”这一步），请插好后重试。",
    stick_errors.StickHeldError: "{path} 正被别的程序占用，没有存成（在“{step}”这一步），请关闭那个程序后重试。",
    stick_errors.StickFaultyError: "U盘出错，没有存成 {path}（在“{step}”这一步），请换一个U盘，原来的内容没有改动。",
    stick_errors.ReadBackDiffersError: "存到U盘的 {path} 读回来与写入的不一致，已经作废，请换一个U盘后重试。",
    stick_errors.NewerOnStickError: "U盘上的 {path} 是别处新写的，没有覆盖它，请先把它合并进来，再存回U盘。",
    stick_errors.LedgerGoneError: (
        "U盘已拔出，读写不了 {path}，填写的内容都还在窗口里，请插回原来的U盘，再点一次“保存”。"
    ),
    stick_errors.LedgerChangedError: (
        "U盘上的 {path} 不是拔出前的样子（在别处改过，或者换了U盘），没有往里写，"
        "请插回原来的U盘，或者关闭台账重新打开。"
    ),
    stick_errors.LedgerGotThroughError: (
        "拔出U盘时没有存成的那一次修改，其实已经写到 {path} 里，这次没有再写，请先核对，确实要再写就再点一次“保存”。"
    ),
    stick_errors.LedgerNotTakenError: (
        "U盘没有接受这次修改（写保护或者出错），填写的内容都还在窗口里，请检查U盘后再点一次“保存”：{path}。"
    ),
    stick_errors.LedgerHasNoRoomError: (
        "U盘空间不够，这次修改没有保存，填写的内容都还在窗口里，请腾出空间后再点一次“保存”：{path}。"
    ),
    stick_errors.NoSoundGenerationError: "{path} 的各代文件都不完整，请从备份恢复。",
    exchange_errors.BranchCopyError: "本台账只是“{branch}”的副本，不能合并整个台账 {path}，请让对方为“{branch}”打包。",
    exchange_errors.OtherBranchError: "{path} 是“{theirs}”的数据，本台账是“{ours}”的副本，没有合并。",
    exchange_errors.BranchAheadError: (
        "{path} 里的修改接着电脑“{computer}”上的修改，本台账还没有后者，没有合并，请先合并那台电脑的台账或更新的副本，"
        "哪里都没有了（本台账是从旧备份恢复的）再用整体比较。"
    ),
    exchange_errors.BranchRecoveredError: (
        "{path} 不能合并也不能打包：“{branch}”的副本是从损坏的文件里读出来的，修改记录已经没有，"
        "请向上级要一个新的交换包建立台账，再把没有上报过的内容导出后导入。"
    ),
    exchange_errors.TooLongApartError: "{path} 与本台账隔得太久，其间的修改记录已被精简，没有合并，请重新打包分发。",
    package_errors.PackageDamagedError: "交换包 {path} 不完整或已经损坏，里面的内容没有读取，请让对方重新打包。",
    package_errors.PackageTamperedError: "交换包 {path} 的封面与打包时不符，可能被人改过，没有合并，请让对方重新打包。",
    package_errors.OnlyOwnBranchError: "本台账只是“{branch}”的副本，只能打包“{branch}”自己的数据。",
    package_errors.PackageNewerError: "交换包 {path} 由更新版本的程序打成，请先升级本程序再合并。",
    package_errors.BaseMissingError: (
        "交换包 {path} 只有第 {since} 号以后的修改，本台账合并到第 {newest} 号，缺了中间的，没有合并，"
        "请对方打包时选“全部内容”。"
    ),
    package_errors.EarlierContentMissingError: (
        "交换包 {path} 只有以前交换之后的修改，而以前的内容本台账不全（可能从备份恢复过），没有合并，"
        "请对方打包时选“全部内容”。"
    ),
    package_errors.ChangesForSuperiorError: (
        "交换包 {path} 只有报给上级的修改，本支部的另一台电脑不能合并，请对方打包时选“全部内容”。"
    ),
    package_errors.ChangesOnlyError: (
        "{path} 里只有修改，不是完整的台账，只能合并到已有的台账，要建立新台账请对方打包时选“全部内容”。"
    ),
    errors.FileInUseError: "文件 {path} 正被另一个窗口或程序使用，请关闭后重试。",
    errors.HeldError: "{path} 正由{person}在电脑“{pc}”上使用（{since} 起），请对方关闭后重试，或者只读打开。",
    errors.HoldLostError: "{path} 已被别人接管，这里不能再写入，请关闭后重新打开。",
    errors.ReadOnlyLedgerError: "{path} 是只读打开的，不能修改，请在对方关闭后重新打开。",
    errors.FileNotWritableError: "无法写入 {path}，请检查文件夹是否存在、是否只读、磁盘是否已满。",
    errors.RecordMissingError: "要修改的{what}已经不存在，请刷新后重试。",
    errors.RequiredFieldError: "{what}：请填写“{field}”。",
    errors.InvalidFieldError: "{what}：“{field}”填写的“{value}”不正确，{remedy}。",
    errors.DuplicateError: "{what}：{field}“{value}”已经存在，不能重复。",
    errors.OrganizationUnknownError: "没有名为“{name}”的党组织，请填写组织名称，或“上级/名称”的路径。",
    errors.OrganizationAmbiguousError: "名为“{name}”的党组织不止一个，请写成“上级/名称”加以区分。",
    errors.DatesOutOfOrderError: "{what}：结束日期 {ends_on} 早于开始日期 {starts_on}，请更正。",
    errors.InUseError: "{what}“{name}”还被{used_by}使用，不能删除，请先处理这些内容。",
    errors.OverlapError: "{what}与已有的一条（{starts_on} 至 {ends_on}）日期重叠，请更正起止日期。",
    NotADemoError: "文件 {path} 不是演示数据，为免覆盖没有写入，请换一个文件夹。",
    TooEarlyForDemoError: "演示数据从 {first_year} 年开始，超出了可用的范围，请换一个日期。",
    FigureUnknownError: "指标目录里没有“{key}”，请核对指标名称。",
    RuleChangeTooEarlyError: "规则不能自 {since} 起修改，那会改写往年的结果，请选择 {first_day} 或以后的日期。",
    RuleInForceError: "“{name}”自 {valid_from} 起的取值已经生效，不能撤回，请另行修改。",
    PeriodOutOfOrderError: "结束年度 {to_year} 早于开始年度 {from_year}，请更正。",
    YearNotRunningError: "{year} 年在 {asof} 不是正在进行的年度，没有预测，请改选当年。",
    campaign_errors.CampaignUnknownError: "没有名称含“{name}”的专题教育，请检查名称。",
    campaign_errors.CampaignAmbiguousError: "名称含“{name}”的专题教育不止一个（{names}），请写出完整的名称。",
    follow_up_errors.MeasuresOpenError: "落实项目“{name}”还有 {count} 条举措没有完成，包括{measures}，完成后才能办结。",
    follow_up_errors.NoMeasuresError: "落实项目“{name}”还没有举措，请先新增举措，完成后再办结。",
    follow_up_errors.ProjectClosedError: "落实项目“{name}”已经办结，不能再改举措，请先撤销办结。",
    shortcoming_errors.ShortcomingClosedError: "问题“{problem}”已经整改，不需要结转。",
    shortcoming_errors.AlreadyCarriedError: "问题“{problem}”已经结转到 {year} 年，不能重复结转。",
    workbook_errors.NotAWorkbookError: "文件 {path} 不是 Excel 工作簿，请用 Excel 打开它，另存为 Excel 工作簿后重试。",
    workbook_errors.WorkbookDamagedError: "工作簿 {path} 不完整或已经损坏，什么也没有导入，请重新取得该文件。",
    workbook_errors.WorkbookProtectedError: "工作簿 {path} 有密码保护，请在 Excel 中取消密码后重试。",
    workbook_errors.WorkbookTooLargeError: "工作簿 {path} 展开后大得不正常，为安全起见没有打开，请检查文件来源。",
    workbook_errors.NoKnownSheetError: "工作簿 {path} 里没有本程序认识的表，请使用程序导出的模板。",
    workbook_errors.SheetUnknownError: "没有名为“{name}”的表，可用的表有：{known}。",
    workbook_errors.ImportRefusedError: (
        "导入被拒绝（共 {count} 处），什么也没有写入：“{sheet}”第 {row} 行“{column}”的“{value}”{reason}，{remedy}。"
    ),
    workbook_errors.ImportOutdatedError: "预览之后数据或文件有了变化，没有导入 {path}，请重新预览。",
    workbook_errors.GridTooWideError: "出勤表要列 {sessions} 个活动，超出了 Excel 的列数，请改用“出勤”表。",
    attachment_errors.FileEmptyError: "文件 {path} 是空的，没有内容，不能作为附件，请检查后重试。",
    attachment_errors.FileUnreadableError: "文件 {path} 读不出来或正在变化，请确认它没有被别的程序占用，然后重试。",
    attachment_errors.FolderInsteadOfFileError: "{path} 是文件夹，不能整个作为附件，请打开它，选择其中的文件。",
    attachment_errors.FileTooLargeError: (
        "文件 {path} 有 {size}，超过了单个附件 {limit} 的上限，请压缩后再添加，或只登记纸质件的存放处。"
    ),
    attachment_errors.ProgramRefusedError: "文件 {path} 是程序或脚本，为安全起见不收，附件只收文档和图片。",
    attachment_errors.MacrosRefusedError: "文件 {path} 带有宏，为安全起见不收，请另存为不带宏的文件后再添加。",
    attachment_errors.MediaRefusedError: "文件 {path} 不是可以收的种类，附件只收{accepted}。",
    attachment_errors.PictureDamagedError: "图片 {path} 打不开，可能没有拷贝完整或已经损坏，请重新取得后再添加。",
    attachment_errors.ContentGoneError: "“{name}”的内容已按要求清除，只留下登记，不能打开或另存。",
    attachment_errors.ContentDamagedError: "“{name}”的内容与存入时不一致，数据库可能已经损坏，请从备份中取回。",
    attachment_errors.UnsafeContentError: (
        "“{name}”的内容不是文档或图片，可能是合并别处的台账时带来的程序，为安全起见不打开，也不另存。"
    ),
    attachment_errors.HolderNumberUnknownError: "{what}：没有编号为“{number}”的，请检查编号。",
    attachment_errors.HolderNumberAmbiguousError: "{what}：编号为“{number}”的不止一个，请改正重复的编号。",
    archive_errors.PaperRequiredAlreadyError: "{session_kind}自 {since} 起已经要求归档“{paper}”，不必重复添加。",
    archive_errors.PaperEndedAlreadyError: "{session_kind}自 {ended_on} 起已经不要求归档“{paper}”。",
    archive_errors.PaperRuleInForceError: "{session_kind}归档“{paper}”的要求已经生效，不能撤回，请另行停止。",
    document_errors.CharactersMissingError: "以下字符没有字体可以打印：{characters}，请改写，或者允许以“〓”代替。",
    document_errors.DocumentKindUnknownError: "没有名为“{kind}”的文档种类，请从可以打印的种类中选择。",
    document_errors.DocumentFormatUnknownError: "“{kind}”不能生成 {format} 格式，可选的格式是：{formats}。",
    document_errors.SessionNumberMissingError: "打印“{kind}”要指明学习活动，请给出活动编号。",
    document_errors.CampaignNameMissingError: "打印“{kind}”要指明专题教育，请给出它的名称。",
    document_errors.MemberNumberMissingError: "打印“{kind}”要指明人员，请给出人员编号。",
    document_errors.NobodyInScopeError: "{scope}在{year}年没有党员，请换一个年度或范围。",
    document_errors.SessionNumberUnknownError: "没有编号为“{number}”的学习活动，请检查编号。",
    issuing_errors.GapsLeftError: "“{kind}”还有没补齐的内容（{gaps}），请补齐后再印发，或者注明带空印发。",
    issuing_errors.IssuedNumberTakenError: "编号“{number}”已经用过，请换一个编号，更正原文件的请印发它的新版。",
    issuing_errors.CorrectsOtherKindError: "编号“{number}”是“{kind}”，只能由同一种文档更正。",
    issuing_errors.IssuedUnknownError: "没有编号为“{number}”的已印发文件，请检查编号。",
    template_errors.TemplateRefusedError: "模板“{name}”不能用：{faults}，请改正后重试。",
    template_errors.NoTemplateError: "“{kind}”不是由模板生成的，没有模板可选。",
    template_errors.TemplateUnknownError: "“{kind}”没有名为“{name}”的模板，请从模板列表里选择。",
    template_errors.TemplateNameMissingError: "模板要有名称，不超过40个字，请重新填写。",
    template_errors.TemplateNameTakenError: "“{kind}”已经有名为“{name}”的模板，请换一个名称。",
    template_errors.TemplateFileUnreadableError: "文件 {path} 读不出来，或者不是普通的文件，请检查后重试。",
    template_errors.TemplateFileTooLargeError: "文件 {path} 超过 {limit} KB，不会是模板，请检查是否选错了文件。",
    template_errors.TemplateFileNoTextError: "文件 {path} 不是 UTF-8 编码的文本，请用记事本另存，编码选 UTF-8。",
    document_errors.SessionNumberAmbiguousError: "编号为“{number}”的学习活动不止一个，请改正重复的编号。",
}


def sentence(error: AppError) -> str:
    """Say what was refused and what would help, in one Chinese sentence."""
    fields = getattr(error, "__dataclass_fields__", {})
    return TEXTS[type(error)].format(**{name: show(getattr(error, name)) for name in fields})


def show(fact: object) -> str:
    """Write one fact of an error as people read it: labels of codes, Chinese enumeration of several."""
    if fact is None:
        return "（空）"
    if isinstance(fact, Enum):
        return str(getattr(fact, "label", fact.value))
    if isinstance(fact, date):
        return f"{fact.year}年{fact.month}月{fact.day}日"
    if isinstance(fact, Decimal):
        return format(fact, "f")
    if isinstance(fact, (tuple, list, frozenset, set)):
        return "、".join(show(part) for part in fact)
    return str(fact)
