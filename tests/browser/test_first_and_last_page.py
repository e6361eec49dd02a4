"""Overview plays by itself once, and not for those who asked for calm; Generation trains beside the page."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FRAME = "document.querySelector('.st-key-learning')?.dataset.frame"


def test_the_line_learns_by_itself_once(page: Page, server: str) -> None:
    page.goto(server)
    page.wait_for_function(f"{FRAME} === '100'", timeout=30_000)
    expect(page.locator(".st-key-replay output")).to_have_text("step 100 of 100")
    expect(page.locator("[data-text=learning_now]")).to_contain_text("49")
    page.get_by_role("button", name="Take the first step").click()
    expect(page.get_by_role("heading", name="Model fit")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    page.wait_for_function(f"{FRAME} === '4'")             # the frame that tells most, at rest
    page.wait_for_timeout(600)
    assert page.evaluate(FRAME) == "4"


HIGHEST = """window.highest = 0;
(function look() {
  highest = Math.max(highest, document.querySelector(".st-key-replay")?.offsetHeight ?? 0);
  requestAnimationFrame(look);
})();"""


def test_the_small_player_is_never_larger_than_it_ends_up(page: Page, server: str) -> None:
    page.add_init_script(HIGHEST)
    page.goto(server)
    expect(page.locator(".st-key-replay output")).to_contain_text("step")
    final = page.evaluate("document.querySelector('.st-key-replay').offsetHeight")
    assert 0 < page.evaluate("highest") <= final + 4                # Streamlit's own placeholder has 40 px


def test_for_those_who_asked_for_less_motion_it_stays_still_until_play(browser: Browser, server: str) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(server)
        page.wait_for_function(f"{FRAME} === '4'", timeout=30_000)
        page.wait_for_timeout(800)
        assert page.evaluate(FRAME) == "4"
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(f"{FRAME} === '100'", timeout=30_000)


def test_a_card_is_a_link_wherever_it_is_pressed(page: Page, server: str) -> None:
    page.goto(f"{server}/?data=sample:views")
    card = page.locator(".st-key-card_loss")
    expect(card.locator("svg, canvas").first).to_be_visible()
    page.wait_for_function("""(link => link && getComputedStyle(link, '::after').zIndex === '2')(
        document.querySelector('.st-key-card_loss a'))""")
    card.click(position={"x": 150, "y": 70})                # on the picture
    expect(page.get_by_role("heading", name="Model fit")).to_be_visible()
    page.wait_for_function("location.search.includes('data=sample%3Aviews')")


def test_the_glossary_is_searched_while_one_types(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_role("searchbox").press_sequentially("saddle")
    expect(page.get_by_text("a pass between two mountains")).to_be_visible()
    expect(page.get_by_text("What the prediction of one row misses")).to_have_count(0)


def test_a_training_goes_on_beside_the_page_and_can_be_stopped(page: Page, server: str) -> None:
    page.goto(f"{server}/generation?network=1&neurons=64&context=5")
    stop = page.get_by_role("button", name="Stop here")
    expect(stop).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Six more").click()     # the page can be used meanwhile
    page.wait_for_function("location.search.includes('draw=2')")
    stop.click()
    expect(page.get_by_text("Stopped by you")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Train on")).to_be_visible()
