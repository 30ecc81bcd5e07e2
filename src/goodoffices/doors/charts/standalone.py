"""A picture as a file of its own: with the looks that a page's style sheet gives it elsewhere."""

from __future__ import annotations

from typing import Final

STYLE: Final = (
    "text{fill:#1c2024;font-family:system-ui,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif}"
    ".quiet{fill:#565e66}.strong{font-weight:650}.axis{stroke:#85817a}.rule{stroke:#d9d5cb}"
    ".point{fill:#1b5266}.good{fill:#e2f2e6}.reserve{stroke:#1f5a34;stroke-width:1.5;stroke-dasharray:6 4}"
    ".tabled{fill:#fff;stroke:#1c2024;stroke-width:1.5}.star{fill:#6f4a00;stroke:#fff;stroke-width:1}"
    ".leader{stroke:#1c2024;stroke-width:1}.track{fill:#f1efe9;stroke:#d9d5cb}.bar{fill:#1b5266}"
    ".before{fill:none;stroke:#85817a}.bar.other{fill:#fff;stroke:#1b5266;stroke-width:1.5}"
)
"""Light colours on white, for paper and for slides. Shapes by class, as on the pages."""


def standalone(picture: str) -> str:
    """An SVG document that looks the same wherever it is opened; nothing in it comes from outside.

    >>> standalone('<svg xmlns="http://www.w3.org/2000/svg" width="340"><circle class="point"/></svg>')[:38]
    '<?xml version="1.0" encoding="UTF-8"?>'
    """
    head, mark, rest = picture.partition(">")
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{mark}<style>{STYLE}</style>{paper}{rest}\n'
