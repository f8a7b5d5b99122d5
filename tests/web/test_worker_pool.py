"""Work in other processes: the same as here, refused where there is no place, begun anew after a process died."""

from __future__ import annotations

import os
import threading
import time
from operator import mul

import pytest

from mapserver.statistics.autocorrelation import measure
from mapserver.web.errors import Busy
from mapserver.web.measure_pool import MeasurePool
from mapserver.web.worker_pool import WorkerPool


def test_without_processes_whoever_asks_works() -> None:
    assert WorkerPool(0, 0, "busy").run(os.getpid) == os.getpid()


def test_a_process_that_dies_is_followed_by_another() -> None:
    pool = WorkerPool(1, 0, "Ask again.")
    with pytest.raises(Busy, match=r"Ask again\."):
        pool.run(os._exit, 1)
    assert pool.run(mul, 6, 7) == 42
    assert pool.run(os.getpid) != os.getpid()
    pool._stop()


def test_whoever_finds_no_place_is_told() -> None:
    pool = WorkerPool(1, 0, "Ask again.")
    pool.run(os.getpid)
    slow = threading.Thread(target=pool.run, args=(time.sleep, 3))
    slow.start()
    time.sleep(0.5)
    with pytest.raises(Busy):
        pool.run(os.getpid)
    slow.join()
    pool._stop()


def test_clusters_are_measured_there_as_here() -> None:
    pool = MeasurePool(1, 1)
    pool.get_ready()
    values = [float(place * place % 17) for place in range(20)]
    pairs = [(place, place + 1) for place in range(19)]
    assert pool.measure(values, pairs, pairs[:15]) == measure(values, pairs, pairs[:15])
    pool._stop()
