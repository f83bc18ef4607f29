"""Where a phone in the same room reaches the server."""

from __future__ import annotations

import pytest
import streamlit as st
from starlette.requests import Request

from petaprogram.web.server import outside_address
from petaprogram.web.server.outside_address import reached_from_outside


def asked_at(host: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": "/penyaji/code",
            "query_string": b"",
            "headers": [(b"host", host.encode())],
        }
    )


@pytest.fixture(autouse=True)
def _network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_address, "_own_number", lambda: "192.168.1.5")
    monkeypatch.setattr(st, "get_option", {"server.address": None}.get)


def test_the_address_of_the_settings_comes_first() -> None:
    request = asked_at("localhost:8501")
    assert reached_from_outside(request, "https://peta.example.go.id") == "https://peta.example.go.id"
    assert reached_from_outside(request, "http://localhost:8501") is None


def test_what_another_machine_used_works_for_phones_too() -> None:
    assert reached_from_outside(asked_at("192.168.7.7:8501"), None) == "http://192.168.7.7:8501"
    assert reached_from_outside(asked_at("peta.example.go.id"), None) == "http://peta.example.go.id"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_laptop_that_knows_itself_as_localhost_gives_its_number_in_the_network(host: str) -> None:
    assert reached_from_outside(asked_at(f"{host}:8501"), None) == "http://192.168.1.5:8501"
    assert reached_from_outside(asked_at(host), None) == "http://192.168.1.5:80"


def test_a_server_that_listens_to_itself_alone_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.address": "127.0.0.1"}.get)
    assert reached_from_outside(asked_at("localhost:8501"), None) is None


def test_a_machine_without_a_network_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_address, "_own_number", lambda: None)
    assert reached_from_outside(asked_at("localhost:8501"), None) is None
