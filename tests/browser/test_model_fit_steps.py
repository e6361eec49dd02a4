"""Each step of Model fit runs alone with those after it: what a control moves is seen, whichever step it belongs to."""

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from data.samples import SAMPLES
from tests.pages.live import value

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


def typed(page: Page, key: str, text: str) -> None:
    """Type a setting, and see it in the address."""
    field = page.locator(f".st-key-{key} input").first
    field.fill(text)
    field.press("Enter")
    page.wait_for_function("([key, text]) => Number(new URLSearchParams(location.search).get(key)) === Number(text)",
                           arg=[key, text])


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


STANDING = """window.standing = [];
new MutationObserver(() => standing.push([1, 2, 3].filter(n => document.querySelector(`.st-key-step_${n}`)).join("")))
  .observe(document, { childList: true, subtree: true });"""


def test_the_steps_appear_in_their_order(page: Page, server: str) -> None:
    page.add_init_script(STANDING)
    for _ in range(4):                          # how much comes at once is left to chance
        page.goto(f"{server}/model_fit")
        expect(page.locator(".st-key-play").get_by_text("step 4")).to_be_visible()
        seen = set(page.evaluate("standing"))
        assert "123" in seen
        assert seen <= {"", "1", "12", "123"}, "a step that is drawn before the one above it jumps when that comes"


def test_the_table_of_numbers_stays_where_it_is_when_rows_come_and_go(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&units=data&rate=0.05")
    numbers = page.locator("[data-text=numbers]")
    numbers.get_by_role("button", name="Copy numbers").click()
    rows, digits = numbers.locator("tbody tr"), numbers.locator("code")
    expect(digits).to_contain_text("parameters")
    few = rows.count()
    numbers.evaluate("place => { place.here = true; place.shadowRoot.querySelector('tbody').here = true; }")

    more(page, "loss")
    page.get_by_role("radio", name="Standardized").click()
    expect(digits).to_contain_text("standardized")
    expect(rows).not_to_have_count(few)
    page.get_by_role("radio", name="The data's units").click()
    expect(digits).not_to_contain_text("standardized")
    expect(rows).to_have_count(few)
    expect(digits).to_be_visible()
    kept = "place => place.here && place.shadowRoot.querySelector('tbody').here"
    assert numbers.evaluate(kept), "the table was built anew, and what was open or marked in it is gone"
    assert not numbers.evaluate("place => place.style.minHeight"), "room is kept for rows that are no longer there"


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


# Keeps what is written on any canvas, for a chart that is painted has no other text.
WRITTEN = """
window.written = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
  window.written.push(text);
  return write.call(this, text, ...place);
};"""


def chart_of(page: Page, address: str, place: str) -> Locator:
    """The painted chart in a place of a page, once it is at rest, with all that is written on it being kept."""
    page.add_init_script(WRITTEN)
    page.goto(address)
    chart = page.locator(f".st-key-{place} canvas").first
    expect(chart).to_be_visible()
    page.wait_for_timeout(800)
    return chart


def said_at(page: Page, chart: Locator, across: float, up: float) -> dict[str, str]:
    """What a chart writes once the hand rests on a place (shares of its width and height): names and numbers."""
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(5, 5)
    page.wait_for_timeout(200)
    page.evaluate("window.written.length = 0")
    page.mouse.move(box["x"] + across * box["width"], box["y"] + up * box["height"])
    page.wait_for_timeout(300)
    lines = [text.rpartition(" ") for text in page.evaluate("window.written")]      # inside a number no space breaks
    return {name: number for name, _, number in lines if name}


def test_a_hand_on_the_map_is_told_b_w_and_the_loss_and_a_click_starts_there(page: Page, server: str) -> None:
    chart = chart_of(page, f"{server}/model_fit?v=1&data=sample:hubble_1929&steps=5&rate=0.01", "map")
    said = said_at(page, chart, 0.7, 0.3)
    b, w = value(said["b"]), value(said["w"])
    table = pd.read_csv(SAMPLES["hubble_1929"].path)
    errors = b + w * table["distance_mpc"] - table["velocity_km_s"]
    assert value(said["loss L"]) == pytest.approx(float((errors**2).mean()), rel=2e-3)
    assert said_at(page, chart, 0.3, 0.7) != said

    said_at(page, chart, 0.7, 0.3)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(lambda address: "b0=0.0" not in address and "b0=" in address)
    query = parse_qs(urlsplit(page.url).query)
    assert float(query["b0"][0]) == pytest.approx(b, rel=1e-3)
    assert float(query["w0"][0]) == pytest.approx(w, rel=1e-3)
    page.mouse.move(5, 5)                                           # away: nothing is said any more
    page.wait_for_timeout(300)
    page.evaluate("window.written.length = 0")
    page.locator(".st-key-play input[type=range]").press("ArrowRight")
    page.wait_for_timeout(300)
    assert not [text for text in page.evaluate("window.written") if text.startswith("loss L ")]


def test_one_map_serves_a_line_and_a_plane_and_a_click_on_the_plane_starts_nowhere(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&b0=0&w0=0&rate=0.05")
    canvas = page.locator(".st-key-map canvas")
    expect(canvas).to_be_visible()
    page.wait_for_timeout(500)
    canvas.evaluate("canvas => { canvas.dataset.first = 'yes' }")
    choose(page, "1 Model", "Polynomial")
    expect(page.get_by_text("a plane through the optimum")).to_be_visible()
    expect(page.get_by_role("button", name="Which size?")).to_be_visible()      # Look closer follows the model
    page.wait_for_timeout(500)
    before = page.url
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    page.wait_for_timeout(1000)
    assert page.url == before
    choose(page, "1 Model", "Line")
    expect(page.get_by_text("click: a new start")).to_be_visible()
    expect(page.get_by_role("button", name="Which size?")).to_have_count(0)
    page.wait_for_timeout(500)
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    page.wait_for_function("() => Number(new URLSearchParams(location.search).get('w0')) !== 0")
    expect(page.locator(".st-key-map canvas[data-first=yes]")).to_have_count(1)  # never built anew


def test_a_hand_on_the_loss_curve_is_told_the_step_and_its_loss(page: Page, server: str) -> None:
    chart = chart_of(page, f"{server}/model_fit?v=1&data=sample:hubble_1929&steps=100&rate=0.01", "step_3")
    early, late = (said_at(page, chart, share, 0.3) for share in (0.3, 0.8))
    assert 0 < value(early["step"]) < value(late["step"]) <= 100
    assert value(early["loss L"]) > value(late["loss L"]) > 0


def test_numbers_of_a_choice_made_just_now_can_be_moved(page: Page, server: str) -> None:
    page.goto(f"{server}/model_fit?v=1&steps=20")
    formula = page.locator("[data-text=formula]")
    expect(formula).to_contain_text("x")

    choose(page, "1 Model", "Polynomial")
    expect(formula.get_by_text("x³")).to_be_visible()
    page.mouse.move(0, 0)
    more(page, "model")
    slide(page, "degree")
    expect(formula.get_by_text("x⁴")).to_be_visible()
    page.keyboard.press("Escape")

    choose(page, "2 Loss", "Huber")
    more(page, "loss")
    typed(page, "loss_delta", "100")
    page.keyboard.press("Escape")

    more(page, "optimize")
    choose(page, "Optimizer", "Adam")
    typed(page, "opt_beta_1", "0.5")
    expect(page.get_by_test_id("stException")).to_have_count(0)


# Which controls lie under the buttons of the picture that the hand is on.
COVERED = """picture => {
  const bar = picture.closest('.stElementContainer').querySelector('[data-testid=stElementToolbar]');
  if (!bar || Number(getComputedStyle(bar).opacity) === 0) return null;
  const box = bar.getBoundingClientRect();
  return [...document.querySelectorAll('button, input, [role=slider], [role=combobox]')].filter(control => {
    const own = control.getBoundingClientRect();
    return !bar.contains(control) && own.width && own.height && box.left < own.right && own.left < box.right
      && box.top < own.bottom && own.top < box.bottom;
  }).map(control => control.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("name", ["model_fit", "loss_comparison", "activation_functions"])
def test_the_buttons_of_a_picture_cover_no_control(page: Page, server: str, name: str) -> None:
    page.goto(f"{server}/{name}?v=1")
    pictures = page.get_by_test_id("stVegaLiteChart")
    expect(pictures.nth(2)).to_be_visible()
    page.wait_for_timeout(500)
    for number in range(pictures.count()):
        pictures.nth(number).hover()
        page.wait_for_timeout(400)                                  # they appear slowly
        assert pictures.nth(number).evaluate(COVERED) == []
