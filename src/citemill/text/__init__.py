"""Text without knowledge of any format: rich text, LaTeX <-> Unicode, letter case, ASCII folding."""
