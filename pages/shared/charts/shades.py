"""Heights as colors: a grid of numbers becomes one small picture, in bands whose edges are contours."""

import base64
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pages.shared.charts.theme import Colors

Array = NDArray[np.float64]


def surface_png(levels: NDArray[np.int64], count: int, colors: Colors) -> str:
    """Bands (rows up, columns across) as a PNG in a data address; the lowest melts into the page."""
    lightness, chroma, hue = colors.surface
    along = np.linspace(0.0, 1.0, count)
    palette = oklch(*(low + change * along for low, change in (lightness, chroma, hue)))
    return png(palette[levels][::-1])


def png(pixels: NDArray[np.uint8]) -> str:
    """Pixels (rows from the top, columns, 3) as a PNG in a data address."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "png")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def oklch(lightness: Array, chroma: Array, hue: Array) -> NDArray[np.uint8]:
    """OKLCH colors (hue in degrees) as sRGB bytes, (..., 3). Source: Ottosson 2020, a perceptual color space."""
    a, b = chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))
    lms = np.stack([lightness + 0.3963377774 * a + 0.2158037573 * b,
                    lightness - 0.1055613458 * a - 0.0638541728 * b,
                    lightness - 0.0894841775 * a - 1.2914855480 * b], axis=-1) ** 3
    linear = lms @ np.array([[4.0767416621, -1.2684380046, -0.0041960863],
                             [-3.3077115913, 2.6097574011, -0.7034186147],
                             [0.2309699292, -0.3413193965, 1.7076147010]])
    linear = np.clip(linear, 0.0, 1.0)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * encoded), dtype=np.uint8)


def regions_png(probabilities: Array, colors: Colors) -> str:
    """Probability of every class, (rows up, columns across, k), as tints of the class colors; the border in model's.

    A sure answer has a third of its color, an even chance none. Where the chosen class changes from one cell to the
    next runs the model's boundary.
    """
    probabilities = finer(finer(probabilities, 0), 1)
    count = probabilities.shape[-1]
    winner = probabilities.argmax(axis=-1)
    sure = (probabilities.max(axis=-1) - 1 / count) / (1 - 1 / count)
    tones, page, line = (rgb(*names) for names in (colors.classes, (colors.page,), (colors.model,)))
    share = (0.06 + 0.28 * np.round(6 * sure) / 6)[..., None]
    pixels = page[0] * (1 - share) + tones[winner % len(tones)] * share
    border = np.zeros(winner.shape, dtype=bool)
    border[:, 1:] |= winner[:, 1:] != winner[:, :-1]
    border[1:, :] |= winner[1:, :] != winner[:-1, :]
    pixels[border] = line[0]
    return png(np.rint(pixels).astype(np.uint8)[::-1])


def finer(values: Array, axis: int, times: int = 3) -> Array:
    """A grid with `times` as many cells along an axis, in between by straight lines (its ends are kept)."""
    cells = values.shape[axis]
    if cells == 1:
        return values
    along = np.linspace(0.0, cells - 1.0, cells * times)
    low = np.minimum(along.astype(np.int64), cells - 2)
    part = (along - low).reshape([-1 if each == axis else 1 for each in range(values.ndim)])
    return np.asarray(np.take(values, low, axis) * (1 - part) + np.take(values, low + 1, axis) * part)


def heights_png(values: Array, low: float, high: float, colors: Colors) -> str:
    """Numbers (rows up, columns across) in the model's hue: low is clear, high is full; 12 flat bands."""
    return png(height_tones(values, low, high, colors)[::-1])


def rgb(*names: str) -> Array:
    """Hexadecimal colors as numbers, (count, 3)."""
    return np.array([[int(name[i: i + 2], 16) for i in (1, 3, 5)] for name in names], dtype=float)


def height_colors(values: Array, low: float, high: float, colors: Colors) -> list[str]:
    """The color that every number has in `heights_png`."""
    return [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in height_tones(values, low, high, colors)]


def height_tones(values: Array, low: float, high: float, colors: Colors) -> NDArray[np.uint8]:
    """Colors (..., 3) of numbers (...) in twelve bands."""
    share = np.nan_to_num(np.clip((values - low) / (high - low or 1.0), 0.0, 1.0))
    band = np.floor(share * 12).clip(0, 11) / 11
    page, full = rgb(colors.page, colors.model)
    return np.asarray(np.rint(page + (full - page) * 0.75 * band[..., None]), dtype=np.uint8)
