package dev.millrace.testing.aws;

/// A request that went to AWS through [FaultyHttp]: each attempt of a client is one.
///
/// @param index counts them, from 1
/// @param service its name in signatures, such as `s3` or `states`
/// @param operation such as `CopyObject`
/// @param answerBytes length of the body that the service answered with; 0 when it had none, or was not asked
public record AwsCall(int index, String service, String operation, int answerBytes) {
    boolean sameOperation(AwsCall other) {
        return service.equals(other.service) && operation.equals(other.operation);
    }

    @Override
    public String toString() {
        return "%d %s.%s".formatted(index, service, operation);
    }
}
