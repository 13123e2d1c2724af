"""Whatever is typed, each field takes it or says what is wrong; and every state goes through a session file."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.chapter_inputs import FIRST_NET_WEIGHTS
from explorer.derivative.network.state import NetworkState
from explorer.derivative.rounding.state import RoundingState
from explorer.derivative.state import PAGES, DerivativeState
from explorer.derivative.tangent.state import TangentState
from explorer.derivative.variables.state import VariablesState
from explorer.state.session import Session
from explorer.state.session_file import open_session, save_session

ANYTHING = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="0123456789.,-−+e^*/()xXsincogp ·⁻¹²", max_size=20),
    st.sampled_from(["", "1e999", "-0", "nan", "inf", "x" * 300, "((((((x))))))", "0x10", "1_000", "２"]),
)
FORMULAS = [("tangent", "formula"), ("rounding", "rounding_formula"), ("variables", "surface_formula")]
NUMBERS = [
    ("tangent", "x"),
    ("tangent", "h"),
    ("rounding", "rounding_h"),
    ("variables", "x0"),
    ("variables", "angle"),
    ("network", "weight"),
    ("network", "nudge"),
    ("network", "input_1"),
    ("network", "learning_rate"),
]


@pytest.mark.parametrize(("page", "name"), FORMULAS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_that_any_text_in_a_formula_is_taken_or_gets_a_sentence(view, control, page, name, text):
    view.store.tick_to(DerivativeState(page=page))
    before, field = view.store.state, control(name)
    field.setText(text)
    field.edited.emit(text)
    if field.problem:
        assert view.store.state == before


@pytest.mark.parametrize(("page", "name"), NUMBERS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_that_any_text_in_a_number_is_taken_or_gets_a_sentence(view, control, page, name, text):
    view.store.tick_to(DerivativeState(page=page))
    before, field = view.store.state, control(name)
    field.setText(text)
    field.setModified(True)
    field.returnPressed.emit()
    if field.problem:
        assert view.store.state == before
    field.clear_problem()
    field.setModified(False)


@pytest.mark.parametrize("page", PAGES)
def test_that_every_page_comes_back_from_a_session_file(tmp_path, page):
    state = DerivativeState(
        "sin(x)",
        2.5,
        1e-50,
        "forward",
        page,
        TangentState(7),
        RoundingState("float32"),
        VariablesState("x0*x1", 0.0, 2.0, 271.5),
        NetworkState(FIRST_NET_WEIGHTS, (0.1, -0.2), 1, 0, 1, -0.5, 2.0, 17, 3, 2, (0, 2)),
    )
    session, file = Session(), tmp_path / "pages.learnscope"
    try:
        save_session(file, "derivative", {"derivative": state}, session)
        assert open_session(file, {"derivative": DerivativeState}).states["derivative"] == state
    finally:
        session.close()
