"""The main job in a real browser: upload a CSV, move η, scrub, and read the coefficients back from the page."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

RNG = np.random.default_rng(3)
X = np.round(RNG.uniform(1, 9, 40), 3)
Y = np.round(2.5 - 0.75 * X + RNG.normal(0, 0.4, 40), 3)


def german_csv(folder: Path) -> Path:
    """Semicolons, decimal commas, a date written day first, and one broken row."""
    rows = [f"{x:.3f};{y:.3f};{1 + i % 28:02d}.03.2025".replace(".", ",", 2)
            for i, (x, y) in enumerate(zip(X, Y, strict=True))]
    file = folder / "messung.csv"
    lines = ["länge;gewicht;datum", *rows[:20], "1,0;2,0;3;4;5;6", *rows[20:]]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def settled(page: Page) -> None:
    """Wait until the script has finished and nothing has been stale for half a second."""
    page.evaluate("window.quietSince = null")
    page.wait_for_timeout(150)                              # the hand's message is on its way
    page.wait_for_function("""() => {
        const busy = document.querySelector('[data-testid=stStatusWidget], [data-stale=true]');
        window.quietSince = busy ? null : window.quietSince ?? performance.now();
        return window.quietSince !== null && performance.now() - window.quietSince > 500;
    }""", timeout=60_000)


def numbers(page: Page) -> dict[str, object]:
    """All digits, from behind "Copy numbers"."""
    button = page.get_by_role("button", name="Copy numbers")
    button.click()
    text = page.locator("[data-text=numbers] code").inner_text()
    button.click()
    found: dict[str, object] = json.loads(text)
    return found


def shown(page: Page, name: str) -> str:
    """A live number of the page."""
    return page.evaluate(
        """name => { for (const host of document.querySelectorAll('[data-text=numbers]')) {
             const found = host.shadowRoot && host.shadowRoot.querySelector(`[data-live="${name}"]`);
             if (found) return found.textContent; } return ''; }""", name) or ""


def number(text: str) -> float:
    digits = text.replace("−", "-").replace("\u202f", "")
    if found := re.fullmatch(r"(\S+) × 10(\S+)", digits):
        power = found[2].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        digits = f"{found[1]}e{power}"
    return float(digits)


def test_upload_move_scrub_and_read_back(page: Page, fresh_server: str, tmp_path: Path) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.goto(f"{fresh_server}/data_upload")                # a deep link on a server that nobody has visited
    settled(page)
    page.get_by_role("radio", name="My file").click()
    page.locator("input[type=file]").set_input_files(german_csv(tmp_path))
    expect(page.get_by_text("messung.csv").first).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Model fit").click()
    expect(page.get_by_role("heading", name="Model fit")).to_be_visible()
    settled(page)

    design = np.column_stack([np.ones(len(X)), X])
    expected = np.linalg.lstsq(design, Y, rcond=None)[0]
    found = numbers(page)
    exact = found["exact optimum"]
    assert isinstance(exact, dict)
    parameters = exact["parameters"]
    assert len(parameters) == 2
    np.testing.assert_allclose(list(parameters.values()), expected, rtol=1e-8)

    before = numbers(page)["loss"]
    eta = page.get_by_role("slider", name="learning rate η")
    eta.focus()
    eta.press("ArrowRight")
    settled(page)
    assert numbers(page)["loss"] != before, "another learning rate leads elsewhere"

    ended = numbers(page)["parameters"]
    assert isinstance(ended, dict)
    page.wait_for_timeout(1000)
    before_scrubbing = list(sent)
    assert before_scrubbing, "the visitor's earlier frames were heard"
    track = page.get_by_role("slider", name="Step of the descent")
    track.focus()
    track.press("Home")
    page.wait_for_timeout(200)
    start = number(shown(page, "d0")), number(shown(page, "d1"))
    assert start == (0.0, 0.0)
    track.press("End")
    page.wait_for_timeout(200)
    np.testing.assert_allclose([number(shown(page, "d0")), number(shown(page, "d1"))], list(ended.values()), rtol=1e-3)
    for chart in range(3):
        value = page.locator(".stMainBlockContainer .vega-bindings input[type=range]").nth(chart).input_value()
        assert value == track.input_value(), "every chart shows the frame of the player"
    assert sent == before_scrubbing, "scrubbing asks nobody"


def test_a_shared_link_reopens_the_same_view(page: Page, fresh_server: str) -> None:
    address = f"{fresh_server}/model_fit?data=sample:views&loss=mae&rate=0.01&b0=0.5&w0=1.0&units=data&steps=50&at=7"
    page.goto(address)
    settled(page)
    first = numbers(page)
    assert page.get_by_role("slider", name="Step of the descent").get_attribute("aria-valuetext") == "step 7 of 50"
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("textbox", name="Link").input_value()
    assert "at=7" in link
    with page.context.browser.new_context() as context:     # type: ignore[union-attr]
        other = context.new_page()
        other.goto(link)
        settled(other)
        assert numbers(other) == first
        assert other.get_by_role("slider", name="Step of the descent").get_attribute("aria-valuetext") == "step 7 of 50"


def test_a_small_upload_travels_inside_the_link(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(f"{server}/data_upload")
    settled(page)
    page.get_by_role("radio", name="My file").click()
    page.locator("input[type=file]").set_input_files(german_csv(tmp_path))
    settled(page)
    page.get_by_role("link", name="Model fit").click()
    settled(page)
    assert "cells" not in page.url, "an upload's cells go into a link only when Share is pressed"
    first = numbers(page)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("textbox", name="Link").input_value()
    assert "data=cells" in link
    with page.context.browser.new_context() as context:     # type: ignore[union-attr]
        other = context.new_page()
        other.goto(link)
        settled(other)
        assert numbers(other) == first


def test_numbers_are_written_alike_by_python_and_by_the_browser(page: Page, server: str) -> None:
    from pages.shared.numbers import number as written
    from pages.shared.player.player import read

    values = [0.0, 1.4, -0.331, 12410.0, 99999.6, 999_949.9, 1e6, 1.5e-8, -2.5e-4, 9.9996e-5, 123456.0, 3.0, 0.1]
    values += [float("inf")]
    values += RNG.normal(size=200).tolist() + (10 ** RNG.uniform(-12, 12, 200)).tolist()
    page.goto(f"{server}/model_fit")
    script = read("live.js").split("const FORMS")[0]
    plain = page.evaluate(f"values => {{ {script}; return values.map(number); }}",
                          values)
    assert plain == [written(value) for value in values]
