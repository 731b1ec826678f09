"""Which elements of HTML part blocks, are never shown, or stand beside the main content."""

from __future__ import annotations

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = HEADINGS | frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "title", "tr", "ul",
])  # fmt: skip
SILENT = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea",
    "math", "canvas", "object",
])  # fmt: skip
# Their content is no markup.
RAW = frozenset(["script", "style", "textarea", "iframe", "noscript"])
VOID = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
    "track", "wbr",
])  # fmt: skip
ASIDE = frozenset(["nav", "footer", "aside", "menu", "dialog"])
NOISE_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary"])
# Words in the class or the id of frames that are not the content.
NOISE_NAMES = frozenset([
    "nav", "navbar", "navigation", "menu", "menubar", "footer", "copyright", "breadcrumb",
    "breadcrumbs", "crumb", "crumbs", "sidebar", "related", "recommend", "share", "sharing",
    "comment", "comments", "advert", "ads", "toolbar", "pager", "pagination", "friendlink",
    "friendlinks", "hotnews",
])  # fmt: skip
# Elements that a new one of its kind ends without an end tag.
IMPLIED_ENDS = {
    "p": ("p",), "li": ("li",), "td": ("td", "th"), "th": ("td", "th"),
    "tr": ("td", "th", "tr"), "dd": ("dd", "dt"), "dt": ("dd", "dt"),
}  # fmt: skip
