"""MiniStack, with what it does otherwise than AWS, and Millrace depends on, set right: how it throttles functions,
and how services assume roles."""

import json
import threading
import time

from ministack.app import app
from ministack.services import lambda_svc, sts

__all__ = ["app"]

# Less than the visibility timeout of any queue that feeds a function.
PATIENCE_SECONDS = 300
PAUSE_SECONDS = 0.2

throttled = lambda_svc._throttle_response
execute = lambda_svc._execute_function
run_batch = lambda_svc._run_sqs_batch
patience = threading.local()
evaluate = sts.evaluate_trust_policy


def named(*args, **kwargs):
    """A Task that is throttled fails with Lambda's own name for it, for which state machines try long; MiniStack
    gives no name, which Step Functions takes for Lambda.Unknown."""
    answer = throttled(*args, **kwargs)
    body = answer["body"]
    body["errorType"] = "Lambda.TooManyRequestsException"
    body["errorMessage"] = body["message"]
    return answer


def patient(*args, **kwargs):
    """A batch of messages whose function is throttled is tried again while the messages are invisible (Lambda
    Developer Guide, "Backoff strategy for failed invocations"); MiniStack takes it for failed at once."""
    result = execute(*args, **kwargs)
    while result.get("throttle") and time.monotonic() < getattr(patience, "until", 0):
        time.sleep(PAUSE_SECONDS)
        result = execute(*args, **kwargs)
    return result


def run_batch_patiently(*args, **kwargs):
    patience.until = time.monotonic() + PATIENCE_SECONDS
    try:
        return run_batch(*args, **kwargs)
    finally:
        patience.until = 0


def for_its_account(trust_doc, caller_arn, ctx=None):
    """A service says for which account it assumes a role (IAM User Guide, "The confused deputy problem"); MiniStack
    takes its administrator for every service, and then knows of no account, so that no role that asks is assumed."""
    document = json.loads(trust_doc) if isinstance(trust_doc, str) else trust_doc
    if caller_arn.endswith(":root"):
        account = caller_arn.split(":")[4]
        document = json.loads(json.dumps(document))
        for statement in document.get("Statement", []):
            equals = statement.get("Condition", {}).get("StringEquals", {})
            if equals.get("aws:SourceAccount") == account:
                del equals["aws:SourceAccount"]
    return evaluate(document, caller_arn, ctx)


sts.evaluate_trust_policy = for_its_account
lambda_svc._throttle_response = named
lambda_svc._execute_function = patient
lambda_svc._run_sqs_batch = run_batch_patiently
