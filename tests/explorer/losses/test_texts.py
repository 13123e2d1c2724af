"""Whatever is typed into a field of the page Sample, it is taken or gets a sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.losses.state import LossesState

ANYTHING = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="0123456789.,-−+e^ ·⁻¹²", max_size=12),
    st.sampled_from(["", "1e999", "-0", "nan", "inf", "1e-400", "-1000", "2"]),
)


@pytest.mark.parametrize(("name", "entry"), [("probability", "probabilities"), ("score", "scores")])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_that_any_text_is_taken_or_gets_a_sentence(view, control, name, entry, text):
    view.store.tick_to(LossesState(entry=entry))
    before, field = view.store.state, control(name)
    field.setText(text)
    field.setModified(True)
    field.returnPressed.emit()
    if field.problem:
        assert view.store.state == before
    field.clear_problem()
    field.setModified(False)
