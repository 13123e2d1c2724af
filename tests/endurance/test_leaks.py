import subprocess
import sys


def test_that_a_few_windows_pages_and_trainings_leave_nothing_behind():
    """No object of a closed window and no widget of a closed dialog; how many bytes is measured in a long campaign."""
    command = [sys.executable, "-m", "tests.endurance", "leaks"]
    few = ["--windows", "6", "--pages", "6", "--trainings", "1", "--idle", "0"]
    campaign = subprocess.run([*command, *few], capture_output=True, text=True)
    assert campaign.returncode == 0, campaign.stdout + campaign.stderr
