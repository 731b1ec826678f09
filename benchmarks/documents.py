"""Reading of prose: megabytes a second on one core, growth with size, archives in parallel.

The texts are made here from a seed: reports full of numbers, and prose with few. No text is
read twice, so nothing is remembered from an earlier run. How fast real prose is read depends on
how many claims it makes: ``--prose FILE...`` measures texts of your own, each once, in articles
of twenty lines. ``--archive N`` sets the number of articles (10,000), ``--quick`` runs the small
sizes only.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import time
from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from measure import forget_peak, peak_mib, report
from upriver.core.processes import cores
from upriver.documents.extract import extract_claims
from upriver.documents.reading import Document
from upriver.services.read import ReadFailure, read, read_each
from upriver.services.record_claims import record_claims

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2024, 5, 31)
DENSE = (
    "今年1—4月，全市规模以上工业增加值同比增长8.3%，高于全国2.1个百分点。",
    "力争到2027年，全区软件业务收入突破1200亿元，年均增长15%以上。",
    "目前已集聚企业326家，其中上市公司12家，拥有员工4.5万人。",
    "财政总收入、一般公共预算收入分别完成173.6亿元和98.7亿元，均保持全市第三。",
    "到2025年，建成充电桩2万个，新能源汽车产量占全市比重达到三成以上。",
    "单位工业增加值能耗较2020年累计下降14%，空气质量优良天数326天。",
)
PLAIN = (
    "会上，代表们围绕老城区的改造谈了各自的看法，有人主张先修路，有人希望先把学校建起来。",
    "她在车间里干了半辈子，熟悉每一台机器的脾气，徒弟们都愿意听她讲过去的故事。",
    "江边的码头早已不再装卸货物，沿岸种上了柳树，傍晚时分来散步的居民络绎不绝。",
    "要持续优化营商环境，完善政府与企业沟通的机制，让办事的人少跑路、跑得顺。",
    "负责人表示，下一步将继续听取各方意见，把便民服务送到家门口。",
    "图书馆为读者准备了茶水和座位，许多孩子放学以后就在这里等父母下班。",
    "去年春天，村里来了几位农技人员，手把手教大家给果树剪枝。",
)


def _article(rng: random.Random, sentences: Sequence[str], length: int) -> str:
    """Paragraphs of shuffled sentences with digits of their own."""
    found, size = ["城市见闻录"], 0
    while size < length:
        words = "".join(rng.choices(sentences, k=4))
        words = re.sub(r"(?<!\d)(?!20\d\d)\d", lambda _: rng.choice("123456789"), words)
        found.append(words)
        size += len(words.encode())
    return "\n".join(found)


def texts(kind: str, *, count: int, length: int) -> list[str]:
    """Articles of one kind: all sentences dense with numbers, or few.

    Parameters
    ----------
    kind : {"dense", "plain", "mixed"}
        Reports, prose, or prose with a report's sentence in eight.
    count : int
        How many.
    length : int
        Bytes of each, at least.

    Returns
    -------
    list of str
        The same ones each time.
    """
    pool = {"dense": DENSE, "plain": PLAIN, "mixed": PLAIN * 6 + DENSE}[kind]
    rng = random.Random(kind)
    return [_article(rng, pool, length) for _ in range(count)]


def _seconds(articles: Sequence[str]) -> tuple[float, int]:
    """Processor time of extraction, formats left out, and the number of claims."""
    claims = 0
    start = time.process_time()
    for text in articles:
        claims += len(extract_claims(Document("a", text), date=TODAY, region="重庆市"))
    return time.process_time() - start, claims


def speed(*, megabytes: float) -> None:
    for kind in ("dense", "mixed", "plain"):
        _seconds(texts(kind, count=3, length=3000))  # tables of the grammar
        articles = texts(kind, count=int(megabytes * 250), length=4000)[3:]
        size = sum(len(text.encode()) for text in articles) / 1e6
        forget_peak()
        before = peak_mib()
        seconds, claims = _seconds(articles)
        report(
            f"extraction, {kind} text",
            seconds,
            extra_mib=peak_mib() - before,
            packages=(),
            megabytes=round(size, 2),
            megabytes_a_second=round(size / seconds, 2),
            claims=claims,
        )


def prose(paths: Sequence[Path], *, day: date, region: str | None) -> None:
    """Texts of the user, without telling what they say."""
    _seconds(texts("mixed", count=3, length=3000))  # tables of the grammar
    for path in paths:
        lines = path.read_text(encoding="utf-8").split("\n")
        articles = ["\n".join(lines[at : at + 20]) for at in range(0, len(lines), 20)]
        start, claims = time.process_time(), 0
        for text in articles:
            claims += len(extract_claims(Document("a", text), date=day, region=region))
        seconds = time.process_time() - start
        size = path.stat().st_size / 1e6
        report(
            f"extraction, {path.name}",
            seconds,
            extra_mib=0,
            packages=(),
            megabytes=round(size, 2),
            megabytes_a_second=round(size / seconds, 2),
            claims=claims,
            claims_a_kilobyte=round(claims / size / 1e3, 2),
        )


def growth(*, sizes: Sequence[int]) -> None:
    """One line without a break, ever longer: the speed must not fall."""
    line = "".join(texts("dense", count=50, length=4000)).replace("\n", "")
    nested = "（" + "其中产值增长5%，" * 100 + "）。"
    for name, unit in (("one line", line), ("100 nested clauses a sentence", nested * 80)):
        for times in sizes:
            text = unit * times
            seconds, claims = _seconds([text])
            size = len(text.encode()) / 1e6
            report(
                f"{name}, {size:.1f} MB",
                seconds,
                extra_mib=0,
                packages=(),
                megabytes_a_second=round(size / seconds, 2),
                claims=claims,
            )


def archive(*, count: int) -> None:
    """Articles in files, by one process and by one a core; claims are counted and let go."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts("mixed", count=count, length=3000)):
            (Path(folder) / f"{number:05}.txt").write_text(text, encoding="utf-8")
        expected: int | None = None
        for workers in dict.fromkeys((1, cores())):
            forget_peak()
            before, start = peak_mib(), time.perf_counter()
            claims, half = 0, 0.0
            found = read_each([folder], date=TODAY, region="重庆市", workers=workers)
            for done, one in enumerate(found, start=1):
                claims += 0 if isinstance(one, ReadFailure) else len(one[1])
                half = peak_mib() - before if done == count // 2 else half
            if expected not in (None, claims):
                sys.exit(f"{workers} processes found {claims} claims, one found {expected}")
            expected = claims
            report(
                f"archive of {count:,} files",
                time.perf_counter() - start,
                extra_mib=peak_mib() - before,
                packages=(),
                extra_mib_at_half=round(half, 1),
                processes=workers,
                claims=claims,
            )


def recording(*, count: int) -> None:
    """Articles in files, read into a copy of the bundled package."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts("mixed", count=count, length=3000)):
            (Path(folder) / f"{number:05}.txt").write_text(text, encoding="utf-8")
        package = Path(folder) / "package"
        shutil.copytree(str(files("upriver.data.examples") / "chongqing"), package)
        found = read([f"{folder}/*.txt"], date=TODAY, region="重庆市")
        forget_peak()
        before, start = peak_mib(), time.process_time()
        recorded = record_claims(package, found)
        report(
            f"{count:,} documents into a package",
            time.process_time() - start,
            extra_mib=peak_mib() - before,
            packages=(),
            claims=len(recorded.added),
            conflicts=sum(map(len, recorded.conflicts.values())),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--archive", type=int, default=10_000)
    parser.add_argument("--prose", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--date", type=date.fromisoformat, default=TODAY)
    parser.add_argument("--region")
    given = parser.parse_args()
    if given.prose:
        prose(given.prose, day=given.date, region=given.region)
        return
    speed(megabytes=0.3 if given.quick else 2)
    growth(sizes=(1, 2) if given.quick else (1, 2, 4, 8))
    count = min(given.archive, 200) if given.quick else given.archive
    archive(count=count)
    recording(count=count)


if __name__ == "__main__":
    main()
