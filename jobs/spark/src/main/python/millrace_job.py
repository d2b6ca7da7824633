"""Starts the Spark job of a batch run: the script of a Glue job, and the entry point of EMR Serverless.

The job itself is in millrace-spark.jar, which must be on the class path. Only a transform in Python is run here: a module with
`def transform(spark, incoming)` that answers a data frame. When the job fails, the line on standard error that begins with
`millrace: ` says why, and the exit code is 1.
"""

import importlib.util
import os
import sys
import traceback

from py4j.java_gateway import JavaMember
from py4j.protocol import Py4JJavaError
from pyspark import cloudpickle
from pyspark.sql import DataFrame, SparkSession


# What is wrong with a program whatever its rows are.
OF_PROGRAM = {"AnalysisException", "ParseException", "SyntaxError", "ImportError", "ModuleNotFoundError", "MemoryError"}


class JobFailure(Exception):
    """The job cannot be done; the message says why, in one line."""


class TransformFailure(JobFailure):
    """The transform cannot be done.

    error: the name of the error, and nothing of what it says, which may hold values
    of_rows: whether some of the rows may have caused it
    """

    def __init__(self, reason, error="", of_rows=False):
        super().__init__(reason)
        self.error = error
        self.of_rows = of_rows


def run(spark, arguments):
    job = opened(spark, arguments)
    try:
        path = job.pythonTransform()
        if path:
            transform(spark, job, path)
        else:
            job.run()
    except JobFailure:
        raise
    except Exception as error:
        # PySpark words some of Java's exceptions anew; the job knows what it said itself.
        raise JobFailure(job.failure() or said(error)) from error


def transform(spark, job, path):
    """Runs the transform on the rows that the job gives, until it has none to try it on any more."""
    name = os.path.basename(path)
    module = loaded(name, path)
    incoming = job.incoming()
    while incoming is not None:
        try:
            result = transformed(name, module, spark, DataFrame(incoming, spark))
        except TransformFailure as failure:
            traceback.print_exc()
            job.failed(str(failure), failure.error, failure.of_rows)
        else:
            job.finish(result._jdf)
        incoming = job.incoming()


def opened(spark, arguments):
    open_job = getattr(spark._jvm.dev.millrace.spark.CurateJob, "open", None)
    if not isinstance(open_job, JavaMember):
        raise JobFailure("millrace-spark.jar is not on the class path (--extra-jars, --jars)")
    try:
        return open_job(spark._jsparkSession, arguments)
    except Py4JJavaError as error:
        reason = spark._jvm.dev.millrace.spark.JobFailure.line(error.java_exception)
        raise JobFailure(reason) from error


def loaded(name, path):
    """The module at `path`; whatever is wrong with it is told with its name."""
    try:
        spec = importlib.util.spec_from_file_location("millrace_transform", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        # Executors do not have the file: its functions go there as they are.
        cloudpickle.register_pickle_by_value(module)
        spec.loader.exec_module(module)
    except BaseException as error:
        raise TransformFailure(f"The transform {name} failed: {said(error)}") from error
    if not callable(getattr(module, "transform", None)):
        raise TransformFailure(f"The transform {name} has no function transform(spark, incoming)")
    return module


def transformed(name, module, spark, incoming):
    """What the module makes of the rows."""
    try:
        result = module.transform(spark, incoming)
    except BaseException as error:
        reason = said(error)
        of_rows = isinstance(error, Exception) and type(error).__name__ not in OF_PROGRAM
        raise TransformFailure(f"The transform {name} failed: {reason}", reason.split(":")[0], of_rows) from error
    if not isinstance(result, DataFrame):
        raise TransformFailure(f"The transform {name} answers no data frame, but a {type(result).__name__}")
    return result


def said(error):
    """What an error says, in one line; of one in a function on the executors, the line that names it."""
    lines = str(error).strip().splitlines() or [""]
    if any(text.startswith("Traceback (most recent call last)") for text in lines):
        return lines[-1]
    return f"{type(error).__name__}: {lines[0]}"


def main(arguments):
    spark = SparkSession.builder.appName("millrace").getOrCreate()
    try:
        run(spark, arguments)
        return None
    except JobFailure as error:
        traceback.print_exc()
        return str(error)
    finally:
        spark.stop()


if __name__ == "__main__":
    reason = main(sys.argv[1:])
    if reason is not None:
        sys.exit(f"millrace: {reason}")
