package dev.millrace.testing.aws;

import dev.millrace.testing.SettableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/// The way to AWS, which counts the calls and lets chosen ones fail. It stands below the SDK's clients, so that their
/// retries take part as they do in earnest.
public final class FaultyHttp implements SdkHttpClient {
    /// How long the shipped clients wait for an answer.
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InMemoryAws aws;
    private final SettableClock clock;
    private final List<AwsCall> calls = new ArrayList<>();
    private @Nullable Fault armed;
    private @Nullable AwsCall struck;
    private int fired;

    /// @param clock goes on while a client waits in vain
    public FaultyHttp(InMemoryAws aws, SettableClock clock) {
        this.aws = aws;
        this.clock = clock;
    }

    /// What shall fail.
    ///
    /// @param call index of the call that fails first
    /// @param times how many calls of that operation fail in a row: more than a client tries exhaust its retries
    public record Fault(int call, FaultMode mode, int times) {
        public Fault {
            if (call < 1 || times < 1) {
                throw new IllegalArgumentException("Calls and times count from 1");
            }
        }
    }

    /// Arms one fault, in place of any other.
    public synchronized void arm(Fault fault) {
        armed = fault;
        struck = null;
        fired = 0;
    }

    /// The calls so far.
    public synchronized List<AwsCall> calls() {
        return List.copyOf(calls);
    }

    /// How often the armed fault fired.
    public synchronized int fired() {
        return fired;
    }

    /// The call that the fault struck first.
    ///
    /// @throws AssertionError when it struck none: a test that armed it has proved nothing
    public synchronized AwsCall requireFired() {
        if (struck == null) {
            throw new AssertionError("The fault %s never fired in %d calls: %s".formatted(armed, calls.size(), calls));
        }
        return struck;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return pass(AwsRequest.of(request));
            }

            @Override
            public void abort() {
                // It is answered at once.
            }
        };
    }

    private synchronized HttpExecuteResponse pass(AwsRequest request) throws IOException {
        var call = new AwsCall(calls.size() + 1, request.service(), request.operation(), 0);
        FaultMode mode = modeOf(call);
        calls.add(call);
        if (mode == null) {
            return answered(request, call).toHttp();
        }
        AwsAnswer refusal = ToldRefusals.of(mode, request, call);
        if (refusal != null) {
            fire(call);
            return refusal.toHttp();
        }
        if (mode == FaultMode.BEFORE) {
            fire(call);
            throw new ConnectException("Connection refused");
        }
        return spoilt(mode, answered(request, call), call);
    }

    private @Nullable FaultMode modeOf(AwsCall call) {
        Fault fault = armed;
        if (fault == null || fired >= fault.times()) {
            return null;
        }
        boolean hit = struck == null ? call.index() == fault.call() : call.sameOperation(struck);
        return hit ? fault.mode() : null;
    }

    private void fire(AwsCall call) {
        struck = struck == null ? call : struck;
        fired++;
    }

    private AwsAnswer answered(AwsRequest request, AwsCall call) {
        AwsAnswer answer = aws.answer(request);
        calls.set(
                call.index() - 1,
                new AwsCall(
                        call.index(),
                        call.service(),
                        call.operation(),
                        answer.body().asByteArrayUnsafe().length));
        return answer;
    }

    private HttpExecuteResponse spoilt(FaultMode mode, AwsAnswer answer, AwsCall call) throws IOException {
        return switch (mode) {
            case AFTER -> {
                fire(call);
                throw new SocketException("Connection reset");
            }
            case DELAY -> {
                fire(call);
                clock.pass(PATIENCE);
                throw new SocketTimeoutException("Read timed out");
            }
            case CUT_BODY, CUT_BODY_SILENTLY -> cut(mode, answer, call);
            case ERROR_IN_200 -> answer.toHttp();
            case BEFORE, THROTTLED, THROTTLED_429, UNAVAILABLE_503 -> throw new IllegalStateException("Never asked");
        };
    }

    /// Cuts the body, if there is any.
    private HttpExecuteResponse cut(FaultMode mode, AwsAnswer answer, AwsCall call) {
        byte[] body = answer.body().asByteArray();
        if (body.length == 0) {
            return answer.toHttp();
        }
        fire(call);
        return answer.toHttp(AbortableInputStream.create(new HalfBody(body, mode == FaultMode.CUT_BODY_SILENTLY)));
    }

    @Override
    public void close() {
        // The account is closed by whoever opened it.
    }
}
