"""Below the fold in a real browser: take a rate by a click, change a weight, take the script home and run it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from data.samples import SAMPLES

pytestmark = pytest.mark.browser


def settled(page: Page) -> None:
    """Wait until the script has finished and the charts are drawn."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.wait_for_timeout(400)


def asked(page: Page, key: str) -> str:
    """What the address says."""
    return parse_qs(urlparse(page.url).query).get(key, [""])[-1]


def test_a_click_in_the_sweep_takes_a_rate_for_the_whole_page(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&open=sweep&rate=0.1")
    chart = page.locator(".st-key-picture_sweep svg.marks")
    chart.scroll_into_view_if_needed()
    settled(page)
    box = chart.bounding_box()
    assert box is not None
    before = asked(page, "rate")
    assert before == "0.1"
    for share in (0.62, 0.6, 0.64, 0.58, 0.66, 0.56):           # rates stand so close that one of these meets one
        page.mouse.click(box["x"] + share * box["width"], box["y"] + 0.5 * box["height"])
        settled(page)
        if asked(page, "rate") != before:
            break
    taken = asked(page, "rate")
    assert taken != before
    slider = page.get_by_role("slider", name="Learning rate").first
    expect(slider).to_have_attribute("aria-valuetext", f"{float(taken):g}")


def test_the_downloaded_script_comes_to_the_numbers_on_the_page(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(f"{server}/model_fit?v=1&open=downloads&loss=huber&optimizer=adam&rate=0.1&steps=200&units=standardized")
    button = page.get_by_role("button", name="Script")
    button.scroll_into_view_if_needed()
    settled(page)
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "three_steps.py")
    shutil.copy(SAMPLES["hubble_1929"].path, tmp_path)
    done = subprocess.run([sys.executable, "-I", "three_steps.py"], cwd=tmp_path, capture_output=True, text=True,
                          check=True)
    assert "differs" not in done.stdout
    found = json.loads(done.stdout[: done.stdout.rindex("}") + 1])
    page.get_by_role("button", name="Copy numbers").click()
    shown = json.loads(page.locator("[data-text=numbers] code").inner_text())
    np.testing.assert_allclose(found["parameters"], list(shown["parameters"].values()), rtol=1e-10)


def test_a_weight_that_is_typed_over_changes_the_loss_and_can_be_had_back(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&open=network&model=network&hidden=2&steps=200")
    grid = page.get_by_test_id("stDataFrame").last
    grid.scroll_into_view_if_needed()
    settled(page)
    said = page.get_by_text("Loss with these parameters")
    expect(said).to_be_visible()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.45 * box["width"], box["y"] + 50)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")                                 # opens the cell
    page.wait_for_timeout(300)
    page.keyboard.press("Control+A")
    page.keyboard.type("50", delay=80)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Loss with 1 parameter(s) changed")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="As learned").click()
    expect(said).to_be_visible()


def said_of_residuals(page: Page) -> str:
    """The sentence under the residual plot."""
    sentence = page.get_by_text("Residuals of the last step")
    expect(sentence).to_be_visible()
    settled(page)
    return sentence.inner_text()


def test_what_is_open_below_follows_when_the_rate_moves_alone(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&open=residuals&rate=0.002&steps=20")
    before = said_of_residuals(page)
    page.get_by_role("slider", name="Learning rate").first.press("ArrowRight")
    expect(page.get_by_text("Residuals of the last step")).not_to_have_text(before)
    moved = said_of_residuals(page)
    page.goto(f"{server}/model_fit?v=1&open=residuals&steps=20&rate={asked(page, 'rate')}")
    assert said_of_residuals(page) == moved


def test_what_is_opened_after_the_rate_has_moved_alone_shows_the_fit_on_the_screen(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&rate=0.002&steps=20")
    slider = page.get_by_role("slider", name="Learning rate").first
    expect(page.get_by_text("Look closer")).to_be_visible()
    settled(page)
    for _ in range(3):
        slider.press("ArrowRight")
        settled(page)
    page.get_by_role("button", name="Residuals").click()
    shown = said_of_residuals(page)
    page.goto(f"{server}/model_fit?v=1&open=residuals&steps=20&rate={asked(page, 'rate')}")
    assert said_of_residuals(page) == shown


def test_another_part_does_not_build_what_is_open_anew(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&open=guess")
    picture = page.locator(".st-key-pair_guess svg.marks").first
    expect(picture).to_be_visible()
    page.wait_for_timeout(500)
    picture.evaluate("drawn => { drawn.dataset.before = 'yes'; }")
    page.get_by_role("button", name="Residuals").click()
    expect(page.get_by_text("how many rows have such a residual")).to_be_visible()
    page.wait_for_timeout(500)
    assert picture.get_attribute("data-before") == "yes"
