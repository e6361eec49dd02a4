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
