"""In which encoding is a file written: what decodes without a fault and reads as language."""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass

from upriver.core.errors import DocumentError
from upriver.core.message import Message

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})|<\?xml[^>]{0,80}encoding=[\"']([\w-]{2,20})",
    re.IGNORECASE,
)
_FAMILIES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "big5": "big5", "big5-hkscs": "big5hkscs", "x-x-big5": "big5",
    "utf-8": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Five or more common Chinese characters written in UTF-8.
_UTF8_RUN = re.compile(
    rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x80-\xbf]|\xef\xbc[\x80-\xbf]){5,}"
)
# The commonest characters of Chinese: about 70 % of any text, 50 % when it is in traditional
# ones, of which the list holds those that both share.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计"
    "别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海"
    "口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石"
    "记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青"
    "省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型"
    "眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WIDE = re.compile("[^\x00-\x7f]")
_SAMPLE = 200_000
_HEAD = 4096
_LETTERS = 50_000
# A reading is certain when the common characters in it are twenty times likelier in Chinese
# than in bytes misread.
_SHARES = {"gb18030": (0.7, 0.13), "big5": (0.5, 0.06), "utf-16-le": (0.7, 0.02),
           "utf-16-be": (0.7, 0.02)}  # fmt: skip
_CERTAIN = math.log(20)
_NATURAL = 0.9

SAVE_AS_UTF8 = Message(
    "Save it as plain text in UTF-8 (.txt, .md or .html) and read that file.",
    "请先另存为 UTF-8 纯文本（.txt、.md 或 .html），再读取。",
)


def refusal(name: str, problem: Message, remedy: Message = SAVE_AS_UTF8) -> DocumentError:
    """Error that a document cannot be read.

    Parameters
    ----------
    name : str
        The document.
    problem : Message
        What is wrong with it.
    remedy : Message
        What to do next.

    Returns
    -------
    DocumentError
        Names the document in both languages.
    """
    return DocumentError(
        Message(f"{name}: {problem.en}", f"{name}：{problem.zh}"),
        remedy,
    )


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and how it was written.

    Parameters
    ----------
    text : str
        The characters, without a byte order mark.
    encoding : str
        The encoding.
    notes : tuple of Message
        What is odd about it.
    """

    text: str
    encoding: str
    notes: tuple[Message, ...] = ()


def _without_bom(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by the places of the zero bytes."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\x00" not in sample:
        return None
    if len(data) % 4 == 0 and len(data) >= 8:
        zeros = [sample[i::4].count(0) * 4 / len(sample) for i in range(4)]
        if zeros[3] > 0.99 and zeros[2] > 0.99 and zeros[0] < 0.5:
            return "utf-32-le"
        if zeros[0] > 0.99 and zeros[1] > 0.99 and zeros[3] < 0.5:
            return "utf-32-be"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Fewer zeros may be the low byte of 一 (U+4E00); then the characters decide.
    if max(even, odd) < len(sample) / 4 or min(even, odd) > 0.02 * max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(text: str, encoding: str, lowest: int, highest: int) -> float:
    """Share of the wide characters that the first level of a national set holds."""
    wide = _WIDE.findall(text[:_LETTERS])
    if not wide:
        return 1.0
    common = 0
    for sign in wide:
        try:
            lead = sign.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        common += lowest <= lead <= highest
    return common / len(wide)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii", "ignore").lower()
    return _FAMILIES.get(name)


def _mixed(data: bytes, name: str) -> DocumentError | None:
    """Refusal of a file that is partly UTF-8 and partly something else."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        at = fault.start
        is_cut = fault.reason == "unexpected end of data"
    run = _UTF8_RUN.search(data)
    if run is None:
        return None
    line = data.count(b"\n", 0, at) + 1
    if run.start() < at and is_cut:
        return refusal(
            name,
            Message(
                f"the file ends within a character of UTF-8, at byte {at}: it is cut off.",
                f"文件在第 {at} 字节处、一个 UTF-8 字符中间结束，内容不完整。",
            ),
            Message("Fetch the file once more.", "请重新获取该文件。"),
        )
    if run.start() < at:
        first, second, en, zh = "UTF-8", at, "another encoding", "另一种编码"
    else:
        first, second, en, zh = "another encoding", run.start(), "UTF-8", "UTF-8"
        line = data.count(b"\n", 0, second) + 1
    first_zh = "另一种编码" if first != "UTF-8" else first
    return refusal(
        name,
        Message(
            f"two encodings are mixed: it begins in {first} and goes on in {en} at byte "
            f"{second} (line {line}).",
            f"混有两种编码：开头为 {first_zh}，自第 {second} 字节（第 {line} 行）起为 {zh}。",
        ),
    )


def _evidence(text: str, encoding: str) -> float:
    """Logarithm of how much likelier a reading is Chinese than bytes misread."""
    found = _HANZI.findall(text[:_LETTERS])
    common = sum(sign in _COMMON for sign in found)
    right, wrong = _SHARES[encoding]
    gain = common * math.log(right / wrong)
    return gain + (len(found) - common) * math.log((1 - right) / (1 - wrong))


def _is_chinese(text: str, encoding: str) -> bool:
    if encoding == "gb18030" and _share(text, "gb2312", 0xA1, 0xD7) < _NATURAL:
        return False
    if encoding == "big5" and _share(text, "big5", 0xA1, 0xC6) < _NATURAL:
        return False
    return not _CONTROL.search(text) and _evidence(text, encoding) >= _CERTAIN


def _chinese(data: bytes, name: str) -> tuple[str, str]:
    """Text in GB18030, Big5 or unmarked UTF-16, when one of them is certain."""
    named = _declared(data)
    if named in {"gb18030", "big5", "big5hkscs"}:
        text = _try(data, named)
        if text is not None and _HANZI.search(text):
            return text, named
    read = [(encoding, text) for encoding in _SHARES if (text := _try(data, encoding))]
    certain = [(text, encoding) for encoding, text in read if _is_chinese(text, encoding)]
    if len(certain) == 1:
        return certain[0]
    if certain:
        names = [encoding for _, encoding in certain]
        both = Message(
            f"the bytes read as text in {' and in '.join(names)}, and nothing decides.",
            f"这些字节按 {' 和 '.join(names)} 都能读通，无从判断。",
        )
        raise refusal(name, both)
    fault = _fault(data)
    raise refusal(
        name,
        Message(
            "the bytes are not valid text in UTF-8, GB18030 or Big5; the first that is not "
            f"UTF-8 is byte {fault}.",
            f"文件内容不是有效的 UTF-8、GB18030 或 Big5 文本；第 {fault} 字节起不是 UTF-8。",
        ),
    )


def _fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start
    return len(data)


def _marked(data: bytes, name: str, encoding: str) -> str:
    """Text in an encoding that the file's first bytes fix."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding == "utf-8-sig":
            mixed = _mixed(data, name)
            if mixed is not None:
                raise mixed from fault
        raise refusal(
            name,
            Message(
                f"the bytes are not valid text in {encoding}, as the file's beginning says, "
                f"from byte {fault.start} on.",
                f"文件开头表明编码为 {encoding}，但第 {fault.start} 字节起"
                f"不是有效的 {encoding} 文本。",
            ),
        ) from fault


def decode(data: bytes, *, name: str) -> Decoded:
    """Text of a file's bytes.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.

    Returns
    -------
    Decoded
        Text and encoding. The encoding is found, never assumed.

    Raises
    ------
    DocumentError
        If the bytes are binary, in two encodings, or in none that is certain. The message
        names the byte.

    Notes
    -----
    A byte order mark decides; then the places of zero bytes (UTF-16, UTF-32); then UTF-8,
    which other encodings hit by chance in no longer text. GB18030 and Big5 accept each
    other's bytes and those of Korean and Japanese, so nine tenths of a reading must be of the
    first level of GB 2312 or Big5, and its common characters must be twenty times likelier
    in Chinese than in bytes misread; and one reading only may pass. A charset that the page
    itself declares decides when the bytes are valid in it. Other languages are read in UTF
    alone.

    Examples
    --------
    >>> decode("增长6%".encode("gb18030"), name="a.txt").encoding
    'gb18030'
    """
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    marked = marked or _without_bom(data)
    if marked is not None:
        text, encoding = _marked(data, name, marked), marked
    else:
        read = _try(data, "utf-8")
        if read is not None:
            text, encoding = read, "utf-8"
        else:
            mixed = _mixed(data, name)
            if mixed is not None:
                raise mixed
            text, encoding = _chinese(data, name)
    control = _CONTROL.search(text)
    if control is not None:
        raise refusal(
            name,
            Message(
                f"the file holds control characters (U+{ord(control.group()):04X} at character "
                f"{control.start()}): it is binary, not text.",
                f"文件含有控制字符（第 {control.start()} 个字符为 U+{ord(control.group()):04X}），"
                "是二进制文件而不是文本。",
            ),
        )
    return Decoded(text, encoding, _oddities(text, data, encoding))


def _oddities(text: str, data: bytes, encoding: str) -> tuple[Message, ...]:
    notes = []
    lost = text.find("\ufffd")
    if lost >= 0:
        count = text.count("\ufffd")
        notes.append(
            Message(
                f"{count} character(s) were lost before this file was written, the first at "
                f"character {lost} (U+FFFD).",
                f"文件写成之前已丢失 {count} 个字符，第一个在第 {lost} 个字符处（U+FFFD）。",
            )
        )
    named = _declared(data)
    if named is not None and not encoding.startswith(named):
        notes.append(
            Message(
                f"the page declares {named} but is written in {encoding}.",
                f"网页声明编码为 {named}，实际为 {encoding}。",
            )
        )
    return tuple(notes)
