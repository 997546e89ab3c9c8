"""The same batch on any Executor and on a Dask cluster: the same bytes, the same isolation."""

import multiprocessing
import os
import signal
import threading
import time
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from govdoc.batch import Choices, Settings, convert_many
from govdoc.batch.messages import Order, decode_outcome
from govdoc.batch.settings import Shipping, encode
from govdoc.context import Limits
from govdoc.errors import UsageError
from tests.batch.conftest import tree

TO = ["docx", "xml"]


@pytest.mark.parametrize("shipping", list(Shipping))
@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_any_executor(folder, tmp_path, pool, shipping) -> None:
    place = folder(5)
    convert_many([place], TO, tmp_path / "calm")
    fresh = multiprocessing.get_context("spawn")
    executor = ThreadPoolExecutor(2) if pool == "threads" else ProcessPoolExecutor(2, mp_context=fresh)
    with executor:
        choices = Choices(shipping=shipping, jobs=2)
        summary = convert_many([place], TO, tmp_path / "out", choices=choices, engine=executor)
        assert executor.submit(abs, -1).result() == 1, "the caller's executor stays open"
    assert (summary.converted, summary.failed) == (5, 0)
    assert tree(tmp_path / "out") == tree(tmp_path / "calm")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_takes_no_children_along(folder, tmp_path) -> None:
    place = folder(2)
    with ThreadPoolExecutor(1) as executor:
        from govdoc.batch import guard

        executor.submit(guard.in_child, _order(place)).result()
        assert guard._idle
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside threads is what is tried
            pid = os.fork()
        if pid == 0:
            os._exit(len(guard._idle) + len(guard._all))
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert decode_outcome(executor.submit(guard.in_child, _order(place)).result()[0]).failure is None
        guard.close_all()


def _order(place) -> tuple[bytes, ...]:
    return (encode(Order(name="a", settings=Settings(), path=str(place / "d1.txt"))),)


def test_an_address_where_nobody_answers_or_dask_is_missing(folder, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match=r"govdoc\[dask\]"):
        convert_many([folder(1)], TO, tmp_path / "out", engine="tcp://127.0.0.1:1")


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="the extra dask")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", memory_limit=0
    )
    yield cluster
    cluster.close()


@pytest.mark.slow
@pytest.mark.parametrize("shipping", list(Shipping))
def test_a_dask_cluster_gives_the_same_bytes(cluster, folder, tmp_path, shipping) -> None:
    place = folder(12)
    (place / "bad.docx").write_bytes(b"PK\x03\x04 nothing")
    convert_many([place], TO, tmp_path / "calm")
    summary = convert_many(
        [place], TO, tmp_path / "out", choices=Choices(shipping=shipping), engine=cluster.scheduler_address
    )
    assert (summary.converted, summary.failed) == (12, 1)
    assert tree(tmp_path / "out") == tree(tmp_path / "calm")


@pytest.mark.slow
def test_a_dask_worker_that_is_killed_on_the_way_is_survived(cluster, folder, tmp_path) -> None:
    place = folder(40)
    convert_many([place], TO, tmp_path / "calm")
    victims = [worker.pid for worker in cluster.workers.values()]
    out = tmp_path / "out"

    def kill() -> None:
        end = time.monotonic() + 30
        while not any(out.glob("*.xml")) and time.monotonic() < end:
            time.sleep(0.01)
        os.kill(victims[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    summary = convert_many([place], TO, out, engine=cluster.scheduler_address)
    killer.join()
    assert victims[0] not in [worker.pid for worker in cluster.workers.values()], (
        "it was killed, and replaced"
    )
    assert (summary.converted, summary.failed) == (40, 0)
    assert tree(out) == tree(tmp_path / "calm")


@pytest.mark.slow
def test_isolation_on_a_dask_cluster(hostile, tmp_path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra dask")
    words = ["fine", "segfault", "hang", "raise", "fine"]
    inputs = [hostile(f"{i}-{word}", word) for i, word in enumerate(words)]
    settings = Settings(form="hostile", limits=Limits(seconds=2))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", memory_limit=0
    ) as own:
        summary = convert_many(
            inputs, ["text"], tmp_path / "out", settings, Choices(attempts=1), engine=own.scheduler_address
        )
    assert (summary.converted, summary.failed) == (2, 3)
    assert sorted(tree(tmp_path / "out")) == ["0-fine.txt", "4-fine.txt"]
