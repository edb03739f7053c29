"""A batch on a Spark cluster: Parquet or JSON lines go in, a folder of Parquet and the quarantine come out.

The cluster is the one that ``spark-submit`` or the Spark configuration names, else this machine
(``local[*]``). All that happens to a document happens in :func:`attrib.batch.table.analyse_batch`; here rows
are only brought there and the result is written. Input files are worked through in groups, each committed on
its own. A run that is resumed leaves out, by an anti-join, the ids that are there.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from attrib.batch.engines.local import Result, fingerprint
from attrib.batch.table import analyse_batch
from attrib.batch.units import Failure
from attrib.batch.writers import parquet
from attrib.batch.writers.rows import row
from attrib.errors import AttribError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from attrib.batch.engines.hadoop import Files
    from attrib.batch.worker import Setup

#: Groups into which the input's files are divided: a kill costs at most the group under way.
_COMMITS = 20
#: Tasks a core in each group, so that the last ones do not keep the others waiting long.
_TASKS = 4
#: Documents handed over at a time; their reports, some 40 kB each, are in memory together.
_ROWS = 64
_PARQUET = (".parquet",)
_JSON_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".json", ".json.gz")
_SCHEMA = (
    "status string, doc_id string, title string, published string, outlet string, url string, "
    "language string, text_sha256 string, attributions bigint, sources bigint, report string"
)


def run(given: tuple[str, ...], out: str, *, setup: Setup, restart: bool) -> Result:
    """Analyse all documents of the input, or go on where a run before was ended.

    Args:
        given: Files and folders of Parquet (``id``, ``text``, …) or of JSON lines, as paths or URIs.
        out: Folder for the reports.
        setup: The analysis and the bounds on each document.
        restart: Remove what is there and begin anew.

    Returns:
        How many documents succeeded and failed; when OUT is complete already, only the failures.

    Raises:
        AttribError: pyspark is missing, the input cannot be read, ids are used twice, or the state is of
            another run.
    """
    spark = _session()
    from attrib.batch.engines.hadoop import Files

    return _Run(spark, Files(spark), given, out.rstrip("/"), setup).run(restart=restart)


class _Run:
    """One run: its session, its places."""

    def __init__(
        self, spark: SparkSession, files: Files, given: tuple[str, ...], out: str, setup: Setup
    ) -> None:
        self._spark = spark
        self._files = files
        self._given = given
        self._name = ", ".join(given)
        self._setup = setup
        self._out = out
        self._quarantine = f"{out}.quarantine.jsonl"
        self._state = f"{out}.state"
        self._rows = f"{out}.state/rows"

    def run(self, *, restart: bool) -> Result:
        if restart:
            for path in (self._out, self._quarantine, self._state):
                self._files.remove(path)
        elif self._files.exists(self._out):
            self._files.remove(self._state)
            failed = self._files.read(self._quarantine) if self._files.exists(self._quarantine) else ""
            return Result(0, failed.count("\n"), complete_before=True)
        files = self._input_files()
        resumed = self._begin(files)
        size = -(-len(files) // _COMMITS)
        for start in range(0, len(files), size):
            self._group(files[start : start + size])
        return self._finish(resumed)

    def _input_files(self) -> list[str]:
        from pyspark.errors import AnalysisException

        try:
            # The names of all files, found without reading them.
            found = self._spark.read.option("recursiveFileLookup", True).text(list(self._given))
            files = sorted(found.inputFiles())
        except AnalysisException as error:
            raise AttribError(f"{self._name}: cannot be read: {error.getMessage()}", exit_code=2) from error
        for kind in (_PARQUET, _JSON_LINES):
            if files and all(name.endswith(kind) for name in files):
                return files
        raise AttribError(
            f"{self._name}: Spark reads .parquet or .jsonl files; found {files[0] if files else 'none'}",
            exit_code=2,
        )

    def _begin(self, files: list[str]) -> int:
        """Check or write down what this run depends on; return how many documents are done."""
        stamps = hashlib.sha256("\n".join(f"{name} {self._files.stamp(name)}" for name in files).encode())
        current = fingerprint(f"sha256:{stamps.hexdigest()}", self._setup)
        place = f"{self._state}/run.json"
        if not self._files.exists(place):
            self._files.remove(self._state)
            self._refuse_duplicates(files)
            self._files.write(place, [json.dumps(current)])
            return 0
        before = json.loads(self._files.read(place))
        changed = [key for key in current if before.get(key) != current[key]]
        if changed:
            raise AttribError(
                f"{self._state}: the unfinished run there had other {' and '.join(changed)}; "
                "--restart begins anew, the same command as before resumes",
                exit_code=2,
            )
        return self._done().count() if self._files.exists(self._rows) else 0

    def _refuse_duplicates(self, files: list[str]) -> None:
        """Ids tell what is done: two documents of one id would be taken for one."""
        from pyspark.sql.functions import col

        twice = self._documents(files).groupBy("id").count().where(col("count") > 1).limit(3).collect()
        if twice:
            names = ", ".join(str(found["id"]) for found in twice)
            raise AttribError(
                f"ids used more than once: {names}; with Spark each document needs one", exit_code=2
            )

    def _documents(self, files: list[str]) -> DataFrame:
        """All rows, with an ``id`` by which they are known: that of the record, else a digest of it."""
        from pyspark.sql.functions import expr

        if files[0].endswith(_PARQUET):
            rows = self._spark.read.parquet(*files)
            if not {"id", "text"} <= set(rows.columns):
                names = ", ".join(rows.columns)
                raise AttribError(f"{files[0]}: expected columns id and text, found {names}", exit_code=2)
            given, digested = "CAST(id AS string)", "coalesce(text, '')"
        else:
            rows = self._spark.read.text(files).where("trim(value) != ''")
            given, digested = "get_json_object(value, '$.id')", "value"
        digest = f"concat('sha256-', substring(sha2({digested}, 256), 1, 16))"
        return rows.withColumn("id", expr(f"CASE WHEN trim({given}) != '' THEN {given} ELSE {digest} END"))

    def _group(self, files: list[str]) -> None:
        """Analyse what is not done of some files and commit it."""
        todo = self._documents(files)
        if self._files.exists(self._rows):
            todo = todo.join(self._done(), "id", "left_anti")
        tasks = self._spark.sparkContext.defaultParallelism * _TASKS
        mapper = functools.partial(_analyse, setup=self._setup, name=self._name)
        analysed = todo.repartition(tasks).mapInArrow(mapper, _SCHEMA)
        analysed.write.mode("append").partitionBy("status").option("compression", "zstd").parquet(self._rows)

    def _done(self) -> DataFrame:
        return self._spark.read.schema(_SCHEMA).parquet(self._rows).selectExpr("doc_id AS id")

    def _finish(self, resumed: int) -> Result:
        rows = self._spark.read.schema(_SCHEMA).parquet(self._rows)
        failed = rows.where("status = 'failed'").select("report").orderBy("doc_id")
        failures, done = failed.count(), rows.where("status = 'done'").count()
        if failures:
            self._files.write(self._quarantine, (str(found["report"]) for found in failed.toLocalIterator()))
        if not done:
            self._spark.createDataFrame([], _SCHEMA).drop("status").write.parquet(self._out)
        elif not self._files.rename(f"{self._rows}/status=done", self._out):
            raise AttribError(f"{self._out}: cannot be written; the reports stay in {self._rows}")
        self._files.remove(self._state)
        return Result(done, failures, resumed)


def _session() -> SparkSession:
    parquet.check()
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise AttribError("Spark needs pyspark: pip install 'attrib[spark]'", exit_code=2) from error
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not under spark-submit: the workers are on this machine
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark: SparkSession = SparkSession.builder.appName("attrib").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS))
    return spark


def _analyse(batches: Iterable[pa.RecordBatch], *, setup: Setup, name: str) -> Iterator[pa.RecordBatch]:
    """What runs on the executors."""
    import pyarrow as pa

    schema = pa.schema([pa.field("status", pa.string()), *parquet.columns()])
    for batch in batches:
        rows = [_row(found) for found in analyse_batch(batch, setup=setup, name=name).to_pylist()]
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def _row(found: dict[str, Any]) -> dict[str, Any]:
    """A row of OUT, or one of the quarantine with its line where the report would be."""
    if found["report"] is not None:
        return {"status": "done", **row(found["report"])}
    failure = Failure(found["doc_id"], found["input"], found["error"], found["message"])
    return {"status": "failed", "doc_id": failure.doc_id, "report": failure.to_json()}
