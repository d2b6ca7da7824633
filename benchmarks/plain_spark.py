"""Reads CSV and writes it as Parquet, as one does it with Spark alone: DATASET LISTING OUT."""

import json
import sys

from pyspark.sql import SparkSession

SCHEMAS = {
    "card_payments": (
        ";",
        "payment_id string, paid_on date, merchant string, country string, amount decimal(12,2), fee decimal(12,2), status string",
        "paid_on",
    ),
    "account_holders": (
        ",",
        "month date, holder_id string, full_name string, email string, iban string, born_on date, segment string, balance decimal(14,2)",
        "month",
    ),
}

dataset, listing, out = sys.argv[1:]
separator, schema, partition = SCHEMAS[dataset]
with open(listing) as names:
    files = json.load(names)
spark = SparkSession.builder.appName("plain").getOrCreate()
spark.read.csv(files, schema=schema, header=True, sep=separator).write.partitionBy(partition).parquet(out)
spark.stop()
