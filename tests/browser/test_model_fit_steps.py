"""Each step of Model fit runs alone with those after it: what a control moves is seen, whichever step it belongs to."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def choose(page: Page, step: str, option: str) -> None:
    """Pick from the list of a step, which is labeled with the step."""
    page.get_by_role("combobox", name=step).click()
    page.get_by_role("option", name=option).first.click()


def slide(page: Page, key: str, presses: int = 1) -> None:
    """Open a popover's slider, if it stands in one, and move it to the right."""
    slider = page.locator(f".st-key-{key} input[type=range]").first
    for _ in range(presses):
        slider.press("ArrowRight")


def more(page: Page, step: str) -> None:
    """Open or close a step's More."""
    page.locator(f".st-key-more_{step} button").first.click()


def test_a_control_of_every_step_moves_what_follows(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&steps=20&rate=0.05")
    player, numbers = page.locator(".st-key-play"), page.locator("[data-text=numbers]")
    expect(player.get_by_text("of 20")).to_be_visible()
    page.wait_for_timeout(500)

    more(page, "optimize")                                          # step 3, what stands under More
    slide(page, "steps")
    expect(player.get_by_text("of 50")).to_be_visible()
    page.keyboard.press("Escape")

    said = page.get_by_text("η is stable up to")                    # step 3, the rate itself
    expect(said).to_be_visible()
    before = numbers.inner_text()
    slide(page, "rate")
    expect(numbers).not_to_have_text(before)

    more(page, "loss")                                              # step 2
    slide(page, "held")
    expect(numbers.get_by_text("L, held out")).to_be_visible()
    page.keyboard.press("Escape")
    choose(page, "2 Loss", "Absolute error")
    expect(page.locator("[data-text=loss_now]").get_by_text("|e|")).to_be_visible()

    choose(page, "1 Model", "Polynomial")                             # step 1
    expect(page.locator("[data-text=formula]").get_by_text("x³")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(3)


def test_a_click_on_the_map_and_more_steps_move_what_stands_before_them(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&steps=5&rate=0.01")
    page.locator(".st-key-more_steps button").click()
    expect(page.locator(".st-key-play").get_by_text("of 10")).to_be_visible()
    chart = page.locator(".st-key-map canvas").first
    box = chart.bounding_box()
    assert box is not None
    page.wait_for_timeout(500)
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"])
    page.wait_for_url(lambda address: "b0=0.0" not in address)
    assert "w0=0.0" not in page.url
    expect(page.get_by_test_id("stException")).to_have_count(0)
