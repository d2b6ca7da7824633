package dev.millrace.common.audit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happened to an object under a claim, and the move of its record that follows. Each is one conditional write
/// on state and fence.
public sealed interface Move {
    /// The state that the record moves to.
    AuditState to();

    /// The states that it may come from here: a part of those from which [AuditState#next()] allows it.
    Set<AuditState> from();

    /// Why, for people; null when the state says it all.
    default @Nullable String reason() {
        return null;
    }

    /// The file keeps its contract.
    ///
    /// @param rows records in the file, without the header
    /// @param contentSha256 lowercase hex SHA-256 of the file's bytes
    /// @param contract what it was judged by, and will be loaded with
    record Validated(long rows, String contentSha256, ContractPin contract) implements Move {
        @Override
        public AuditState to() {
            return AuditState.VALID;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.VALIDATING);
        }
    }

    /// The file breaks its contract, or has none (then its record is INVALID from the first and only gets its
    /// report).
    ///
    /// @param findings how many findings there are in all
    /// @param findingsKey key of the report in the failed bucket
    /// @param contentSha256 null when the file was not read to its end
    /// @param contract what it was judged by; null when no contract matches its key
    record Refused(
            String reason,
            long findings,
            String findingsKey,
            @Nullable String contentSha256,
            @Nullable ContractPin contract)
            implements Move {
        @Override
        public AuditState to() {
            return AuditState.INVALID;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.VALIDATING, AuditState.INVALID);
        }
    }

    /// The object waits for a person, a route or another file; its bytes stay where they are.
    record Held(String reason) implements Move {
        @Override
        public AuditState to() {
            return AuditState.HELD;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.NEW, AuditState.VALIDATING, AuditState.LOADING);
        }
    }

    /// The object's version is no longer in the bucket.
    record Vanished(String reason) implements Move {
        @Override
        public AuditState to() {
            return AuditState.GONE;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.NEW, AuditState.VALIDATING, AuditState.LOADING);
        }
    }

    /// The load begins, under a lease of its own.
    record LoadStarted(Duration lease) implements Move {
        @Override
        public AuditState to() {
            return AuditState.LOADING;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.VALID);
        }
    }

    /// Every row is loaded, registered and counted.
    record Ingested(long rows) implements Move {
        @Override
        public AuditState to() {
            return AuditState.INGESTED;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.LOADING);
        }
    }

    /// The move to the failed bucket is done.
    ///
    /// @param failedKey key of the file in the failed bucket; null when its bytes had vanished before they could be
    ///     moved
    record SetAside(@Nullable String failedKey) implements Move {
        @Override
        public AuditState to() {
            return AuditState.REJECTED;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.INVALID);
        }
    }

    /// A fault, not the file, ended the attempt. The file stays in the landing bucket.
    record Failed(String reason) implements Move {
        @Override
        public AuditState to() {
            return AuditState.FAILED;
        }

        @Override
        public Set<AuditState> from() {
            return EnumSet.of(AuditState.NEW, AuditState.VALIDATING, AuditState.VALID, AuditState.LOADING);
        }
    }
}
