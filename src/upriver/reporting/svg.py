"""How an ECharts option becomes a static picture, without a browser and without a request."""

from __future__ import annotations

import importlib.util
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import quickjs
from markupsafe import Markup, escape

from upriver.core.errors import MissingPartError
from upriver.core.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FONTS = (
    "'Helvetica Neue', 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC',"
    " 'Noto Sans SC', 'Source Han Sans SC', Arial, sans-serif"
)
_STACK = 8 * 1024 * 1024
_EXPORT = re.compile(r"export\s*\{(?P<names>[^{}]*)\};?\s*(?://# sourceMappingURL=\S*\s*)?\Z")
_ENTRY = re.compile(
    r"import\s*\{\s*(?P<alias>[\w$]+)\s+as\s+(?P<local>[\w$]+).*?\}\s*from\s*\"\./(?P<file>[^\"]+)\";"
    r"\s*export\s*\{\s*(?P=local)\s+as\s+echarts\b"
)
_PRELUDE = """
var console = {log() {}, warn() {}, error() {}, info() {}, debug() {}};
var setTimeout = () => 0, clearTimeout = () => {}, setInterval = () => 0, clearInterval = () => {};
"""
_DRAW = """
function draw(text, width, height) {
  const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width, height});
  chart.setOption(JSON.parse(text));
  const picture = [chart.renderToSVGString()].join('');
  chart.dispose();
  return picture;
}
function land(name, text) { echarts.registerMap(name, JSON.parse(text)); }
"""


@dataclass(frozen=True)
class Picture:
    """A picture before it is drawn.

    Parameters
    ----------
    option : dict
        The ECharts option; plain data, no functions, so that the workbench can show it too.
    width, height : int
        Size of the drawing in pixels.
    title : str
        What the picture shows, for a reader who cannot see it.
    description : str
        What can be read from it, in a sentence or two.
    maps : mapping of str to dict
        GeoJSON outlines that the option names, to be registered before it is drawn.
    """

    option: dict[str, Any]
    width: int
    height: int
    title: str
    description: str
    maps: Mapping[str, dict[str, Any]] = field(default_factory=dict)


def _absent(problem: Message) -> MissingPartError:
    return MissingPartError(
        problem,
        Message(
            "Install nicegui 3.18 or newer, below 4.",
            "请安装 nicegui 3.18 或更新版本（低于 4）。",
        ),
    )


@cache
def echarts_script() -> str:
    """Source of ECharts as a classic script that defines ``echarts``.

    It is read from the installed NiceGUI wheel, which carries it as a module.

    Returns
    -------
    str
        JavaScript.

    Raises
    ------
    MissingPartError
        If NiceGUI is not installed or keeps ECharts in another form.
    """
    spec = importlib.util.find_spec("nicegui")
    if spec is None or spec.origin is None:
        raise _absent(
            Message(
                "Pictures need the ECharts build inside nicegui, which is not installed.",
                "绘图需要 nicegui 内含的 ECharts，但尚未安装 nicegui。",
            )
        )
    folder = Path(spec.origin).parent / "elements" / "echart" / "dist"
    entry_file = folder / "index.js"
    entry = _ENTRY.search(entry_file.read_text(encoding="utf-8")) if entry_file.exists() else None
    module = folder / entry["file"] if entry else None
    source = module.read_text(encoding="utf-8") if module and module.exists() else ""
    tail = _EXPORT.search(source)
    pairs = [pair.split() for pair in tail["names"].split(",")] if tail else []
    name = next((pair[0] for pair in pairs if entry and pair[-1] == entry["alias"]), None)
    if tail is None or name is None:
        raise _absent(
            Message(f"No readable ECharts build in {folder}.", f"{folder} 中没有可读取的 ECharts。")
        )
    # Only the 3-D add-on is loaded by import(); it is never called here.
    body = source[: tail.start()].replace('import("./', 'Promise.reject("./')
    return f"{_PRELUDE}var echarts = (function () {{ {body}\nreturn {name}; }})();{_DRAW}"


@contextmanager
def drawing_threads(count: int) -> Iterator[ThreadPoolExecutor]:
    """Threads whose stack is deep enough to draw in.

    Parameters
    ----------
    count : int
        How many at most.

    Yields
    ------
    ThreadPoolExecutor
        Its threads start while this runs; the usual depth comes back at the end.
    """
    usual = threading.stack_size(2 * _STACK)
    try:
        with ThreadPoolExecutor(max_workers=max(count, 1)) as pool:
            yield pool
    finally:
        threading.stack_size(usual)


class Renderer:
    """Draws pictures with one loaded copy of ECharts.

    Loading takes a tenth of a second, so use one for all the pictures of a report.

    Examples
    --------
    >>> bars = {"xAxis": {"data": ["a"]}, "yAxis": {}, "series": [{"type": "bar", "data": [1]}]}
    >>> picture = Picture(bars, 200, 100, "A bar", "One bar of height one.")
    >>> Renderer().draw(picture, "bar").startswith("<svg")
    True
    """

    def __init__(self) -> None:
        self._context = quickjs.Context()
        self._context.set_max_stack_size(_STACK)
        self._context.eval(echarts_script())
        self._draw = self._context.get("draw")
        self._land = self._context.get("land")

    def draw(self, picture: Picture, name: str) -> Markup:
        """Draw one picture.

        Parameters
        ----------
        picture : Picture
            What to draw.
        name : str
            Letters, digits and hyphens; unique within the document. All ids start with it.

        Returns
        -------
        Markup
            An ``<svg>`` element with a title and a description. The same picture and name
            give the same text.
        """
        for key in sorted(picture.maps):
            self._land(key, json.dumps(picture.maps[key], sort_keys=True))
        option = {"animation": False, **picture.option}
        raw = self._draw(json.dumps(option, ensure_ascii=False), picture.width, picture.height)
        return _finished(str(raw), picture, name)


def _finished(raw: str, picture: Picture, name: str) -> Markup:
    """Own ids, no fixed size, no hover styles, and words for those who cannot see it."""
    body = re.sub(r"<style[^>]*>.*?</style>", "", raw, flags=re.DOTALL)
    body = re.sub(
        r"\s(?:class=\"zr\d+-cls-\d+\"|ecmeta_\w+=\"[^\"]*\"|pointer-events=\"\w+\")", "", body
    )
    body = body.replace("font-family:sans-serif;", "")
    ids: dict[str, str] = {}
    for found in re.findall(r"\bid=\"([^\"]+)\"", body):
        ids.setdefault(found, f"{name}-{len(ids)}")
    for old, new in ids.items():
        body = body.replace(f'id="{old}"', f'id="{new}"').replace(f"#{old})", f"#{new})")
    inner = body[body.index(">") + 1 :]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}"'
        f' role="img" aria-labelledby="{name}-title {name}-desc"'
        f' font-family="{FONTS}" preserveAspectRatio="xMidYMid meet">'
        f'<title id="{name}-title">{escape(picture.title)}</title>'
        f'<desc id="{name}-desc">{escape(picture.description)}</desc>'
    )
    return Markup(head + inner)  # the drawing escapes its own texts
