package dev.millrace.updateaudit;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.audit.files.AuditTable;

/// Makes the function with ports from elsewhere.
public final class UpdateAuditFunction {
    private UpdateAuditFunction() {}

    public static RequestStreamHandler of(AuditTable audit) {
        return new UpdateAuditHandler(audit);
    }
}
