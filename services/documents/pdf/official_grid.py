"""The text block of GB/T 9704-2012 on A4: its place and its grid, in points."""

from services.documents.pdf.page_canvas import A4, MILLIMETRE

BLOCK_LEFT = 28 * MILLIMETRE
BLOCK_TOP = A4[1] - 37 * MILLIMETRE
BLOCK_WIDTH = 156 * MILLIMETRE
BLOCK_HEIGHT = 225 * MILLIMETRE
LINES = 22
CHARACTERS = 28
BODY_SIZE = 16.0
TITLE_SIZE = 22.0
LEADING = (BLOCK_HEIGHT - BODY_SIZE) / (LINES - 1)
"""The first line's tops stand on the block's upper edge, the last line's bottoms on its lower one."""
