"""MiniStack, with what it does otherwise than AWS, and Millrace depends on, set right: how it throttles functions, what it
forgets of Glue jobs, what schedules tell their targets, which conditions of a trust policy hold for a service, of what a checksum
is, which bytes of a version are read, and what becomes of a function that fails though it was given a task token. It also tells the job server what a caller may do."""

import base64
import json
import threading
import time
from datetime import datetime, timezone
from urllib.parse import parse_qs

from ministack.app import app as ministack
from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, set_request_account_id, set_request_region
from ministack.core.router import extract_access_key_id, extract_region
from ministack.services import eventbridge, glue, lambda_svc, s3, scheduler, stepfunctions
from ministack.services.cloudformation import provisioners

__all__ = ["app"]

# Less than the visibility timeout of any queue that feeds a function.
PATIENCE_SECONDS = 300
PAUSE_SECONDS = 0.2

throttled = lambda_svc._throttle_response
execute = lambda_svc._execute_function
run_batch = lambda_svc._run_sqs_batch
patience = threading.local()


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


lambda_svc._throttle_response = named
lambda_svc._execute_function = patient
lambda_svc._run_sqs_batch = run_batch_patiently


# How many runs a job may have at a time; MiniStack does not keep it.
PROPERTY = "ExecutionProperty"
USUAL_PROPERTY = {"MaxConcurrentRuns": 1}

create_job = glue._create_job
update_job = glue._update_job


def create_whole_job(data):
    answer = create_job(data)
    if data.get("Name") in glue._jobs:
        glue._jobs[data["Name"]].setdefault(PROPERTY, data.get(PROPERTY, USUAL_PROPERTY))
    return answer


def update_whole_job(data):
    answer = update_job(data)
    update = data.get("JobUpdate", {})
    if PROPERTY in update and data.get("JobName") in glue._jobs:
        glue._jobs[data["JobName"]][PROPERTY] = update[PROPERTY]
    return answer


glue._create_job = create_whole_job
glue._update_job = update_whole_job
provisioners._GLUE_JOB_DEFAULTS[PROPERTY] = USUAL_PROPERTY

# What a schedule's input may name of its run (EventBridge Scheduler User Guide, "Adding context attributes"); MiniStack leaves it as
# it is written.
SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"

invoke_target = eventbridge._invoke_target


def invoke_with_its_time(target, event, rule, *args, **kwargs):
    if event.get("Source") == "aws.scheduler" and SCHEDULED_TIME in target.get("Input", ""):
        due = scheduled_time(rule.get("ScheduleExpression", ""), event["Time"])
        target = {**target, "Input": target["Input"].replace(SCHEDULED_TIME, due)}
    return invoke_target(target, event, rule, *args, **kwargs)


def scheduled_time(expression, now):
    """When a schedule was due that runs now, some seconds late: the time of at(), and of cron() a whole minute."""
    due = scheduler._at_time_epoch(expression)
    if due is None:
        due = now - now % 60 if expression.startswith("cron") else now
    return datetime.fromtimestamp(due, tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


eventbridge._invoke_target = invoke_with_its_time

object_headers = s3._object_response_headers


def headers_with_kind_of_checksum(*args, **kwargs):
    """A checksum of the parts' checksums, known by the number of parts behind it, is none of the whole object. MiniStack forgets
    that where a version is asked for."""
    headers = object_headers(*args, **kwargs)
    if any("-" in value for name, value in headers.items() if name.startswith("x-amz-checksum-") and not name.endswith("-type")):
        headers["x-amz-checksum-type"] = "COMPOSITE"
    return headers


s3._object_response_headers = headers_with_kind_of_checksum

get_object = s3._get_object


def get_range_of_version(bucket_name, key, headers, query_params=None):
    """Some bytes of a version (S3 API reference, "GetObject"): MiniStack answers with all of them where a version is asked for."""
    answer = get_object(bucket_name, key, headers, query_params)
    asked = headers.get("range", "")
    status, answered, body = answer
    if status != 200 or not asked or "Content-Range" in answered:
        return answer
    part = s3._parse_range(asked, len(body))
    if part is None:
        refused = {"Content-Type": "application/xml", "Content-Range": f"bytes */{len(body)}"}
        return 416, refused, s3._xml_body(s3._range_error_xml(bucket_name, key))
    first, last = part
    kept = {name: value for name, value in answered.items() if not name.startswith("x-amz-checksum-")}
    kept["Content-Length"] = str(last - first + 1)
    kept["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    return 206, kept, body[first : last + 1]


s3._get_object = get_range_of_version

trusts = iam_evaluator.evaluate_trust_policy


def trusts_services(trust_doc, caller_arn, ctx=None):
    """A service assumes a role for an account; MiniStack's services are its root, for whom it does not say so."""
    if ctx is not None and caller_arn.endswith(":root"):
        ctx.service_context.setdefault("aws:sourceaccount", ctx.principal_account)
    return trusts(trust_doc, caller_arn, ctx)


iam_evaluator.evaluate_trust_policy = trusts_services

resource_of = iam_actions.extract_resource_arn


def resource_of_request(service, *args, **kwargs):
    """A name alone is that of a database where a database is asked for; MiniStack takes it for a table's. Who answers a task
    token needs the right for its state machine; MiniStack asks for the right for all."""
    arn = resource_of(service, *args, **kwargs)
    headers = next((each for each in (*args, *kwargs.values()) if isinstance(each, dict)), {})
    target = next((str(value) for name, value in headers.items() if name.lower() == "x-amz-target"), "")
    if service == "glue" and target.endswith("Database"):
        return arn.replace(":table/", ":database/")
    if target.startswith("AWSStepFunctions.SendTask"):
        return next((one for one, machine in stepfunctions._state_machines.items() if waits(machine)), arn)
    return arn


def waits(machine):
    """At home one state machine waits for tokens."""
    return ".waitForTaskToken" in str(machine.get("definition"))


iam_actions.extract_resource_arn = resource_of_request

call_function = stepfunctions._call_lambda
await_token = stepfunctions._invoke_with_callback
awaiting = threading.local()


class FunctionFailed(Exception):
    """The function that was given a task token failed."""


def call_function_for_token(*args, **kwargs):
    try:
        return call_function(*args, **kwargs)
    except stepfunctions._ExecutionError as error:
        if getattr(awaiting, "token", None):
            raise FunctionFailed from error
        raise


def await_token_of_function(resource, arguments, token, state):
    """A function that fails fails its Task, which is then tried again; MiniStack waits for the token all the same."""
    awaiting.token = token
    try:
        return await_token(resource, arguments, token, state)
    except FunctionFailed as failed:
        stepfunctions._task_tokens.pop(token, None)
        raise failed.__cause__ from None
    finally:
        awaiting.token = None


stepfunctions._call_lambda = call_function_for_token
stepfunctions._invoke_with_callback = await_token_of_function

# Asks, instead of what a request is for, whether its caller may do some things: Base64 of a JSON list of objects with
# `action`, `resource` and `context`.
ASKS = b"x-millrace-asks"


def decide(scope, body, asked):
    """The answer, after the request's signature was checked as ever."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    query = parse_qs(scope["query_string"].decode(), keep_blank_values=True)
    key = extract_access_key_id(headers, query) or ""
    region = extract_region(headers, query)
    set_request_account_id(iam_evaluator.find_iam_access_key_account(key) or key)
    set_request_region(region)
    iam_evaluator.pin_request_origin("127.0.0.1", scope.get("scheme") == "https")
    iam_evaluator.pin_signed_request(scope["method"], scope["raw_path"].decode("latin-1"), query, scope["headers"])
    iam_evaluator.pin_signed_body(body)
    for one in asked:
        action, resource = one["action"], one["resource"]
        denied = iam_evaluator.enforce(key, action, action.split(":")[0], region, resource, one["context"])
        if isinstance(denied, iam_evaluator.AuthError):
            return 403, {"code": denied.code, "message": denied.message}
        if denied:
            message = f"User: {denied.principal_arn} is not authorized to perform: {action} on resource: {resource}"
            return 403, {"code": "AccessDeniedException", "message": message}
    return 200, {"account": get_account_id()}


async def read(receive):
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def app(scope, receive, send):
    asks = dict(scope.get("headers", [])).get(ASKS) if scope["type"] == "http" else None
    if asks is None:
        await ministack(scope, receive, send)
        return
    status, answer = decide(scope, await read(receive), json.loads(base64.b64decode(asks)))
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
