"""The second reading against a server on this machine: what is sent, what is kept, what fails."""

from __future__ import annotations

import json
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from review_toy import package
from upriver.core.errors import DocumentError
from upriver.services.read import read
from upriver.services.record_claims import record_claims
from upriver.services.review import review
from upriver.services.second_reading import KEY, MODEL, Endpoint, read_again, split_parts

TEXT = "外贸方面，实绩企业那时便有31家。\n"
ANSWER = {"kind": "statistic", "source_phrase": "实绩企业那时便有31家", "start": 5,
          "indicator": "实绩企业", "value": 31}  # fmt: skip


class Model:
    """A model that answers what a test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.content: object = json.dumps({"claims": [ANSWER]}, ensure_ascii=False)
        self.body: bytes | None = None
        self.status = 200
        self.asked: list[tuple[str, dict, dict]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                data = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append((self.path, dict(self.headers), json.loads(data)))
                reply = {"choices": [{"message": {"content": outer.content}}]}
                body = outer.body or json.dumps(reply).encode()
                self.send_response(outer.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def model(monkeypatch):
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    served = Model()
    yield served
    served.stop()


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def unread(page):
    """The page as if the rules had found nothing in it."""
    return replace(read([page]), rows=())


def test_the_text_is_asked_about_and_a_claim_is_added_and_marked(model, page):
    endpoint = Endpoint.from_environment(model.url, {MODEL: "m1", KEY: "secret"})
    again = read_again(unread(page), endpoint)
    path, headers, sent = model.asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert (sent["model"], sent["temperature"]) == ("m1", 0)
    assert sent["messages"][1] == {"role": "user", "content": TEXT}
    assert again.added == 1
    assert again.result.claims[-1].ambiguity[0] == "second-reading"


def test_without_a_key_none_is_sent_and_a_key_is_never_shown(model, page):
    read_again(read([page]), Endpoint(model.url, "m1"))
    assert "Authorization" not in model.asked[0][1]
    assert "secret" not in repr(Endpoint(model.url, "m1", "secret"))


def test_claims_of_the_second_reading_are_marked_in_the_package(model, page, tmp_path):
    folder = package(tmp_path / "toy")
    again = read_again(unread(page), Endpoint(model.url, "m1"))
    record_claims(folder, again.result)
    assert [item.reader for item in review(folder).items if item.read.value == 31] == ["model"]


def test_offsets_of_a_later_part_are_moved(model, tmp_path):
    filler = "这一行没有数字。\n" * 800
    path = tmp_path / "long.txt"
    path.write_text(filler + TEXT, encoding="utf-8")
    parts = split_parts(filler + TEXT)
    assert "".join(part for _, part in parts) == filler + TEXT
    last = parts[-1][1].index("实绩企业")
    model.content = json.dumps({"claims": [{**ANSWER, "start": last}]})
    again = read_again(unread(path), Endpoint(model.url, "m1"))
    assert len(model.asked) == len(parts) == 2
    claim = next(claim for claim in again.result.claims if claim.value == 31)
    assert claim.start == (filler + TEXT).index("实绩企业")
    assert len(again.refused) == 1


@pytest.mark.parametrize(
    "content",
    ["no idea", '{"claims": 3}', '{"other": []}', '{"claims": ["x"]}', None, '{"claims": [{}]}'],
)
def test_nonsense_is_refused_and_the_first_reading_stays(model, page, content):
    model.content = content
    result = read([page])
    again = read_again(result, Endpoint(model.url, "m1"))
    assert again.result == result
    assert len(again.refused) == 1


def test_fenced_answers_are_read(model, page):
    model.content = f"```json\n{json.dumps({'claims': [ANSWER]})}\n```"
    assert read_again(unread(page), Endpoint(model.url, "m1")).added == 1


def test_failures_of_the_server_are_named(model, page):
    endpoint = Endpoint(model.url, "m1")
    model.status = 401
    with pytest.raises(DocumentError, match=r"failed: status 401\."):
        read_again(read([page]), endpoint)
    model.status, model.body = 200, b"<html>"
    with pytest.raises(DocumentError, match="no chat completion"):
        read_again(read([page]), endpoint)
    model.body = b'{"choices": []}'
    with pytest.raises(DocumentError, match="no chat completion"):
        read_again(read([page]), endpoint)


def test_a_server_that_is_not_there_is_named(model, page):
    url = model.url
    model.stop()
    with pytest.raises(DocumentError, match=r"failed: ConnectError\."):
        read_again(read([page]), Endpoint(url, "m1"))
    model.__init__()  # the fixture stops it once more


def test_an_address_and_a_model_are_needed():
    with pytest.raises(DocumentError, match="must be an http address"):
        Endpoint.from_environment("localhost", {MODEL: "m1"})
    with pytest.raises(DocumentError, match="No model is named"):
        Endpoint.from_environment("http://localhost/v1", {})
