"""Spark on a real standalone cluster, a master and two workers on this machine, gives what DuckDB gives."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import pyarrow.csv
import pyarrow.parquet
import pytest

from tahqiq.link.engines.spark import MASTER
from tahqiq.link.testing import Simulated, simulate_list, simulate_lists

#: Seconds a master and its workers may take to find one another.
_PATIENCE = 60.0
#: A virtual machine for a short life: no second compiler, no threads to collect garbage.
_SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_RUNNING = [
    name
    for name, found in (("java", shutil.which("java")), ("pyspark", importlib.util.find_spec("pyspark")))
    if not found
]
pytestmark = pytest.mark.skipif(bool(_RUNNING), reason=f"needs {' and '.join(_RUNNING)}")


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a command that is to run Spark on this machine."""
    return _environment(tmp_path_factory.mktemp("spark"))


@pytest.fixture
def cluster(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of a command that is to run on a cluster, which ends with the test."""
    folder = Path(environment["TAHQIQ_TEST_WORK"])
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    with ExitStack() as ending:
        _start(
            ending, environment, folder / "master.log", "master.Master", "--host", "127.0.0.1", "--port",
            str(port), "--webui-port", "0",
        )  # fmt: skip
        _wait(folder / "master.log", "I have been elected leader")
        for number in range(2):
            work = folder / f"worker{number}"
            _start(
                ending, environment, folder / f"worker{number}.log", "worker.Worker", "--host", "127.0.0.1",
                "--cores", "1", "--memory", "1G", "--webui-port", "0", "--work-dir", str(work), address,
            )  # fmt: skip
        for number in range(2):
            _wait(folder / f"worker{number}.log", "Successfully registered with master")
        yield {**environment, MASTER: address}


def test_a_cluster_links_as_duckdb_does(cluster: dict[str, str], tmp_path: Path) -> None:
    _written(simulate_lists(260, seed=5), tmp_path)
    words = ["link", "press.csv", "registry.csv"]
    found = {engine: _run(words, engine, cluster, tmp_path) for engine in ("duckdb", "spark")}
    _equal(found["duckdb"], found["spark"])
    assert found["spark"]["pairs"].num_rows > 100
    # Both workers ran a part of it, each in an executor of its own.
    work = Path(cluster["TAHQIQ_TEST_WORK"])
    assert all(list((work / f"worker{number}").glob("app-*/*/stderr")) for number in range(2))


def test_spark_on_this_machine_deduplicates_as_duckdb_does(
    environment: dict[str, str], tmp_path: Path
) -> None:
    _written(simulate_list(300, seed=5), tmp_path)
    words = ["dedupe", "list.csv"]
    found = {engine: _run(words, engine, environment, tmp_path) for engine in ("duckdb", "spark")}
    _equal(found["duckdb"], found["spark"])


def _equal(one: dict[str, pyarrow.Table], other: dict[str, pyarrow.Table]) -> None:
    """Pairs, levels, weights and decisions are the same to the last bit."""
    assert one["decided"].equals(other["decided"])
    assert one["pairs"].schema.equals(other["pairs"].schema)
    for name in one["pairs"].column_names:
        columns = [each["pairs"].column(name).to_numpy() for each in (one, other)]
        np.testing.assert_array_equal(*columns, err_msg=name)


def _written(made: Simulated, folder: Path) -> None:
    for each in made.lists:
        pyarrow.csv.write_csv(each.table, folder / f"{each.name}.csv")


def _run(
    words: list[str], engine: str, environment: dict[str, str], folder: Path
) -> dict[str, pyarrow.Table]:
    """What a command decided, and the pairs it compared."""
    decided, pairs = folder / f"{engine}.csv", folder / f"{engine}.parquet"
    options = ["--engine", engine, "--out", str(decided), "--candidates", str(pairs)]
    command = [sys.executable, "-m", "tahqiq", *words, *options]
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return {"decided": pyarrow.csv.read_csv(decided), "pairs": pyarrow.parquet.read_table(pairs)}


def _environment(folder: Path) -> dict[str, str]:
    """Everything on 127.0.0.1, little memory, nothing written outside a folder."""
    configuration = folder / "conf"
    configuration.mkdir()
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "700m",
        "spark.executor.memory": "600m",
        "spark.executor.cores": "1",
        "spark.cores.max": "2",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.ui.enabled": "false",
        # For a few hundred records machines that start soon are better than machines that run fast.
        "spark.driver.extraJavaOptions": _SOON,
        "spark.executor.extraJavaOptions": _SOON,
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    lines = "".join(f"{name} {value}\n" for name, value in settings.items())
    (configuration / "spark-defaults.conf").write_text(lines)
    return {
        **{name: value for name, value in os.environ.items() if name != MASTER},
        "TAHQIQ_TEST_WORK": str(folder),
        "SPARK_HOME": str(_spark()),
        "SPARK_CONF_DIR": str(configuration),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": _SOON,
        "SPARK_WORKER_OPTS": "-Dspark.worker.ui.retainedExecutors=1",
        "PYSPARK_PYTHON": sys.executable,
    }


def _spark() -> Path:
    """Where pyspark keeps Spark."""
    found = importlib.util.find_spec("pyspark")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def _free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _start(ending: ExitStack, environment: dict[str, str], log: Path, role: str, *options: str) -> None:
    """Starts a part of the cluster, in its own group of processes, to be ended with the tests."""
    command = [str(_spark() / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *options]
    out = ending.enter_context(log.open("wb"))
    running = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
    )
    ending.callback(_end, running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """Asks a process to end, and makes it where it does not."""
    running.terminate()
    try:
        running.wait(20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _wait(log: Path, words: str) -> None:
    """Waits until a log says something."""
    until = time.monotonic() + _PATIENCE
    while words not in (said := log.read_text(errors="replace")):
        if time.monotonic() > until:
            pytest.fail(f"{log.name} does not say {words!r}:\n{said[-2000:]}")
        time.sleep(0.1)
