"""Python's garbage collector, out of the way while much is made and little thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused_collector"]


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the search for reference cycles: rendering makes none, and looking for them costs a third.

    Memory is freed as always when the last reference goes. Nests, leaves one that was off as it is. What was
    made meanwhile counts as old afterwards: the first thing that the collector did would be to look through
    all of it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():  # what others froze stays frozen
                gc.freeze()
                gc.unfreeze()  # into the oldest generation
            gc.enable()
