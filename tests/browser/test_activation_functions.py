"""Activation functions in a real browser: a part runs alone, the address follows, and the other parts hear of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import settled

pytestmark = pytest.mark.browser


def slider(page: Page, key: str) -> None:
    """Put the keyboard on a slider."""
    page.locator(f".st-key-{key} [role=slider], .st-key-{key} input[type=range]").first.focus()


def test_a_slider_keeps_its_value_after_another_page_was_visited(page: Page, server: str) -> None:
    page.goto(f"{server}/activation_functions?pieces=3")
    expect(page.get_by_text("This follows your data")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Data")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Activation functions").click()
    expect(page.get_by_text("This follows your data")).to_be_visible(timeout=60_000)
    settled(page)
    for expected in ("4", "5", "6"):
        slider(page, "pieces")
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile(rf"[?&]pieces={expected}(&|$)"))


def test_what_is_compared_reaches_all_parts_of_the_page(page: Page, server: str) -> None:
    page.goto(f"{server}/activation_functions?bends_closer=depth")
    expect(page.get_by_text("This follows your data")).to_be_visible(timeout=60_000)
    settled(page)
    page.locator(".st-key-compare").get_by_role("button", name="GELU").click()
    expect(page).to_have_url(re.compile("compare=gelu"))
    expect(page.locator("table").filter(has_text="largest slope").get_by_text("GELU")).to_be_visible(timeout=20_000)
    page.get_by_role("radio", name="Formulas").click()
    expect(page.get_by_text("It is z times the probability").nth(1)).to_be_visible(timeout=20_000)


def test_the_picture_moves_without_being_built_anew(page: Page, server: str) -> None:
    page.goto(f"{server}/activation_functions?shape=relu")
    picture = page.locator(".stVegaLiteChart svg").first
    expect(picture).to_be_visible(timeout=60_000)
    settled(page)
    picture.evaluate("each => { each.dataset.same = 'yes'; }")
    slider(page, "pieces")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("pieces=5"))
    expect(page.locator("[data-same=yes]")).to_have_count(1)


def test_only_the_numbers_of_neurons_that_are_there_can_be_typed(page: Page, server: str) -> None:
    page.goto(f"{server}/activation_functions?bends_closer=layers")
    expect(page.get_by_text("One line.")).to_be_visible(timeout=60_000)
    settled(page)
    numbers = page.locator(".st-key-stack_numbers input:visible")
    expect(numbers).to_have_count(4)
    page.locator(".st-key-stack").get_by_role("radio", name="2").click()
    expect(numbers).to_have_count(7)
    page.get_by_label("second w₂").fill("2")
    page.get_by_label("second w₂").press("Enter")
    expect(page).to_have_url(re.compile("stack=2.*stack_c2=2.0"))
    expect(page.get_by_text("ŷ = −1.5 + 1 x")).to_be_visible()                 # 3 - 0.5·1 - 2·2, and -0.5·2 + 2·1


def test_an_activation_s_own_number_reaches_the_pieces_once_the_hand_rests(page: Page, server: str) -> None:
    page.goto(f"{server}/activation_functions?shape=leaky_relu&own_leaky_relu_alpha=0.9&compare_more=leaky_relu")
    formula = page.get_by_text("f(x) =")
    expect(formula).to_be_visible(timeout=60_000)
    settled(page)
    before = formula.inner_text()
    page.locator(".st-key-more_compare button").first.click()
    page.get_by_role("slider", name="Leaky ReLU: α").focus()
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("own_leaky_relu_alpha=0.0"))
    expect(formula).not_to_have_text(before, timeout=10_000)
