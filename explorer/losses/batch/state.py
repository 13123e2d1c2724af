"""What the user can set on the page Batch."""

from dataclasses import dataclass
from typing import Literal

from explorer.state.declarations import LogTrack, State, choice, whole_number
from explorer.texts.language import N_

LARGEST_BATCH = 10_000


@dataclass(frozen=True)
class BatchState(State):
    """State of the page Batch."""

    batch_size: int = whole_number(
        100,
        1,
        LARGEST_BATCH,
        track=LogTrack(0, 4, (0, 1, 2, 3, 4)),
        label=N_("Images in the batch"),
        hint=N_(
            "How many images the mean is of, 1 to 10 000. With replacement the standard error is σ/√N: 100 times as "
            "many images give a tenth of it. Section 2 of the chapter."
        ),
    )
    batch_seed: int = whole_number(
        0,
        0,
        2**31 - 1,
        label=N_("Seed"),
        hint=N_(
            "The same seed draws the same batch; a smaller batch is the first part of a larger one. "
            "Section 2 of the chapter."
        ),
    )
    sampling: Literal["replacement", "shuffle"] = choice(
        "replacement",
        {"replacement": N_("With replacement"), "shuffle": N_("Shuffled")},
        label=N_("How a batch is drawn"),
        hint=N_(
            "With replacement, as with the chapter’s np.random.choice: an image can be drawn twice, and an epoch "
            "of draws contains about 63.2 % of the images. Shuffled: each image once. Sections 2 and 6 of the chapter."
        ),
    )
    order: Literal["drawn", "loss"] = choice(
        "drawn",
        {"drawn": N_("As drawn"), "loss": N_("By loss")},
        label=N_("Order of the images"),
        hint=N_("As drawn, or the largest loss first. Section 2 of the chapter."),
    )
