"""Critical points in a real browser: a click on the map is the point, and everything beside it follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import settled

pytestmark = pytest.mark.browser


def click_at(page: Page, u: float, v: float, half: float) -> None:
    """Click the map at (u, v) of a window from −half to half."""
    box = page.locator(".st-key-map .mark-image image").first.bounding_box()
    assert box is not None
    across, up = (u + half) / (2 * half), (half - v) / (2 * half)
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * up)
    settled(page)


def point(page: Page) -> tuple[float, float]:
    """The point as its two fields say it."""
    page.wait_for_timeout(700)              # both fields have followed
    values = [page.locator(f".st-key-{key} input").input_value() for key in ("pu", "pv")]
    return float(values[0]), float(values[1])


def test_a_click_on_the_map_stands_there_and_the_verdict_follows(page: Page, server: str) -> None:
    page.goto(f"{server}/critical_points?ground=himmelblau&pu=-4&pv=0")
    expect(page.locator(".st-key-map .mark-image image").first).to_be_visible(timeout=60_000)
    settled(page)
    expect(page.get_by_text("Not a critical point")).to_be_visible()
    click_at(page, 3.0, 2.0, 5.0)
    assert point(page) == pytest.approx((3.0, 2.0), abs=1e-9), "a click on a level place stands exactly on it"
    expect(page.get_by_text("Local minimum", exact=False).first).to_be_visible(timeout=60_000)
    assert re.search(r"pu=(3\.0|2\.99999999)", page.url)
    click_at(page, -2.0, -4.0, 5.0)
    u, v = point(page)
    assert abs(u + 2) < 0.25
    assert abs(v + 4) < 0.25
    expect(page.get_by_text("Not a critical point")).to_be_visible()
    click_at(page, 3.0, 2.0, 5.0)
    assert point(page) == pytest.approx((3.0, 2.0), abs=1e-9), "a place clicked before can be clicked again"


def test_the_map_is_square_and_the_walks_are_played_in_the_browser(page: Page, server: str) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.goto(f"{server}/critical_points?pu=0.5&pv=-0.3")
    image = page.locator(".st-key-map .mark-image image").first
    expect(image).to_be_visible(timeout=60_000)
    settled(page)
    box = image.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], rel=0.01)
    page.wait_for_timeout(800)
    before = list(sent)
    track = page.get_by_role("slider", name="Step of the descent")
    track.focus()
    track.press("Home")
    page.wait_for_timeout(200)
    inputs = page.locator(".st-key-critical .vega-bindings input[type=range]")
    assert inputs.count() == 1
    assert inputs.first.input_value() == "0"
    assert sent == before, "scrubbing asks nobody"
