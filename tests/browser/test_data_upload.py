"""The data page in a real browser: a Chinese file, another delimiter, another type, a point moved, and the fit."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

AREA = [50.0, 60.0, 70.0, 80.0, 90.0, 110.0]
PRICE = [100.0, 130.0, 145.0, 150.0, 200.0, 230.0]
ROOMS = [1, 2, 2, 3, 3, 4]
ROW, HEAD = 35, 36                                      # heights in the grids


def chinese_file(folder: Path) -> Path:
    file = folder / "房价.csv"
    rows = [f"好房，近地铁;{rooms};{area:.1f};{price:.1f}"
            for rooms, area, price in zip(ROOMS, AREA, PRICE, strict=True)]
    file.write_bytes("\n".join(["说明;房间;面积;价格", *rows]).encode("gb18030"))
    return file


def settled(page: Page) -> None:
    page.wait_for_timeout(700)                          # the grid tells the server of a change after a pause
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.wait_for_timeout(300)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def write(page: Page, grid: Locator, x: float, row: int, text: str) -> None:
    """Write into a cell of a grid, x pixels from its left edge (from its right edge if negative)."""
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = grid.bounding_box()
    assert box is not None
    across, down = box["x"] + (x if x > 0 else box["width"] + x), box["y"] + HEAD + ROW * row + ROW / 2
    for _ in range(4):                                  # the first click may only close what was open elsewhere
        page.mouse.click(across, down)
        page.wait_for_timeout(600)
        if page.evaluate("document.activeElement.getAttribute('role')") == "gridcell":
            break
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.keyboard.type(text, delay=40)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    settled(page)


def test_a_chinese_file_is_read_overruled_retyped_and_edited_and_model_fit_follows(page: Page, fresh_server: str,
                                                                                  tmp_path: Path) -> None:
    page.goto(f"{fresh_server}/data_upload")
    settled(page)
    page.get_by_role("radio", name="My file").click()
    page.locator("input[type=file]").set_input_files(chinese_file(tmp_path))
    expect(page.get_by_text("6 rows · 4 columns")).to_be_visible()
    expect(page.get_by_text("Read as GB18030")).to_be_visible()
    expect(page.get_by_role("combobox", name="Predict y")).to_have_value("价格")

    page.get_by_role("button", name="Read it differently").click()
    choose(page, "Columns are separated by", "comma ,")
    expect(page.get_by_text("· 1 column", exact=False)).to_be_visible()
    choose(page, "Columns are separated by", "as detected")
    expect(page.get_by_text("6 rows · 4 columns")).to_be_visible()
    page.keyboard.press("Escape")

    grids = page.get_by_test_id("stDataFrame")
    write(page, grids.nth(0), 290, 1, "category")       # 房间, the second row
    expect(page.get_by_text("房间 was made category")).to_be_visible()
    expect(page).to_have_url(re.compile("type=category%3A%E6%88%BF%E9%97%B4"))

    write(page, grids.nth(1), -60, 5, "500")            # the last price
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    expect(page.get_by_text("1 cell(s) changed")).to_be_visible()

    page.get_by_role("link", name="Model fit").click()
    expect(page.get_by_role("heading", name="Model fit")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Copy numbers").click()
    found = json.loads(page.locator("[data-text=numbers] code").inner_text())["exact optimum"]["parameters"]
    rooms = np.array(ROOMS)                             # a category now: one column of 0 and 1 for each of 2, 3, 4
    design = np.column_stack([np.ones(6), *(rooms == number for number in (2, 3, 4))])
    expected = np.linalg.lstsq(design, np.array([*PRICE[:-1], 500.0]), rcond=None)[0]
    np.testing.assert_allclose(list(found.values()), expected, rtol=1e-8)
