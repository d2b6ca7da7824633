package dev.millrace.testing.aws;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// The way to one service in memory.
final class ServerHttp implements SdkHttpClient {
    private final AwsServer server;

    ServerHttp(AwsServer server) {
        this.server = server;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return server.answer(AwsRequest.of(request)).toHttp();
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
