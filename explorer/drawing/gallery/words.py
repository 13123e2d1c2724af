"""What the page Gallery says."""

from explorer.drawing.gallery.forms import Shown
from explorer.texts.language import _, ngettext
from explorer.texts.numbers import percent
from explorer.texts.shortening import shortened


def label_and_answer(one: Shown) -> str:
    """Return label and prediction of a drawing in a few signs."""
    answer = "–" if one.answer is None else str(one.answer)
    if one.label is None:
        return _("? → {0}").format(answer)
    mark = "✓" if one.answer == one.label else "✗"
    return f"{one.label} → {answer} {mark if one.answer is not None else ''}".strip()


def gallery_in_words(shown: tuple[Shown, ...]) -> str:
    """Return the gallery for users who do not see it."""
    return "; ".join(label_and_answer(one) for one in shown)


def title(shown: tuple[Shown, ...]) -> str:
    """Return how many drawings there are."""
    if not shown:
        return _("Gallery")
    return ngettext("Gallery: {0} drawing", "Gallery: {0} drawings", len(shown)).format(len(shown))


def hits(shown: tuple[Shown, ...]) -> tuple[int, int]:
    """Return how many of the drawings with a label are predicted correctly, and how many those are."""
    known = [one for one in shown if one.label is not None and one.answer is not None]
    return sum(one.label == one.answer for one in known), len(known)


def hit_rate(shown: tuple[Shown, ...]) -> str:
    """Return how many of the drawings with a label are predicted correctly, and their share."""
    right, known = hits(shown)
    if not known:
        return ""
    return _("{0} of {1} correct, {2}").format(right, known, percent(right / known))


def exported(count: int, left_out: int, folder: str) -> str:
    """Return what was written."""
    words = ngettext(
        "{0} drawing written to {1}.",
        "{0} drawings written to {1}.",
        count,
    ).format(count, shortened(folder))
    if left_out:
        left = ngettext(
            "{0} was left out: no label or no ink.", "{0} were left out: no label or no ink.", left_out
        )
        words += " " + left.format(left_out)
    return words
