"""Several processes at one address, as visitors, a presenter's phone and a keeper of the server meet them."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from petaprogram.serving.stickiness import COOKIE

OPENED = {"Sec-Fetch-Dest": "document"}


@dataclass
class Service:
    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, **headers: str) -> tuple[int, str, str]:
        """Ask for something: status, cookie, content."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                "GET", path, headers={name.replace("_", "-"): one for name, one in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, answer.getheader("set-cookie") or "", answer.read().decode()
        finally:
            connection.close()

    def worker_of_a_new_visitor(self) -> str:
        _, cookie, _ = self.ask("/", **OPENED)
        return cookie.partition(";")[0].removeprefix(f"{COOKIE}=")

    def processes(self) -> list[int]:
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(one) for one in found.stdout.split()]


def wait_until(there: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.1)


def start(folder: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PETAPROGRAM_")}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "petaprogram.cli",
            "serve",
            "--address",
            "127.0.0.1",
            "--port",
            "0",
            *arguments,
        ],
        env={**environ, "PETAPROGRAM_STATE": str(folder / "state"), "PYTHONUNBUFFERED": "1", **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    process = start(tmp_path_factory.mktemp("serve"), "--workers", "2")
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:([0-9]+) \(2 proses", line)
    assert found, line
    service = Service(process, int(found[1]))
    wait_until(lambda: service.ask("/siap")[0] == 200)
    wait_until(lambda: {service.worker_of_a_new_visitor() for _ in range(2)} == {"0", "1"})
    yield service
    process.terminate()
    process.wait(20)


def visit(chromium: Browser, service: Service, path: str = "") -> Page:
    page = chromium.new_context(locale="id-ID").new_page()
    page.goto(service.url + path)
    return page


def worker_of(page: Page) -> str:
    (cookie,) = [one for one in page.context.cookies() if one.get("name") == COOKIE]
    return cookie.get("value", "")


def test_two_visitors_have_a_process_each_and_both_stay_with_it(chromium: Browser, service: Service) -> None:
    pages = [visit(chromium, service) for _ in range(2)]
    assert {worker_of(page) for page in pages} == {"0", "1"}
    for page in pages:
        before = worker_of(page)
        expect(page.locator("iframe").first).to_be_visible(timeout=30_000)
        page.get_by_role("link", name="Kesenjangan").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "pasangan kelurahan dan pilar", timeout=30_000
        )
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "pasangan kelurahan dan pilar", timeout=30_000
        )
        assert worker_of(page) == before
        page.context.close()


def test_a_phone_finds_the_presentation_that_another_process_holds(
    chromium: Browser, service: Service
) -> None:
    screen = visit(chromium, service, "paparan?langkah=2")
    expect(screen.locator(".step-head h1")).to_be_visible(timeout=30_000)
    with screen.expect_popup() as opened:
        screen.keyboard.press("n")
    window = opened.value
    expect(window.locator('body[data-state="connected"]')).to_be_visible()
    window.get_by_role("button", name="Sambungkan ponsel").click()
    expect(window.locator("#shown-code")).to_have_text(re.compile("^[0-9A-Z]{5}-[0-9A-Z]{5}$"))
    phone = visit(chromium, service, "penyaji")
    if worker_of(phone) == worker_of(screen):
        phone = visit(chromium, service, "penyaji")
    assert worker_of(phone) != worker_of(screen)
    phone.get_by_label("Kode").fill(window.locator("#shown-code").inner_text())
    phone.get_by_role("button", name="Sambungkan").click()
    expect(phone.locator('body[data-state="connected"]')).to_be_visible()
    phone.locator('[data-act="next"]').click()
    expect(window.locator("#place")).to_contain_text("Langkah 3")
    assert worker_of(phone) == worker_of(screen)
    for page in (screen, phone):
        page.context.close()


def test_visitors_of_a_process_that_died_are_served_and_it_is_started_anew(service: Service) -> None:
    before = service.processes()
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    # What it had just been given goes down with it.
    time.sleep(0.5)
    for _ in range(5):
        for number in "01":
            assert service.ask("/", Cookie=f"{COOKIE}={number}", **OPENED)[0] == 200
    wait_until(lambda: len(service.processes()) == 2 and before[0] not in service.processes())
    wait_until(lambda: {service.worker_of_a_new_visitor() for _ in range(2)} == {"0", "1"})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_end_is_an_end_for_all_however_the_front_ends(tmp_path: Path, number: signal.Signals) -> None:
    process = start(tmp_path, "--workers", "1")
    assert process.stdout is not None
    found = re.search(r":([0-9]+) ", process.stdout.readline())
    assert found
    service = Service(process, int(found[1]))
    wait_until(lambda: service.ask("/siap")[0] == 200)
    (worker,) = service.processes()
    process.send_signal(number)
    assert process.wait(20) == (0 if number == signal.SIGTERM else -number)
    wait_until(lambda: not Path(f"/proc/{worker}").exists(), 20)


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("--workers", "0"), {}, "pilih 1 sampai"),
        (("--port", "70000"), {}, "pilih 0 sampai 65535"),
        (("--address", "192.0.2.1"), {}, "tidak dapat dibuka"),
        (("--workers", "1"), {"PETAPROGRAM_ADDRESS": "peta"}, "PETAPROGRAM_ADDRESS"),
    ],
)
def test_what_cannot_be_served_is_said(
    tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    output, _ = (process := start(tmp_path, *arguments, **settings)).communicate(timeout=60)
    assert (process.returncode, said in output) == (2, True), output
