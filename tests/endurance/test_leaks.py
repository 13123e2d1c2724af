import subprocess
import sys


def test_that_windows_and_trainings_do_not_leak_objects():
    """Only the full campaign goes through all pages, and measures bytes."""
    command = [sys.executable, "-m", "tests.endurance", "leaks"]
    few = ["--windows", "3", "--trainings", "1", "--pages", "0", "--switches", "0", "--idle", "0"]
    campaign = subprocess.run([*command, *few], capture_output=True, text=True)
    assert campaign.returncode == 0, campaign.stdout + campaign.stderr
