package dev.millrace.simulation;

import dev.millrace.simulation.Calls.Service;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.InMemoryAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// The way of functions and jobs to AWS: over the network, below the clients of the SDK, which try again as they do in
/// earnest.
final class SimulatedHttp implements SdkHttpClient {
    private final InMemoryAws aws;
    private final Network network;
    private final Fibers fibers;
    private final BatchFlaw flaw;

    SimulatedHttp(InMemoryAws aws, Network network, Fibers fibers, BatchFlaw flaw) {
        this.aws = aws;
        this.network = network;
        this.fibers = fibers;
        this.flaw = flaw;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return pass(request);
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    private HttpExecuteResponse pass(HttpExecuteRequest request) throws IOException {
        AwsCall call = InMemoryAws.call(request);
        try {
            return network.make(service(call), call.service() + " " + call.operation(), () -> answered(request, call));
        } catch (SdkClientException e) {
            throw new SocketException(e.getMessage());
        } catch (AwsServiceException e) {
            return InMemoryAws.refusal(
                    request, e.statusCode(), e.awsErrorDetails().errorCode());
        }
    }

    private HttpExecuteResponse answered(HttpExecuteRequest request, AwsCall call) {
        String by = fibers.current().map(fiber -> fiber.name).orElse("");
        HttpExecuteResponse otherwise = flaw.answer(request, call, by);
        if (otherwise != null) {
            return otherwise;
        }
        try {
            return aws.prepareRequest(call.service().equals("dynamodb") ? changed(request) : request)
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpExecuteRequest changed(HttpExecuteRequest request) {
        if (flaw == BatchFlaw.NONE) {
            return request;
        }
        byte[] body = flaw.body(InMemoryAws.body(request)).getBytes(StandardCharsets.UTF_8);
        return HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
                .build();
    }

    private static Service service(AwsCall call) {
        return switch (call.service()) {
            case "dynamodb" -> Service.DYNAMO;
            case "s3" -> Service.S3;
            case "states" -> Service.STEP_FUNCTIONS;
            case "glue" -> Service.CATALOG;
            case "sns" -> Service.TOPICS;
            default -> throw new IllegalArgumentException("No service of the simulation: " + call.service());
        };
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
