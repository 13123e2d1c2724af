"""What a network makes of each digit of a picture."""

import numpy as np

from explorer.drawing.reading import Subject, can_read


def readings(subject: Subject) -> tuple[str, ...]:
    """Return the answer to each digit of the picture on the canvas; none where the network cannot read."""
    network = subject.network.network
    if subject.picture is None or not subject.picture.digits or not can_read(network):
        return ()
    images = np.stack([digit.image for digit in subject.picture.digits]) / 255
    return tuple(map(str, network.scores(images).argmax(axis=1).tolist()))
