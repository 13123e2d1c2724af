import subprocess
import sys

import pytest

# A heap of its own takes 64 MiB of addresses or more, the stack of a thread 8.
PROGRAM = """
import threading
from pathlib import Path
from explorer.heap import share_one_heap

def pages():
    return int(Path("/proc/self/statm").read_text().split()[0])

def work():
    block = bytearray(50_000)
    ready.release()
    done.wait()

share_one_heap()
ready, done, before = threading.Semaphore(0), threading.Event(), pages()
threads = [threading.Thread(target=work) for _number in range(4)]
for thread in threads:
    thread.start()
    ready.acquire()
print((pages() - before) * 4096 // 2**20)
done.set()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_threads_have_no_heaps_of_their_own():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 4 * 64
