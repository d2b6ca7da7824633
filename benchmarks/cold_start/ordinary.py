"""A function in Python as tutorials show it, and the loop of a runtime client around it with nothing but the standard library."""

import json
import os
import urllib.request

import boto3

dynamo = boto3.client("dynamodb")


def handle(event: dict) -> dict:
    dynamo.update_item(
        TableName=os.environ["AUDIT_TABLE"],
        Key={"dataset": {"S": event["dataset"]}, "object": {"S": event["object"]}},
        UpdateExpression="SET loaded = :rows",
        ConditionExpression="attribute_exists(#state)",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":rows": {"N": event["rows"]}},
    )
    print(json.dumps({"level": "INFO", "message": "Marked " + event["object"]}))
    return {"state": "INGESTED"}


runtime = "http://%s/2018-06-01/runtime/invocation/" % os.environ["AWS_LAMBDA_RUNTIME_API"]
while True:
    with urllib.request.urlopen(runtime + "next") as asked:
        request = asked.headers["Lambda-Runtime-Aws-Request-Id"]
        answer = json.dumps(handle(json.load(asked))).encode()
    urllib.request.urlopen(urllib.request.Request(runtime + request + "/response", answer)).close()
