"""Loss comparison in a real browser: squares are square, the lines follow the hand, the closer look comes after."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
THREE = "loss_comparison?data=sample:anscombe&only=series+%3D+III&losses=mse&losses=mae"


def opened(page: Page, server: str, path: str = THREE, tables: int = 2) -> Page:
    page.goto(f"{server}/{path}")
    expect(page.locator(".stVegaLiteChart :is(svg, canvas)").nth(3)).to_be_visible()
    expect(page.locator("table").nth(tables - 1)).to_be_visible()
    return page


def slope(page: Page, fit: str) -> float:
    row = page.locator("table").first.locator("tr", has=page.get_by_text(fit, exact=True)).last
    return float(row.locator("td").nth(2).inner_text().replace("−", "-"))


@pytest.mark.parametrize("width", [1400, 390])
def test_a_drawn_square_is_square_in_pixels_at_every_width(page: Page, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, server)
    boxes = page.locator(".stVegaLiteChart svg").first.locator(".mark-rect path").evaluate_all(
        "all => all.map(e => e.getBBox()).map(b => [b.width, b.height])")
    drawn = [(across, up) for across, up in boxes if up > 1]
    assert len(drawn) >= 6
    for across, up in drawn:
        assert across == pytest.approx(up, rel=0.02, abs=0.6)


def test_lines_and_address_follow_the_hand_and_the_closer_look_comes_when_it_rests(page: Page, server: str) -> None:
    opened(page, server)
    assert slope(page, "MSE") == 0.4997
    mean = page.locator("table").nth(1).locator("td").nth(1)
    expect(mean).to_have_text("7.500")
    page.locator("[data-testid=stSlider] input[type=range]").first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    expect(page).to_have_url(re.compile(r"move=1\.0"))
    expect(mean).to_have_text("7.591")
    assert slope(page, "MSE") == pytest.approx(0.4997 + 4 / 110, abs=2e-4)
    assert slope(page, "MAE") == pytest.approx(0.345, abs=1e-3)


def test_a_click_on_a_dot_marks_it(page: Page, server: str) -> None:
    opened(page, server)
    expect(page).to_have_url(re.compile(r"point=3\b"))
    places = page.locator(".stVegaLiteChart svg").first.locator("g.mark-symbol").nth(1).locator("path")
    places.nth(0).click(force=True)
    expect(page).to_have_url(re.compile(r"point=1\b"))
    assert page.url.count("move=0.0") == 1


def test_the_link_reopens_what_is_on_screen(page: Page, server: str) -> None:
    opened(page, server, THREE + "&move=7.26&closer=surfaces&stride=0.3&shrink=1", tables=1)
    assert slope(page, "MSE") == 0.7637
    expect(page.get_by_text("Bowl and crease")).to_be_visible()
    expect(page.locator(".st-key-maps .stVegaLiteChart canvas")).to_have_count(2)
