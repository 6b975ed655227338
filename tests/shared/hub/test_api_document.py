"""The document of the API has every route, and every command its route."""

from typing import Any

import pytest

from shared.domain import commands as c
from shared.domain.commands import PairDevice
from shared.domain.people import Role
from shared.domain.permissions import PERMISSIONS
from shared.domain.rules import RULES
from shared.hub.openapi import HIDDEN, document
from shared.hub.routes import ROUTES
from tests.shared.hub.conftest import Browser


class TestOpenApi:
    def test_it_is_served_and_names_every_route(self, nobody: Browser) -> None:
        served = nobody.get("/api/v1/openapi.json")
        assert served.status_code == 200
        assert served.json["openapi"].startswith("3.1")
        paths = served.json["paths"]
        for route in ROUTES:
            operation = paths[route.path]["post"]
            assert operation["operationId"] == route.command.__name__
            assert str(route.status) in operation["responses"]
            assert {p["name"] for p in operation["parameters"]} == {
                part[1:-1] for part in route.path.split("/") if part.startswith("{")
            }

    def test_it_names_every_path_the_hub_serves(self, nobody: Browser) -> None:
        paths = nobody.get("/api/v1/openapi.json").json["paths"]
        served = {
            (rule.rule.removeprefix("/api/v1").replace("<int:", "{").replace("<path:", "{")
             .replace("<", "{").replace(">", "}"), method.lower())
            for rule in nobody.hub.flask.url_map.iter_rules()
            if rule.rule.startswith("/api/v1")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }  # fmt: skip
        assert {(path, method) for path, item in paths.items() for method in item} == served

    def test_every_reference_leads_somewhere(self) -> None:
        made = document("/api/v1", ROUTES)

        def references(value: object) -> list[str]:
            if isinstance(value, dict):
                own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
                return own + [r for each in value.values() for r in references(each)]
            if isinstance(value, list):
                return [r for each in value for r in references(each)]
            return []

        for reference in references(made):
            at: object = made
            for part in reference.removeprefix("#/").split("/"):
                at = at[part]  # type: ignore[index]
        ids = [
            operation["operationId"]
            for item in made["paths"].values()
            for operation in item.values()
        ]
        assert len(set(ids)) == len(ids)

    def test_bodies_are_those_that_are_taken(self) -> None:
        """What the hub adds itself is not in the document."""
        schemas = document("/api/v1", ROUTES)["components"]["schemas"]
        for route in ROUTES:
            body = schemas[route.command.__name__]
            assert not {"id", "by", "key"} & body["properties"].keys()
            assert "command_id" in body["required"]
            assert set(body["required"]) <= body["properties"].keys()
            assert body["additionalProperties"] is False
        assert schemas[PairDevice.__name__]["required"] == ["command_id", "device", "kind"]


class TestTheDocument:
    @pytest.fixture
    def document(self, nobody: Browser) -> Any:
        return nobody.get("/api/v1/openapi.json").json

    @pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)
    def test_each_route_is_in_it(self, document: Any, route: Any) -> None:
        post = document["paths"][route.path]["post"]
        assert post["summary"] == route.summary
        assert str(route.status) in post["responses"]
        named = {parameter["name"] for parameter in post.get("parameters", ())} | {
            parameter["name"] for parameter in document["paths"][route.path].get("parameters", ())
        }
        assert {part[1:-1] for part in route.path.split("/") if part.startswith("{")} == named
        body = self.body(document, post)
        fields = set(body["properties"])
        assert fields >= {"command_id", *route.extra, *route.optional}
        assert not fields & (set(HIDDEN) - {*route.extra, *route.optional})
        assert {"command_id", *route.extra} <= set(body["required"])
        assert not set(route.optional) & set(body["required"])

    def body(self, document: Any, post: Any) -> Any:
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        while "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def test_what_it_says_of_new_routes_is_so(self, document: Any) -> None:
        schemas = document["components"]["schemas"]
        assert {"AppointmentAnswer", "RecordAnswer", "Particulars", "StewardBoard"} <= set(schemas)
        assert set(schemas["AppointmentAnswer"]["required"]) == {
            "booking", "state", "starts_at", "code", "page",
        }  # fmt: skip


def test_every_other_command_has_its_route() -> None:
    """All but what the hall does by itself, and what only the citizen's own page asks: no program
    signs in as a citizen, so that a route would refuse everybody."""
    routed = {route.command for route in ROUTES}
    not_over_http = {c.OpenDay, c.ImportHall, c.AbandonTicket, c.CallDue, c.AskMoreTime}
    assert routed == RULES.keys() - not_over_http
    programs = {*Role} - {Role.citizen, Role.visitor, Role.public, Role.system}
    assert all(PERMISSIONS[command] & programs for command in routed)
