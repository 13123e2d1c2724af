import subprocess
import sys


def test_that_nothing_goes_wrong_in_a_short_random_use():
    """Whatever the time it takes: only the campaign itself measures that."""
    command = [sys.executable, "-m", "tests.endurance", "random_use", "--events", "300", "--stall", "60000"]
    campaign = subprocess.run(command, capture_output=True, text=True)
    assert campaign.returncode == 0, campaign.stdout + campaign.stderr
