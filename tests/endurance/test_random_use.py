from tests.endurance.random_use import main


def test_that_a_short_random_use_finds_no_failure():
    """Only the full campaign measures stalls."""
    assert main(["--events", "100", "--stall", "60000"]) == 0
