"""The command `learnscope`, also `python -m explorer`. Reads the command line before it loads Qt."""

import gc
import importlib.metadata
import os
import sys

from explorer import start_checks
from explorer.command_line import command_line


def main(argv: list[str] | None = None) -> int:
    """Start the application and return its exit code; 2 where it cannot start, after one sentence."""
    arguments = command_line().parse_args(argv)
    if arguments.version:
        print(f"learnscope {importlib.metadata.version('learnscope')}")
        return 0
    if arguments.snapshot is not None or arguments.check is not None or arguments.facts:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        start_checks.check_python()
        start_checks.check_qt_version()
        start_checks.check_libraries(start_checks.LIBRARIES)
        if start_checks.uses_window_system():
            start_checks.check_display()
            start_checks.check_libraries(start_checks.WINDOW_LIBRARIES)
    except start_checks.CannotStartError as problem:
        print(problem, file=sys.stderr)
        return 2
    # Modules stay to the end: looking for garbage among them takes 0.1 s now, and 40 ms at each full collection. From
    # here on the application collects it, on the thread of its window.
    gc.disable()
    from explorer import application  # only now: loading Qt on a machine that lacks a library would abort

    gc.freeze()
    if arguments.check is not None:
        return application.check(arguments)
    if arguments.facts:
        return application.facts(arguments)
    if arguments.snapshot is not None:
        return application.snapshot(arguments)
    return application.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
