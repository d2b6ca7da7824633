package dev.millrace.notifyowners;

import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.ContractPin;
import dev.millrace.common.audit.NoSuchObject;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.dispatch.Fault;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.contract.DataContract;
import java.util.Optional;
import java.util.function.BiFunction;

/// Tells owners once an attempt and kind. A crash between sending and noting it sends twice rather than never.
final class Telling {
    private final AuditTable audit;
    private final ContractStore contracts;
    private final NoticeText text;
    private final Notifier notifier;

    Telling(AuditTable audit, ContractStore contracts, NoticeText text, Notifier notifier) {
        this.audit = audit;
        this.contracts = contracts;
        this.text = text;
        this.notifier = notifier;
    }

    NotifyAnswer rejected(ObjectId oid) {
        return tell(oid, Notice.Kind.REJECTED, text::rejected);
    }

    NotifyAnswer held(ObjectId oid) {
        return tell(oid, Notice.Kind.HELD, text::held);
    }

    NotifyAnswer failed(ObjectId oid, Fault fault) {
        return tell(oid, Notice.Kind.FAILED, (record, contract) -> text.failed(record, fault, contract));
    }

    private NotifyAnswer tell(
            ObjectId oid, Notice.Kind kind, BiFunction<AuditRecord, Optional<DataContract>, Notice> write) {
        AuditRecord record = audit.find(oid).orElseThrow(() -> new NoSuchObject(oid));
        String mark = kind + "#" + record.fence();
        if (record.notices().contains(mark)) {
            return new NotifyAnswer(oid.hex(), kind.name(), false);
        }
        notifier.send(write.apply(record, contract(record)));
        audit.noteNotice(record.key(), mark);
        return new NotifyAnswer(oid.hex(), kind.name(), true);
    }

    /// The contract that the file was judged by or, when it was not judged yet, the one in force for its dataset. One
    /// that is missing or cannot be read is left out: a notice that names no owners is better than none.
    private Optional<DataContract> contract(AuditRecord record) {
        try {
            return record.pinnedContract().or(() -> inForce(record.key())).map(contracts::load);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private Optional<ContractPin> inForce(AuditKey key) {
        return key.dataset().equals(AuditKey.UNMATCHED)
                ? Optional.empty()
                : contracts.current().of(key.datasetName()).map(ContractRef::pin);
    }
}
