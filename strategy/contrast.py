"""How well a colour stands out from white paper, as WCAG 2.2 reckons it (relative luminance, contrast ratio). Pure."""

# WCAG 2.2, 1.4.3: text of any size.
CONTRAST_NEEDED = 4.5
# The share of red, green and blue in how bright a colour looks (sRGB, IEC 61966-2-1).
SHARES = (0.2126, 0.7152, 0.0722)


def contrast_with_white(colour: str) -> float:
    """The ratio between white and a colour written as #1B4F8F: from 1 for white to 21 for black."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    luminance = sum(share * _linear(part) for share, part in zip(SHARES, parts, strict=True))
    return 1.05 / (luminance + 0.05)


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
