"""Colours: readable, and apart for colour-blind readers."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from dashboard.core.palette import BOTH, DARK, LIGHT, both, in_the_dark, mixed, rgba, shade, theme

THEMES = {"light": LIGHT, "dark": DARK}
# Viénot, Brettel and Mollon 1999, "Digital video colourmaps for checking the legibility of displays by dichromats":
# linear RGB to the linear RGB that a dichromat can't tell from it.
DICHROMATS = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
# Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency": the third kind.
DICHROMATS["tritanopia"] = (
    (1.255528, -0.076749, -0.178779),
    (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)
LEAST_DIFFERENCE = 15.0
# Between two tones that nothing but their lightness tells apart on grey paper.
LEAST_STEP = 8.0


def linear(colour):
    def channel(value):
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return [channel(value) for value in rgba(colour)[:3]]


def contrast(one, other):
    """Contrast ratio of WCAG 2.2."""
    bright, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)),
        reverse=True,
    )
    return (bright + 0.05) / (dark + 0.05)


def lab(rgb):
    """CIE 1976 L*a*b* (D65) of linear sRGB."""
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        sum(m * max(c, 0.0) for m, c in zip(row, rgb, strict=True)) / w for row, w in zip(matrix, white, strict=True)
    ]
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz]
    return (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))


@pytest.mark.parametrize("name", THEMES)
def test_marks_have_contrast_to_the_page(name):
    shown = THEMES[name]
    marks = {**shown.buyers, "other": shown.other, "host": shown.host, "accent": shown.accent}
    weak = {
        key: round(contrast(value, shown.background), 2)
        for key, value in marks.items()
        if contrast(value, shown.background) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("name", THEMES)
def test_text_has_contrast_to_the_page(name):
    shown = THEMES[name]
    assert contrast(shown.text, shown.background) >= 7
    assert contrast(shown.muted, shown.background) >= 4.5
    # The names beside the bands and lines stand in the buyer's colour, or in that of all others.
    weak = {
        key: round(contrast(value, shown.background), 2)
        for key, value in {
            **shown.buyers,
            "other": shown.other,
            "accent": shown.accent,
            "published": shown.ink("published"),
            "traced": shown.ink("traced"),
        }.items()
        if contrast(value, shown.background) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("kind", DICHROMATS)
@pytest.mark.parametrize("name", THEMES)
def test_buyers_stay_apart_for_colour_blind_readers(name, kind):
    seen = {}
    for code, colour in THEMES[name].buyers.items():
        rgb = linear(colour)
        seen[code] = lab([sum(m * c for m, c in zip(row, rgb, strict=True)) for row in DICHROMATS[kind]])
    close = {
        f"{a}-{b}": round(sum((p - q) ** 2 for p, q in zip(seen[a], seen[b], strict=True)) ** 0.5, 1)
        for a, b in combinations(seen, 2)
    }
    assert {pair: gap for pair, gap in close.items() if gap < LEAST_DIFFERENCE} == {}


@pytest.mark.parametrize("name", THEMES)
def test_grey_print_tells_what_is_traced_from_what_is_published_and_each_class_of_a_map(name):
    shown = THEMES[name]

    def lightness(colour):
        return lab(linear(colour))[0]

    assert abs(lightness(shown.published) - lightness(shown.traced)) >= 2 * LEAST_STEP
    steps = [lightness(shown.land), *(lightness(shade(shown, step)) for step in range(1, 5))]
    gaps = [abs(b - a) for a, b in pairwise(steps)]
    assert min(gaps) >= LEAST_STEP, gaps
    assert sorted(steps) in (steps, steps[::-1]), "the more buyers, the further from the ground"


def test_an_unknown_theme_is_light_and_an_unknown_buyer_grey():
    assert theme(None) is LIGHT
    assert LIGHT.buyer("ARE") == LIGHT.other


def test_a_colour_of_both_themes_is_one_that_a_style_sheet_reads():
    ink = both("#1a2530", "#e8eef2")
    assert ink == "var(--1a2530e8eef2,#1a2530)"
    assert both("#ffffff", "#ffffff") == "#ffffff"
    drawn = f'<text fill="{ink}"/><path stroke="{both("#000000", "#ffffff")}" fill="#00ff00"/><text fill="{ink}"/>'
    assert in_the_dark(drawn) == {"--000000ffffff": "#ffffff", "--1a2530e8eef2": "#e8eef2"}
    assert in_the_dark("#00ff00") == {}


def test_a_mix_of_colours_of_both_themes_is_a_mix_in_each():
    ink, paper = both("#000000", "#ffffff"), both("#ffffff", "#101820")
    # Halfway of 0 and 255 is 127.5, which rounds to 128; of 255 and 16, 24, 32 it is 135.5, 139.5, 143.5, which round to the even.
    assert mixed(ink, paper, 0.5) == both("#808080", "#888c90")
    assert mixed(ink, "#ffffff", 0.5) == both("#808080", "#ffffff")
    assert mixed("#ff0000", paper, 1) == paper
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_both_themes_are_told_of_each_meaning():
    for name, light in vars(LIGHT).items():
        told, dark = vars(BOTH)[name], vars(DARK)[name]
        pairs = (
            [(told[key], light[key], dark[key]) for key in light] if isinstance(light, dict) else [(told, light, dark)]
        )
        for one, bright, dim in pairs:
            assert one == (bright if bright == dim else f"var(--{bright[1:]}{dim[1:]},{bright})")
