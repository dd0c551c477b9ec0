"""How colours look to other eyes and on a grey print, and how far apart they are.

References
----------
Machado, G. M., Oliveira, M. M. & Fernandes, L. A. F. (2009). A physiologically-based model for simulation
of color vision deficiency. IEEE Trans Vis Comput Graph 15, 1291-1298. doi:10.1109/TVCG.2009.113
IEC 61966-2-1:1999 (sRGB); CIE 15:2004 (CIELAB, CIE76); WCAG 2.1 (relative luminance, contrast ratio).
"""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)

VISIONS: dict[str, Floats] = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "grey": np.tile(TO_XYZ[1], (3, 1)),
}
"""Severity 1.0 in linear RGB; 'grey' keeps the luminance alone."""


def linear_rgb(colour: str) -> Floats:
    """Linear RGB, 0 to 1, of an sRGB colour."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str = "normal") -> Floats:
    """CIELAB (D65) of a colour as an eye of this kind sees it."""
    seen = np.clip(VISIONS[vision] @ linear_rgb(colour), 0, 1)
    share = TO_XYZ @ seen / WHITE
    x, y, z = np.where(share > (6 / 29) ** 3, np.cbrt(share), share * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str = "normal") -> float:
    """CIE76: how far apart two colours are in CIELAB."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    bright, dark = sorted((float(TO_XYZ[1] @ linear_rgb(colour)) for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
