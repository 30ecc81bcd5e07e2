"""How Sphinx builds these pages: from Markdown, with warnings as errors, and nothing fetched from outside."""

from goodoffices import __version__

project = "Good Offices"
author = "The Good Offices authors"
copyright = "2026, the Good Offices authors"
version = release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

# No `dollarmath`: a page with formulas would fetch its script from another host.
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Good Offices"
html_copy_source = False
html_show_sourcelink = False
