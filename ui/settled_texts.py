"""What a merge moves because people or sessions were united, in words; for the window and the command line."""

from collections.abc import Mapping

from services.history.words import table_label


def settled_words(settled: Mapping[str, int]) -> str:
    """Say how many records move with people and sessions that were united, by table."""
    listed = "，".join(f"{table_label(table)} {number:,} 条" for table, number in settled.items())
    return f"随已归并的人员或活动调整：{listed}。"
