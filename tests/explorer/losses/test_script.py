import numpy as np
import pytest

from core.chapter_inputs import MOSTLY_WRONG
from explorer.losses.batch.words import loss as batch_loss
from explorer.losses.sample.words import loss
from tests.explorer.losses.reading import copied_script, numbers, run


@pytest.fixture(autouse=True)
def _mnist_in_memory(monkeypatch, mnist_dataset):
    """Leave out what every script begins with: reading the files."""
    monkeypatch.setattr("core.mnist.load_dataset", lambda: mnist_dataset)


@pytest.mark.parametrize(
    "fields", [{}, {"y": MOSTLY_WRONG}, {"y": (0.0,) * 10, "target": 9}, {"samples": "batch"}]
)
def test_that_the_script_of_a_sample_prints_the_losses_on_screen(view, control, fields):
    view.store.change(**fields)
    output = run(copied_script(control))
    mean = numbers(output.splitlines()[-1])
    assert [loss(value) for value in mean] == [
        view.page("sample").squares.value,
        view.page("sample").entropies.value,
    ]


def test_that_the_script_of_scores_prints_the_slopes_on_screen(view, control):
    view.store.change(
        entry="scores", scores=(0.3, 2.1, 3.4, -1.2, 0.1, 0.4, -4.0, 1.1, -2.2, 0.9), curve="by_score"
    )
    printed = numbers(run(copied_script(control)).split("y - t")[1].split("slopes")[0])
    assert printed == pytest.approx(view.page("sample").slopes.entropies.numbers()[1], abs=1e-6)
    assert np.sum(printed) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("sampling", ["replacement", "shuffle"])
def test_that_the_script_of_a_batch_prints_its_mean_and_that_of_all(open_page, control, sampling):
    page = open_page("batch", batch_size=250, batch_seed=7, sampling=sampling)
    mean, of_all = numbers(run(copied_script(control)))
    assert batch_loss(mean) == page.mean.accessibleDescription()
    assert of_all == pytest.approx(page.all_losses.mean, abs=5e-5)


def test_that_a_network_in_no_file_has_no_script_and_the_person_is_told(qtbot, view, control):
    view.store.change(page="batch", network="newest")
    with qtbot.waitSignal(view.session.problem) as told:
        assert copied_script(control) == ""
    assert "not saved in a file" in told.args[0]


@pytest.mark.parametrize("fields", [{"offset": 0.75}, {"matrix": "W2", "weight_row": 16, "weight_column": 8}])
def test_that_the_script_of_a_weight_prints_loss_accuracy_and_slopes(open_page, control, fields):
    page = open_page("weight", images=300, images_seed=4, **fields)
    value, loss_value, loss_slope, accuracy, accuracy_slope = numbers(run(copied_script(control)))
    assert value == pytest.approx(control("weight_value").value, abs=1e-6)
    assert f"{loss_value:.5f}" == page.loss_stat.accessibleDescription().split()[0]
    assert f"{accuracy:.4f}" == page.accuracy_stat.accessibleDescription()
    x, y = page.loss.tangent.numbers()
    assert loss_slope == pytest.approx(np.diff(y)[0] / np.diff(x)[0], abs=2e-6)
    assert accuracy_slope == 0


@pytest.mark.parametrize("x", [1.0, -2.5])
def test_that_the_script_of_step_and_sigmoid_prints_values_losses_and_slopes(open_page, control, x):
    page = open_page("step", images=100, offset=0.5, activation_x=x)
    sigmoid, step, value, smooth, stairs = (
        numbers(line)[-2:] for line in run(copied_script(control)).splitlines()
    )
    assert sigmoid == pytest.approx(
        [page.values.value_of("sigmoid"), page.slopes.value_of("sigmoid")], abs=1e-6
    )
    assert step == [page.values.value_of("step"), 0]
    assert value == [pytest.approx(control("step_value").value, abs=1e-6)]
    assert smooth[0] == pytest.approx(page.smooth.point.numbers()[1][0], abs=1e-6)
    x_tangent, y_tangent = page.smooth.tangent.numbers()
    assert smooth[1] == pytest.approx(np.diff(y_tangent)[0] / np.diff(x_tangent)[0], abs=1e-6)
    assert stairs == [pytest.approx(page.stairs.point.numbers()[1][0], abs=1e-6), 0]
