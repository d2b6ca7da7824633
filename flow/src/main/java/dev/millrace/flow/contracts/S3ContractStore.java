package dev.millrace.flow.contracts;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.Curation.TransformFile;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.formats.Formats;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Contracts in the contracts bucket: each version under `contracts/<dataset>/<sha256>.odcs.yaml`, written once; and
/// `index.json`, which names those in force and is replaced by conditional writes only, so that two people who apply
/// at once both succeed.
public final class S3ContractStore implements ContractStore {
    private static final String INDEX = "index.json";
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_MODIFIED = 304;
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 5;
    private static final int CACHED_CONTRACTS = 100;

    private final S3Client s3;
    private final String bucket;
    private final S3Programs programs;
    private final Clock clock;
    private final Map<String, DataContract> contracts = new ConcurrentHashMap<>();
    private volatile Stored stored = new Stored(new ContractIndex(List.of()), null);

    public S3ContractStore(S3Client s3, String bucket, Clock clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.programs = new S3Programs(s3, bucket);
        this.clock = clock;
    }

    /// That of the bucket that the function is set up for.
    public static S3ContractStore connect(Wiring wiring) {
        return new S3ContractStore(
                wiring.client(S3Client.builder()), wiring.setting("CONTRACTS_BUCKET"), wiring.clock());
    }

    /// An index with the entity tag of the object that holds it; null when there is none yet.
    private record Stored(ContractIndex index, @Nullable String etag) {}

    @Override
    public ContractIndex current() {
        return read().index();
    }

    /// Asks S3 each time, since a contract just applied must count; what has not changed is not sent again.
    private Stored read() {
        Stored known = stored;
        try {
            ResponseBytes<GetObjectResponse> answer = s3.getObjectAsBytes(
                    g -> g.bucket(bucket).key(INDEX).ifNoneMatch(known.etag()).checksumMode(ChecksumMode.ENABLED));
            stored = new Stored(
                    ContractIndexJson.read(answer.asByteArray()),
                    answer.response().eTag());
        } catch (NoSuchKeyException e) {
            stored = new Stored(new ContractIndex(List.of()), null);
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_MODIFIED) {
                throw e;
            }
        }
        return stored;
    }

    @Override
    public DataContract load(ContractPin pin) {
        DataContract known = contracts.get(pin.sha256());
        if (known != null) {
            return known;
        }
        byte[] yaml = text(pin);
        DataContract loaded = switch (Formats.contract(yaml)) {
            case ParsedContract.Accepted accepted -> accepted.contract();
            case ParsedContract.Refused refused ->
                throw new IllegalStateException(
                        "The contract %s of %s in the contracts bucket is refused by this release: %s. Apply a mended one."
                                .formatted(pin.version(), pin.dataset(), refused.problems()));
        };
        if (contracts.size() >= CACHED_CONTRACTS) {
            contracts.clear();
        }
        contracts.put(pin.sha256(), loaded);
        return loaded;
    }

    @Override
    public byte[] text(ContractPin pin) {
        String place = place(pin);
        try {
            byte[] yaml = s3.getObjectAsBytes(
                            g -> g.bucket(bucket).key(key(pin)).checksumMode(ChecksumMode.ENABLED))
                    .asByteArray();
            if (!ObjectId.sha256(yaml).equals(pin.sha256())) {
                throw new IllegalStateException(
                        "The contract %s of %s was changed behind Millrace: %s does not have the bytes that its name says. Apply the same file again, or restore its first version."
                                .formatted(pin.version(), pin.dataset(), place));
            }
            return yaml;
        } catch (NoSuchKeyException e) {
            throw new IllegalStateException(
                    "The contract %s of %s is missing: there is no %s. Apply the same file again, or restore it."
                            .formatted(pin.version(), pin.dataset(), place),
                    e);
        }
    }

    @Override
    public String place(ContractPin pin) {
        return "s3://" + bucket + "/" + key(pin);
    }

    @Override
    public String place(ContractPin pin, TransformFile program) {
        return programs.place(pin, program);
    }

    @Override
    public List<byte[]> texts(String dataset) {
        return s3
                .listObjectsV2Paginator(l -> l.bucket(bucket).prefix("contracts/%s/".formatted(dataset)))
                .contents()
                .stream()
                .map(object -> s3.getObjectAsBytes(
                                g -> g.bucket(bucket).key(object.key()).checksumMode(ChecksumMode.ENABLED))
                        .asByteArray())
                .toList();
    }

    @Override
    public ApplyResult apply(byte[] yaml, Function<String, Optional<byte[]>> beside, Takeover takeover) {
        return switch (Formats.contract(yaml)) {
            case ParsedContract.Refused refused -> new ApplyResult.Refused(refused.problems());
            case ParsedContract.Accepted accepted -> apply(accepted, yaml, beside, takeover);
        };
    }

    private ApplyResult apply(
            ParsedContract.Accepted accepted,
            byte[] yaml,
            Function<String, Optional<byte[]>> beside,
            Takeover takeover) {
        DataContract contract = accepted.contract();
        boolean retired = accepted.retired();
        var pin = new ContractPin(contract.dataset(), contract.version(), ObjectId.sha256(yaml));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Stored now = read();
            Optional<Problem> overlap = retired ? Optional.empty() : overlap(contract, yaml, now.index());
            if (overlap.isPresent()) {
                return new ApplyResult.Refused(List.of(overlap.get()));
            }
            Optional<Problem> missing = programs.store(contract, pin, beside);
            if (missing.isPresent()) {
                return new ApplyResult.Refused(List.of(missing.get()));
            }
            Optional<ContractPin> inForce = now.index().of(pin.dataset()).map(ContractRef::pin);
            if (inForce.filter(pin::equals).isPresent() && now.index().isRetired(pin.dataset()) == retired) {
                if (!isStored(pin)) {
                    store(pin, yaml);
                }
                return new ApplyResult.Applied(pin, false);
            }
            if (!takeover.expected().test(inForce)) {
                return new ApplyResult.Refused(List.of(others(pin, inForce)));
            }
            store(pin, yaml);
            var ref = new ContractRef(
                    pin,
                    contract.keyPattern(),
                    contract.cadence(),
                    clock.instant(),
                    contract.controlFile(),
                    takeover.acceptedBreaking(),
                    contract.keepRawDays(),
                    retired);
            if (replace(now, ContractIndexJson.with(now.index(), ref))) {
                return new ApplyResult.Applied(pin, true);
            }
        }
        throw changing("was applied. Apply it again.");
    }

    private static IllegalStateException changing(String what) {
        return new IllegalStateException(
                "The index of contracts changed %d times while this one %s".formatted(ATTEMPTS, what));
    }

    @Override
    public Optional<ContractRef> retire(String dataset) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Stored now = read();
            Optional<ContractRef> ref = now.index().of(dataset);
            if (ref.isEmpty() || ref.get().retired()) {
                return ref;
            }
            ContractRef retired = ref.get().retired(true, clock.instant());
            if (replace(now, ContractIndexJson.with(now.index(), retired))) {
                return Optional.of(retired);
            }
        }
        throw changing("was retired. Retire it again.");
    }

    private void store(ContractPin pin, byte[] yaml) {
        s3.putObject(p -> p.bucket(bucket).key(key(pin)).contentType("application/yaml"), RequestBody.fromBytes(yaml));
    }

    /// Whether the text of a contract in force lies where it was stored, with the bytes that its name says.
    private boolean isStored(ContractPin pin) {
        try {
            byte[] there = s3.getObjectAsBytes(
                            g -> g.bucket(bucket).key(key(pin)).checksumMode(ChecksumMode.ENABLED))
                    .asByteArray();
            return ObjectId.sha256(there).equals(pin.sha256());
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private static Problem others(ContractPin pin, Optional<ContractPin> inForce) {
        return new Problem(
                1,
                1,
                "",
                "meanwhile somebody else put %s of %s in force. Compare with it (contract diff --applied %s …), and apply this one again."
                        .formatted(
                                inForce.map(other -> "version " + other.version())
                                        .orElse("no contract"),
                                pin.dataset(),
                                pin.dataset()));
    }

    private boolean replace(Stored old, ContractIndex index) {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(INDEX).contentType("application/json");
        if (old.etag() == null) {
            put.ifNoneMatch("*");
        } else {
            put.ifMatch(old.etag());
        }
        try {
            s3.putObject(put.build(), RequestBody.fromBytes(ContractIndexJson.write(index)));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<Problem> overlap(DataContract contract, byte[] yaml, ContractIndex index) {
        return index.contracts().stream()
                .filter(other -> !other.retired() && !other.pin().dataset().equals(contract.dataset()))
                .flatMap(other -> Overlap.between(contract, other).stream())
                .findFirst()
                .map(message -> {
                    Place place = Place.ofKeyPattern(contract, yaml);
                    return new Problem(place.line(), place.column(), "customProperties[millrace.keyPattern]", message);
                });
    }

    private static String key(ContractPin pin) {
        return "contracts/%s/%s.odcs.yaml".formatted(pin.dataset(), pin.sha256());
    }
}
