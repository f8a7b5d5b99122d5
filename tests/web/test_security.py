"""Security headers on every answer, and the host names that are answered."""

import pytest
from flask.testing import FlaskClient

from mapserver.web.security import is_trusted
from tests.web.world import TOPOLOGY, ToySource, make_app, sha_name

PATHS = [
    "/", "/areas/toy", "/areas/toy/unemployment_rate", "/units/NO073", "/areas/toi", "/nothing", "/areas/toy?x=1",
    "/areas/toy/", "/livez", "/readyz", "/data/x", f"/data/{sha_name(TOPOLOGY, 'json')}", "/static/site.css",
    "/static/missing", f"/shell/{'0' * 64}.js",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_carries_the_policy(client: FlaskClient, path: str, method: str) -> None:
    headers = client.open(path, method=method).headers
    policy = headers["Content-Security-Policy"]
    assert headers.getlist("Content-Security-Policy") == [policy]
    for rule in (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "font-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ):  # fmt: skip
        assert rule in policy.split("; ")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"]
    assert headers["Permissions-Policy"]
    assert ("Access-Control-Allow-Origin" in headers) == path.startswith(("/data/", "/static/"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:8000", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("LOCALHOST", 200),
        ("evil.example", 400), ("localhost.evil.example", 400), ("localhost:8000@evil.example", 400), ("[::2]", 400),
    ],
)  # fmt: skip
def test_only_known_host_names_are_answered(client: FlaskClient, host: str, status: int) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code == status
    assert "evil" not in response.text
    assert "Content-Security-Policy" in response.headers


def test_an_operator_may_name_hosts(source: ToySource) -> None:
    client = make_app(source, trusted_hosts=("maps.example.org", ".example.net")).test_client()
    assert client.get("/", headers={"Host": "maps.example.org"}).status_code == 200
    assert client.get("/", headers={"Host": "a.b.example.net"}).status_code == 200
    assert client.get("/", headers={"Host": "localhost"}).status_code == 400


def test_a_star_trusts_any_name() -> None:
    assert is_trusted("anything.example:80", ("*",))
    assert not is_trusted("", ("*",))
