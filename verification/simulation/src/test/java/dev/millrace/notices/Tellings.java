package dev.millrace.notices;

import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.incidents.Incidents;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.notices.channels.Notifier;
import dev.millrace.notices.reports.S3ReportStore;
import dev.millrace.simulation.Calls;
import dev.millrace.simulation.Calls.Service;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes those who tell owners, with ports from elsewhere.
public final class Tellings {
    private Tellings() {}

    public static NoticeSender of(
            AuditTable audit,
            Incidents incidents,
            ContractStore contracts,
            S3Client s3,
            String failedBucket,
            Calls calls,
            Duration window) {
        Notifier topic = notice -> calls.make(Service.TOPICS, "publish: " + notice.subject(), () -> {});
        return new NoticeSender(
                audit, incidents, contracts, new S3ReportStore(s3, failedBucket), topic, Commands.AT_HOME, window);
    }
}
