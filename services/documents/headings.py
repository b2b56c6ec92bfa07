"""Where the cells of a table's heading rows stand; PDF and workbook alike."""

from services.documents.outline import HeadingCell, TableDocument


def placed_headings(document: TableDocument) -> list[tuple[int, int, HeadingCell]]:
    """Place the heading cells: row, first column and cell; the columns' own headings fill the last row's rest."""
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, HeadingCell]] = []
    last = tuple(HeadingCell(column.heading) for column in document.columns)
    for row, cells in enumerate(document.groups):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append((row, column, cell))
            taken |= {(row + y, column + x) for y in range(cell.rows) for x in range(cell.columns)}
            column += cell.columns
    row = len(document.groups)
    placed += [(row, column, cell) for column, cell in enumerate(last) if (row, column) not in taken]
    return placed
