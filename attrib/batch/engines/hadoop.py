"""The file system of a Spark cluster (HDFS, S3, local disks): the few operations that a run's state needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark.sql import SparkSession


class Files:
    """Files by path or URI, as Spark itself reaches them.

    Args:
        spark: The session whose Hadoop settings apply.
    """

    def __init__(self, spark: SparkSession) -> None:
        # Hadoop's file systems have no public name in PySpark; this way in is the customary one.
        self._java: Any = spark._jvm  # noqa: SLF001
        self._settings: Any = spark._jsc.hadoopConfiguration()  # noqa: SLF001

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        system, place = self._at(path)
        return bool(system.exists(place))

    def stamp(self, path: str) -> str:
        """Size and time of change."""
        system, place = self._at(path)
        status = system.getFileStatus(place)
        return f"{status.getLen()} {status.getModificationTime()}"

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""
        system, place = self._at(path)
        system.delete(place, True)

    def rename(self, path: str, to: str) -> bool:
        """Move a file or folder within its file system; False when that is refused."""
        system, place = self._at(path)
        return bool(system.rename(place, self._java.org.apache.hadoop.fs.Path(to)))

    def read(self, path: str) -> str:
        """A small text file."""
        system, place = self._at(path)
        stream = system.open(place)
        try:
            return str(self._java.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def write(self, path: str, lines: Iterable[str]) -> None:
        """A text file of these lines, there whole or not at all."""
        made = f"{path}.new"
        system, place = self._at(made)
        system.setWriteChecksum(False)  # on local disks it would leave a hidden file beside each
        stream = system.create(place, True)
        try:
            for line in lines:
                stream.write(bytearray(f"{line}\n".encode("utf-8", "backslashreplace")))
        finally:
            stream.close()
            system.setWriteChecksum(True)
        self.remove(path)
        self.rename(made, path)

    def _at(self, path: str) -> tuple[Any, Any]:
        place = self._java.org.apache.hadoop.fs.Path(path)
        return place.getFileSystem(self._settings), place
