package dev.millrace.startingestion;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.ingestion.Ingestion;

/// Makes the function with ports from elsewhere.
public final class StartIngestionFunction {
    private StartIngestionFunction() {}

    public static RequestHandler<SQSEvent, SQSBatchResponse> of(ContractStore contracts, Ingestion ingestion) {
        return new StartIngestionHandler(contracts, ingestion);
    }
}
