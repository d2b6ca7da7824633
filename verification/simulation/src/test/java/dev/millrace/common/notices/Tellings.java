package dev.millrace.common.notices;

import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.incidents.Incidents;
import dev.millrace.common.commands.Commands;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.simulation.Calls;
import dev.millrace.simulation.Calls.Service;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes those who tell owners, with ports from elsewhere.
public final class Tellings {
    private Tellings() {}

    public static Telling of(
            AuditTable audit,
            Incidents incidents,
            ContractStore contracts,
            S3Client s3,
            String failedBucket,
            Calls calls,
            Duration window) {
        Notifier topic = notice -> calls.make(Service.TOPICS, "publish: " + notice.subject(), () -> {});
        return new Telling(
                audit, incidents, contracts, new S3ReportStore(s3, failedBucket), topic, Commands.AT_HOME, window);
    }
}
