"""Starts the Spark job of a batch run: the script of a Glue job, and the entry point of EMR Serverless.

The job itself is in millrace-spark.jar, which must be on the class path. Only a transform in Python is run here: a module with
`def transform(spark, incoming)` that answers a data frame. When the job fails, the line on standard error that begins with
`millrace: ` says why, and the exit code is 1.
"""

import importlib.util
import os
import sys
import traceback

from py4j.protocol import Py4JJavaError
from pyspark import cloudpickle
from pyspark.sql import DataFrame, SparkSession


class JobFailure(Exception):
    """The job cannot be done; the message says why, in one line."""


def run(spark, arguments):
    try:
        opened = spark._jvm.dev.millrace.spark.CurateJob.open
    except (AttributeError, TypeError) as error:
        raise JobFailure("millrace-spark.jar is not on the class path (--extra-jars, --jars)") from error
    if not callable(opened):
        raise JobFailure("millrace-spark.jar is not on the class path (--extra-jars, --jars)")
    job = opened(spark._jsparkSession, arguments)
    module = job.pythonTransform()
    if not module:
        job.run()
        return
    incoming = DataFrame(job.incoming(), spark)
    job.finish(transformed(spark, incoming, module)._jdf)


def transformed(spark, incoming, path):
    """What the module at `path` makes of the rows; whatever is wrong with it is told with its name."""
    name = os.path.basename(path)
    try:
        spec = importlib.util.spec_from_file_location("millrace_transform", path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        # Executors do not have the file: its functions go there as they are.
        cloudpickle.register_pickle_by_value(module)
        spec.loader.exec_module(module)
        if not callable(getattr(module, "transform", None)):
            raise JobFailure(f"The transform {name} has no function transform(spark, incoming)")
        result = module.transform(spark, incoming)
    except JobFailure:
        raise
    except Py4JJavaError as error:
        raise JobFailure(f"The transform {name} failed: {line(spark, error)}") from error
    except BaseException as error:
        raise JobFailure(f"The transform {name} failed: {said(error)}") from error
    if not isinstance(result, DataFrame):
        raise JobFailure(f"The transform {name} answers no data frame, but a {type(result).__name__}")
    return result


def said(error):
    first = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {first}"


def line(spark, error):
    return spark._jvm.dev.millrace.spark.JobFailure.line(error.java_exception)


def main(arguments):
    spark = SparkSession.builder.appName("millrace").getOrCreate()
    try:
        run(spark, arguments)
    except JobFailure as error:
        traceback.print_exc()
        return str(error)
    except Py4JJavaError as error:
        traceback.print_exc()
        return line(spark, error)
    finally:
        spark.stop()
    return None


if __name__ == "__main__":
    reason = main(sys.argv[1:])
    if reason is not None:
        sys.exit(f"millrace: {reason}")
