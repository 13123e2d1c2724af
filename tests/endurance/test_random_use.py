import subprocess
import sys


def test_that_a_short_random_use_finds_no_failure():
    """Only the full campaign measures stalls."""
    command = [sys.executable, "-m", "tests.endurance", "random_use", "--events", "300", "--stall", "60000"]
    campaign = subprocess.run(command, capture_output=True, text=True)
    assert campaign.returncode == 0, campaign.stdout + campaign.stderr
