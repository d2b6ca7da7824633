package dev.millrace.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/// The context of a Lambda call.
public final class LambdaContext implements Context {
    private final int remainingMillis;

    /// One with a minute left.
    public LambdaContext() {
        this(60_000);
    }

    /// @param remainingMillis how long the call may still take, which does not grow less
    public LambdaContext(int remainingMillis) {
        this.remainingMillis = remainingMillis;
    }

    @Override
    public String getAwsRequestId() {
        return "a-request";
    }

    @Override
    public String getLogGroupName() {
        return "a-log-group";
    }

    @Override
    public String getLogStreamName() {
        return "a-log-stream";
    }

    @Override
    public String getFunctionName() {
        return "a-function";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:111122223333:function:a-function:live";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("A function called by a service has no identity");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("A function called by a service has no client");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                System.out.println(message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
