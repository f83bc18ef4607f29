"""The server is started again while pages are open."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit


def test_a_page_says_that_the_server_is_gone_and_its_first_click_afterwards_counts(
    visit: Visit, serve: Serve
) -> None:
    server = serve()
    screen = visit(server, "?program=kampung-iva", clean=False)
    before = screen.sentence.inner_text()
    server.stop()
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Sambungan terputus")
    expect(dialog).to_contain_text("Server tidak menjawab.")
    with screen.rerun():
        serve(port=server.port)
    expect(dialog).to_have_count(0)
    assert screen.sentence.inner_text() == before
    screen.show_pillar("Smart Living")
    expect(screen.sentence).to_contain_text("Smart Living tercatat")
    screen.painted_as_in_legend()
