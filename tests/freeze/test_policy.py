"""The policy in a page."""

from mapserver.freeze.policy import page_policy
from mapserver.web.security import content_policy


def test_the_policy_of_a_page_allows_what_the_server_allowed_from_the_host_and_from_disk() -> None:
    policy = dict(part.split(" ", 1) for part in page_policy(content_policy()).split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self' file:",
        "style-src": "'self' file:",
        "img-src": "'self' data: file:",
        "connect-src": "'self'",
        "font-src": "'self' file:",
        "frame-src": "'self' file:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_what_only_a_header_can_say_is_left_out() -> None:
    assert page_policy("frame-ancestors *; frame-src 'self'") == "frame-src 'self' file:"
