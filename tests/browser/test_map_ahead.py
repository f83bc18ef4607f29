"""The colours of a chosen program come before the server's answer, and are those of the answer."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support.real import real_dataset

# Writes down every look of the areas, with how often the server has spoken by then.
_WATCH = """() => {
    const { paint } = PetaMap;
    let answers = 0;
    window.looks = [];
    PetaMap.paint = (next) => { answers += 1; paint(next); };
    const shapes = () => [...document.querySelectorAll("path.peta-shape")];
    const place = new Map(shapes().map((shape, number) => [shape, number]));
    new MutationObserver(() => {
        const fills = [];
        shapes().forEach((shape) => { fills[place.get(shape)] = shape.getAttribute("fill"); });
        const look = String(fills), last = looks.at(-1);
        if (!last || last.look !== look) looks.push({ answers, look });
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["fill"] });
}"""
# Only what has come is listed.
_KNOWN = (
    "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/map/ahead-'))"
)


def watched(visit: Visit, server: Server, link: str, *, known: bool = True) -> Screen:
    screen = visit(server, link)
    if known:
        screen.until(lambda: screen.frame.evaluate(_KNOWN), "the colours of programs")
    else:
        screen.page.wait_for_timeout(1500)
        assert not screen.frame.evaluate(_KNOWN)
    screen.frame.evaluate(_WATCH)
    return screen


@pytest.mark.parametrize(
    "link", ["", "?program=kampung-keren&kode=35.71.02.1016", "?tampil=living&bahasa=en"]
)
def test_a_chosen_program_colours_the_map_at_once_and_the_answer_changes_nothing(
    visit: Visit, kediri: Server, link: str
) -> None:
    screen = watched(visit, kediri, link)
    label = "One program" if "bahasa=en" in link else "Sebuah program"
    screen.pick(label, real_dataset().programs.at["kampung-senyum", "name"])
    screen.until(lambda: screen.frame.evaluate("looks.length"), "other colours")
    screen.page.wait_for_timeout(500)
    looks = screen.frame.evaluate("looks")
    assert [one["answers"] for one in looks] == [0]
    screen.painted_as_in_legend()


def test_with_filters_the_colours_wait_for_the_server(visit: Visit, kediri: Server) -> None:
    screen = watched(visit, kediri, "?kecamatan=35.71.01", known=False)
    screen.show_program(real_dataset().programs.at["kampung-senyum", "name"])
    looks = screen.until(lambda: screen.frame.evaluate("looks"), "other colours")
    assert [one["answers"] for one in looks] == [1]


def test_colours_that_the_server_does_not_confirm_go_back_to_those_of_its_last_answer(
    visit: Visit, kediri: Server
) -> None:
    screen = watched(visit, kediri, "?program=kampung-keren")
    before = screen.areas()
    name = real_dataset().programs.at["kampung-senyum", "name"]
    # As if it were chosen, and something else before the server could answer.
    screen.page.evaluate(
        """(petaChosen) => document.querySelector(".st-key-peta-bingkai iframe")
            .contentWindow.postMessage({ petaChosen }, "*")""",
        name,
    )
    screen.until(lambda: screen.areas() != before, "other colours")
    screen.until(lambda: screen.areas() == before, "the colours of the answer")
    assert len(screen.frame.evaluate("looks")) == 2


def test_what_is_done_before_the_answer_takes_the_colours_back(visit: Visit, kediri: Server) -> None:
    screen = watched(visit, kediri, "?program=kampung-keren")
    before = screen.areas()
    tell = """(message) => document.querySelector(".st-key-peta-bingkai iframe")
        .contentWindow.postMessage(message, "*")"""
    screen.page.evaluate(tell, {"petaChosen": real_dataset().programs.at["kampung-senyum", "name"]})
    screen.until(lambda: screen.areas() != before, "other colours")
    screen.page.evaluate(tell, {"petaWithdrawn": True})
    # Well before patience ends.
    screen.until(lambda: screen.areas() == before, "the colours of the answer", seconds=2)


@pytest.mark.parametrize("link", ["", "?program=kampung-keren"])
def test_a_chosen_pillar_colours_the_map_at_once_and_the_answer_changes_nothing(
    visit: Visit, kediri: Server, link: str
) -> None:
    screen = watched(visit, kediri, link)
    screen.page.get_by_role("radio", name="L Smart Living").click()
    screen.until(lambda: screen.frame.evaluate("looks.length"), "other colours")
    screen.page.wait_for_timeout(500)
    assert [one["answers"] for one in screen.frame.evaluate("looks")] == [0]
    screen.painted_as_in_legend()
    # A second click takes the pillar away, and what is left is for the server to say.
    screen.page.get_by_role("radio", name="L Smart Living").click()
    screen.until(lambda: len(screen.frame.evaluate("looks")) > 1, "the colours of all pillars")
    screen.page.wait_for_timeout(500)
    assert [one["answers"] for one in screen.frame.evaluate("looks")] == [0, 2]
    screen.painted_as_in_legend()
