package dev.millrace.testing.aws;

/// One service.
interface AwsServer {
    /// Answers a request; refusals are answers too.
    AwsAnswer answer(AwsRequest request);
}
