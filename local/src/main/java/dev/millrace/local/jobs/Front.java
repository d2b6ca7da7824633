package dev.millrace.local.jobs;

/// Answers requests in the form of one protocol.
@FunctionalInterface
interface Front {
    HttpReply answer(HttpCall call);
}
