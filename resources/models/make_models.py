"""Make what is bundled again: ``python -m resources.models.make_models [chapter] [reader] [familiarity] [features]``.

On one machine and BLAS kernel the same files come out, byte for byte.
"""

import json
import sys
import time
from collections.abc import Generator

import numpy as np

import resources
from core.accuracy import accuracies
from core.augmentation import Affine
from core.familiarity import familiarity
from core.hog import hog_bytes
from core.mnist import Dataset, load_dataset
from core.model_file import SavedRun, save_network, save_run
from core.moments import Moments
from core.nearest_neighbours import NEIGHBOURS, answers_of_nearest
from core.optimizers import Momentum
from core.style_variants import StyleVariants, with_style_variants
from core.training import TrainingConfig, initial_checkpoint, train
from core.two_layer_net import TwoLayerNet

GIVEN_UP = 0.02
"""Share of digits that may be taken for none, so that most of what is no digit is found out."""

CHAPTER = TrainingConfig(seed=0)

READER = TrainingConfig(
    hidden_size=200,
    learning_rate=0.3,
    iterations=100 * 720,
    sampling="shuffle",
    optimizer=Momentum(0.9),
    schedule="cosine",
    augmentation=Affine(),
    style_variants=StyleVariants(),
    subtract_mean=True,
    seed=0,
)


def make_chapter(data: Dataset) -> None:
    """Train the chapter's network; write it, and its run: losses, the accuracies of each epoch, and checkpoints."""
    moments = Moments(round(len(data.train_images) / CHAPTER.batch_size))
    moments = moments.including(initial_checkpoint(CHAPTER, data))
    steps = []
    for step in train(CHAPTER, data):
        steps.append(step)
        if moments.wants(step.iteration + 1):
            moments = moments.including(step.checkpoint())
    network = steps[-1].network
    _save(network, "chapter", "Chapter's network", CHAPTER, data)
    evaluated = [step for step in steps if step.test_accuracy is not None]
    run = SavedRun.of(
        network,
        config=CHAPTER,
        losses=[step.loss for step in steps],
        iterations=[step.iteration for step in evaluated],
        train_accuracies=[step.train_accuracy for step in evaluated],
        test_accuracies=[step.test_accuracy for step in evaluated],
        name="Chapter's run",
        checkpoints=(*moments.kept, steps[-1].checkpoint()),
    )
    save_run(resources.path("models", "chapter_run.npz"), run)


def make_reader(data: Dataset) -> None:
    """Train the network that reads drawings, and write it."""
    *_, last = train(READER, data, evaluate=False)
    _save(last.network, "reader", "Reader of handwriting", READER, data)


def make_familiarity(data: Dataset) -> None:
    """Find out what the digits that the reader was trained on have in common, those in other styles included."""
    images, labels = with_style_variants(data, StyleVariants(), np.random.default_rng(0))
    known = _result_of(familiarity(images[:], labels, given_up=GIVEN_UP))
    resources.path("models", "familiarity.npz").write_bytes(known.to_bytes())
    refused = np.mean(known.strangeness(data.test_images) > known.limit)
    print(f"familiarity: {100 * refused:.1f} % of the test images are refused")


def make_features(data: Dataset) -> None:
    """Write how well nearest neighbours read the test images by their pixels, and by a feature made by people."""
    accuracies_by_name = {}
    for name, feature_of in (("pixels", np.asarray), ("hog", hog_bytes)):
        examples, images = feature_of(data.train_images), feature_of(data.test_images)
        answers = _result_of(answers_of_nearest(examples, data.train_labels, images))
        accuracies_by_name[name] = float(np.mean(answers == data.test_labels))
    figures = {
        "neighbours": NEIGHBOURS,
        "training_images": len(data.train_images),
        "test_images": len(data.test_images),
        "test_accuracy": accuracies_by_name,
    }
    resources.path("models", "features.json").write_text(
        json.dumps(figures, indent=2) + "\n", encoding="utf-8"
    )
    print(f"features: {accuracies_by_name}")


def _result_of[Result](work: Generator[None, None, Result]) -> Result:
    while True:
        try:
            next(work)
        except StopIteration as stop:
            result: Result = stop.value
            return result


def _save(network: TwoLayerNet, file: str, name: str, config: TrainingConfig, data: Dataset) -> None:
    train_accuracy, test_accuracy = accuracies(network, data)
    save_network(
        resources.path("models", f"{file}.npz"),
        network,
        config=config,
        train_accuracy=train_accuracy,
        test_accuracy=test_accuracy,
        name=name,
    )
    print(f"{file}: training images {train_accuracy:.4f}, test images {test_accuracy:.4f}")


MAKERS = {
    "chapter": make_chapter,
    "reader": make_reader,
    "familiarity": make_familiarity,
    "features": make_features,
}


def main(names: list[str]) -> None:
    """Make what has these names, or all."""
    data = load_dataset()
    for name in names or MAKERS:
        start = time.perf_counter()
        MAKERS[name](data)
        print(f"{name}: {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
