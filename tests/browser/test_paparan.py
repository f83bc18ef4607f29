"""The presentation as it is given: on a shared screen, by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.support.real import real_scenes

SHARED = (1280, 720)
# What reaches beyond the window: the audience sees no scrolling.
CUT = """() => [...document.querySelectorAll('.st-key-paparan :is(h1, iframe, table, .step-aside, button)')]
    .filter((one) => one.checkVisibility()).map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.right > innerWidth || box.bottom > innerHeight)
    .map(([one]) => one.outerHTML.slice(0, 120))"""


def test_the_presentation_is_given_from_first_to_last_step_by_keyboard(visit: Visit, kediri: Server) -> None:
    scenes = real_scenes()
    screen = visit(kediri, "paparan", size=SHARED, with_map=False)
    page, title = screen.page, screen.page.locator(".step-head h1")
    for number, scene in enumerate(scenes, start=1):
        expect(title).to_have_text(scene.step.title)
        assert page.locator(".st-key-bingkai").count() == 0
        if scene.step.show == "map":
            screen.until(screen.is_painted, f"the map of step {number}")
        assert page.evaluate(CUT) == []
        if number < len(scenes):
            with screen.rerun():
                # Remote controls send the second.
                page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
            screen.until(lambda: f"langkah={scenes[number].step.id}" in page.url, "the link of the next step")  # noqa: B023
    with screen.rerun():
        page.keyboard.press("PageUp")
    expect(title).to_have_text(scenes[-2].step.title)
    with screen.rerun():
        page.keyboard.press("Home")
    expect(title).to_have_text(scenes[0].step.title)
    expect(page.locator(".step-cover-map img")).to_be_visible()


def test_a_visitor_explores_and_comes_back_to_the_same_step(visit: Visit, kediri: Server) -> None:
    scenes = real_scenes()
    number = [scene.step.id for scene in scenes].index("environment") + 1
    screen = visit(kediri, "paparan?langkah=environment", size=SHARED)
    screen.page.keyboard.press("e")
    expect(screen.page.locator(".st-key-bingkai")).to_be_visible()
    screen.settle()
    screen.until(screen.is_painted, "the map")
    assert f"program={scenes[number - 1].view.subject}" in screen.page.url
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator(".step-head h1")).to_have_text(scenes[number - 1].step.title)
    screen.until(lambda: "langkah=environment" in screen.page.url, "the link of the step")
    screen.until(screen.is_painted, "its map")
