"""Train the bundled networks again: ``python -m resources.models.make_models [chapter] [reader]``.

On one machine and BLAS kernel the same files come out, byte for byte.
"""

import sys
import time

import resources
from core.augmentation import Affine
from core.mnist import Dataset, load_dataset
from core.model_file import SavedRun, save_network, save_run
from core.moments import Moments
from core.optimizers import Momentum
from core.training import TrainingConfig, accuracies, initial_checkpoint, train
from core.two_layer_net import TwoLayerNet

CHAPTER = TrainingConfig(seed=0)

READER = TrainingConfig(
    hidden_size=200,
    learning_rate=0.3,
    iterations=60 * 600,
    sampling="shuffle",
    optimizer=Momentum(0.9),
    schedule="cosine",
    augmentation=Affine(),
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


MAKERS = {"chapter": make_chapter, "reader": make_reader}


def main(names: list[str]) -> None:
    """Make the networks of these names, or all."""
    data = load_dataset()
    for name in names or MAKERS:
        start = time.perf_counter()
        MAKERS[name](data)
        print(f"{name}: {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
