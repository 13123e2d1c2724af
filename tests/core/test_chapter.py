"""The numbers of the chapter's examples are those of an independent computation, and ours agree with them."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.chapter import EXAMPLES, main

ORACLES = json.loads(Path(__file__).with_name("oracles.json").read_text(encoding="utf-8"))


def known_numbers(value):
    """Return all numbers in what was read from a JSON file."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for item in value for number in known_numbers(item)]
    return [float(value)] if isinstance(value, (int, float)) else []


def digits_of(text):
    return len(text.partition("e")[0].replace("-", "").replace(".", "").lstrip("0"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.code}={example.printed}")
def test_that_our_numbers_are_the_printed_ones(example):
    assert example.agrees


@pytest.mark.parametrize(
    "example", [each for each in EXAMPLES if each.section != "4.5"], ids=lambda each: each.printed
)
def test_that_the_printed_numbers_are_those_of_an_independent_computation(example):
    known = np.array(known_numbers(ORACLES))
    for text in example.printed.split():
        tolerance = 10.0 ** -(digits_of(text) - 1) if digits_of(text) else 0
        assert np.isclose(known, float(text), rtol=tolerance, atol=0).any(), text


@pytest.mark.parametrize("printed", ["0.0976", "0.0975 0.0975", "0.09751"])
def test_that_other_numbers_do_not_agree(printed):
    assert not replace(EXAMPLES[0], printed=printed).agrees


def test_that_the_command_prints_both_numbers_with_a_tick(capsys):
    main()
    printed = capsys.readouterr().out
    assert "0.1999999999990898" in printed and printed.count("✓") == len(EXAMPLES) and "✗" not in printed
