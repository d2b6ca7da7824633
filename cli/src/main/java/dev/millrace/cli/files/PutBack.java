package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.copies.Proof;
import dev.millrace.flow.copies.S3Copies;
import dev.millrace.flow.ingestion.ReleaseMark;
import dev.millrace.flow.landing.Gone;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Puts the bytes of a REJECTED object from the failed bucket back into the landing bucket, as a new version of its
/// key that carries a mark: so start-ingestion knows whose bytes they are, and gives them their old place among the
/// versions. The bytes of an INGESTED object, which are in the landing bucket, are put there once more in the same way.
///
/// It may be stopped anywhere and done again: what was put back once is found by its mark and not put back twice.
final class PutBack {
    private static final int PASSWORD_BYTES = 32;

    /// Far enough beyond the difference of any two clocks.
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final OperatorActions operators;
    private final S3Client s3;
    private final S3Copies copies;
    private final String failedBucket;
    private final Commands commands;

    /// @param copies made with a client that does not repeat requests by itself
    PutBack(OperatorActions operators, S3Client s3, S3Copies copies, String failedBucket, Commands commands) {
        this.operators = operators;
        this.s3 = s3;
        this.copies = copies;
        this.failedBucket = failedBucket;
        this.commands = commands;
    }

    static PutBack of(Stack stack) {
        S3Client once = stack.aws()
                .client(S3Client.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
        return new PutBack(
                stack.operators(), stack.s3(), new S3Copies(once), stack.output("FailedBucket"), stack.commands());
    }

    /// @param by who does it, for the history
    /// @return the new version
    /// @throws Trouble when the bytes are not in the failed bucket, the record has changed, or the copy could not
    ///     be made or proved
    ObjectVersion putBack(AuditRecord rejected, String by) {
        HeadObjectResponse original = original(rejected);
        ObjectVersion source = isIngested(rejected)
                ? rejected.version()
                : new ObjectVersion(failedBucket, String.valueOf(rejected.failedKey()), original.versionId());
        // What was put back and came to nothing is no longer meant.
        Optional<ObjectVersion> before =
                isIngested(rejected) && rejected.course().releasedAs() != null
                        ? Optional.empty()
                        : putBackBefore(rejected);
        ObjectVersion back = before.orElseGet(() -> copy(source, original, rejected, by));
        prove(source, back);
        operators.released(rejected, back.versionId());
        return back;
    }

    private static boolean isIngested(AuditRecord original) {
        return original.state() == AuditState.INGESTED;
    }

    private HeadObjectResponse original(AuditRecord rejected) {
        if (isIngested(rejected)) {
            ObjectVersion version = rejected.version();
            return Gone.head(s3, version)
                    .orElseThrow(() -> new UserError(
                            "The bytes of %s are no longer in the landing bucket: they were removed after its retention, or by hand. Its rows stay as they are. Upload the file again, if its dataset replaces older versions (millrace.onNewVersion)."
                                    .formatted(version)));
        }
        String key = rejected.failedKey();
        if (key == null) {
            throw new UserError(new Advice(new ContractIndex(List.of()), commands)
                    .refusal(rejected, "it has no bytes in the failed bucket"));
        }
        return Gone.unlessGone(() -> s3.headObject(h -> h.bucket(failedBucket).key(key)))
                .orElseThrow(() -> new UserError(
                        "The bytes of %s are not in the failed bucket any more (s3://%s/%s). Upload the file again."
                                .formatted(rejected.version(), failedBucket, key)));
    }

    /// The version that an earlier release made before it was stopped.
    private Optional<ObjectVersion> putBackBefore(AuditRecord rejected) {
        ObjectVersion object = rejected.version();
        Instant earliest = rejected.time().minus(CLOCKS);
        return s3.listObjectVersionsPaginator(l -> l.bucket(object.bucket()).prefix(object.key())).versions().stream()
                // Newest first; longer keys that begin with it come after it.
                .takeWhile(v -> v.key().equals(object.key()) && v.lastModified().isAfter(earliest))
                .map(v -> new ObjectVersion(object.bucket(), object.key(), v.versionId()))
                .filter(version -> carriesTheMark(version, rejected))
                .findFirst();
    }

    /// Anybody who uploads can write a mark, but not its password.
    private boolean carriesTheMark(ObjectVersion version, AuditRecord rejected) {
        return Gone.head(s3, version)
                .flatMap(head -> ReleaseMark.of(head.metadata()))
                .filter(mark -> mark.rejected().equals(rejected.oid()) && operators.promised(rejected, mark.password()))
                .isPresent();
    }

    private ObjectVersion copy(ObjectVersion source, HeadObjectResponse original, AuditRecord rejected, String by) {
        var mark = new ReleaseMark(rejected.oid(), password());
        if (operators.promise(rejected, mark.password(), by).isEmpty()) {
            throw DismissCommand.changed(rejected, commands);
        }
        var metadata = new HashMap<>(original.metadata());
        metadata.putAll(mark.metadata());
        try {
            ObjectVersion back = copies.copy(
                    source,
                    original,
                    rejected.version().bucket(),
                    rejected.version().key(),
                    metadata);
            return requireStillPromised(rejected, mark, back);
        } catch (SdkException e) {
            throw new UserError(
                    "The bytes of %s could not be copied back: %s%nGive the same command again: what was copied all the same is found, and not copied twice."
                            .formatted(rejected.version(), e.getMessage()),
                    e);
        }
    }

    private ObjectVersion requireStillPromised(AuditRecord rejected, ReleaseMark mark, ObjectVersion back) {
        if (!operators.promised(rejected, mark.password())) {
            throw new UserError(
                    "Somebody else is releasing %s at this moment, and theirs counts. The version %s that was made here is one too many: dismiss it when it is HELD."
                            .formatted(rejected.version(), back.versionId()));
        }
        return back;
    }

    private void prove(ObjectVersion source, ObjectVersion back) {
        try {
            new Proof(s3).require(source, back);
        } catch (IOException e) {
            throw new UserError(
                    "%s Delete that version (aws s3api delete-object --version-id %s), then release it again."
                            .formatted(e.getMessage(), back.versionId()),
                    e);
        }
    }

    private static String password() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
