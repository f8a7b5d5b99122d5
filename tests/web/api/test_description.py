"""The description of the API: sound, whole, and what the answers are; fuzzed against both worlds."""

from __future__ import annotations

import hypothesis
import pytest
import schemathesis
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mapserver.web.api.openapi import RESOURCES
from mapserver.web.api.parameter import parameters_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Its way into an application without a server does not unpack what is packed.
PLAIN = {"Accept-Encoding": "identity"}


def fuzz(app, description, examples):
    """Send what the description allows and what it does not to every address; return how many requests there were."""
    sent = []
    schema = schemathesis.openapi.from_wsgi(description, app)
    for found in schema.get_all_operations():
        operation = found.ok()

        @hypothesis.settings(
            max_examples=examples, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck),
        )  # fmt: skip
        @hypothesis.given(
            case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
            | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        )
        def ask_for(case):
            sent.append(case.call_and_validate(checks=CHECKS, headers=PLAIN).status_code)

        ask_for()
    return sent


def test_no_request_breaks_the_api(small_app):
    sent = fuzz(small_app, "/api/openapi.json", 30)
    assert set(sent) >= {200, 400, 404}
    assert len(sent) > 200


def test_no_request_breaks_the_features(small_app):
    assert set(fuzz(small_app, "/ogc/api", 20)) >= {200, 400, 404}


@pytest.mark.slow
def test_answers_from_the_shipped_data_are_as_described(shipped_app):
    assert 200 in fuzz(shipped_app, "/api/openapi.json", 5)


@pytest.mark.parametrize("path", ["/api/openapi.json", "/ogc/api"])
def test_the_descriptions_are_sound(ask, path):
    validate(ask(path))


def test_every_parameter_is_described_as_it_is_read(ask):
    document = ask("/api/openapi.json")
    assert document["openapi"].startswith("3.1")
    for resource in RESOURCES:
        told = {item["name"]: item for item in document["paths"][resource.path]["get"]["parameters"]}
        assert list(told) == [item.name for item in parameters_of(resource.query)]
        for item in parameters_of(resource.query):
            assert told[item.name]["description"]
            assert told[item.name].get("required", False) is item.required
            if item.kind == "integer":
                schema = told[item.name]["schema"]
                assert (schema["minimum"], schema["maximum"]) == (item.low, item.high)


def test_every_address_of_the_api_is_described(ask, small_app):
    described = set(ask("/api/openapi.json")["paths"])
    for rule in small_app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and rule.rule not in ("/api/", "/api/openapi.json"):
            plain = rule.rule.replace("<area_id>", "{area}").replace("<", "{").replace(">", "}")
            assert plain in described


def test_the_examples_of_the_page_work_with_the_shipped_data(shipped_app):
    client = shipped_app.test_client()
    for resource in RESOURCES:
        for example in resource.examples:
            page = client.get(f"{resource.path}?{example}").json
            assert page["total"] > 0, (resource.path, example)
