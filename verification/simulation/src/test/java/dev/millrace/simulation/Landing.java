package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.testing.InMemoryS3;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The landing bucket as partners see it: they upload to it and delete from it, and S3 tells the queue - none, one or
/// several times, at once or late.
final class Landing {
    static final String BUCKET = "landing";

    private static final Duration SOON = Duration.ofMillis(100);

    private final Timeline timeline;
    private final Dice dice;
    private final Hardship hardship;
    private final InMemoryS3 s3;
    private final UploadQueue queue;
    private final Defect defect;
    private final List<Uploaded> uploads = new ArrayList<>();
    private final Map<String, List<Uploaded>> byKey = new HashMap<>();
    private final Map<ObjectId, Uploaded> byId = new HashMap<>();
    private int told;

    Landing(Timeline timeline, Dice dice, Hardship hardship, InMemoryS3 s3, UploadQueue queue, Defect defect) {
        this.timeline = timeline;
        this.dice = dice;
        this.hardship = hardship;
        this.s3 = s3;
        this.queue = queue;
        this.defect = defect;
    }

    /// Sequencers as S3 has them: hexadecimal, of different lengths; padded with zeros on the right, their text order
    /// is upload order.
    private String sequencer(int number) {
        return "0055AED6" + String.format(Locale.ROOT, "%08X", number)
                + dice.hex(dice.between(0, 6)).toUpperCase(Locale.ROOT);
    }

    /// Uploads a file, of which S3 tells as often and as late as it comes.
    ///
    /// @param policy of the dataset that its key belongs to; null when it has none
    Uploaded upload(String key, Kind kind, String text, @Nullable Policy policy) {
        Uploaded uploaded = put(key, kind, text, policy);
        for (int i = dice.chance(hardship.lostEvent()) ? 0 : events(); i > 0; i--) {
            timeline.in(delay(), () -> tell(uploaded));
        }
        return uploaded;
    }

    private int events() {
        return dice.chance(hardship.repeatedEvent()) ? dice.between(2, 3) : 1;
    }

    /// Uploads a file that nobody is told of.
    Uploaded put(String key, Kind kind, String text, @Nullable Policy policy) {
        String versionId = s3.put(BUCKET, key, text.getBytes(StandardCharsets.UTF_8));
        List<Uploaded> ofKey = byKey.computeIfAbsent(key, k -> new ArrayList<>());
        String sequencer = sequencer(uploads.size());
        var uploaded = new Uploaded(
                new ObjectVersion(BUCKET, key, versionId), kind, text, policy, timeline.now(), ofKey.size(), sequencer);
        ofKey.add(uploaded);
        uploads.add(uploaded);
        byId.put(uploaded.oid, uploaded);
        return uploaded;
    }

    /// S3 tells of an upload.
    void tell(Uploaded uploaded) {
        if (defect.sees(uploaded)) {
            queue.send(event(uploaded, defect.sequencer(uploaded.sequencer, told++)));
        }
    }

    private Duration delay() {
        return dice.chance(hardship.lateEvent())
                ? dice.mostlyShort(Duration.ofSeconds(2), Duration.ofHours(8))
                : dice.between(SOON, SOON.multipliedBy(20));
    }

    private String event(Uploaded uploaded, String sequencer) {
        var root = Json.MAPPER.createObjectNode();
        var record = root.putArray("Records").addObject();
        record.put("eventVersion", "2.1")
                .put("eventName", "ObjectCreated:Put")
                .put("eventTime", uploaded.at.toString());
        record.putObject("userIdentity").put("principalId", "AWS:partner");
        var s3Part = record.putObject("s3");
        s3Part.putObject("bucket").put("name", BUCKET);
        s3Part.putObject("object")
                .put("key", uploaded.version.key())
                .put("versionId", uploaded.version.versionId())
                .put("sequencer", sequencer);
        return root.toString();
    }

    /// Deletes a version, unless Millrace has moved it away.
    void delete(Uploaded uploaded) {
        if (isThere(uploaded)) {
            s3.remove(BUCKET, uploaded.version.key(), uploaded.version.versionId());
            uploaded.deleted = timeline.now();
        }
    }

    /// Whether a version stands in the landing bucket.
    boolean isThere(Uploaded uploaded) {
        return Buckets.hold(s3, uploaded.version);
    }

    /// All uploads, in their order.
    List<Uploaded> uploads() {
        return uploads;
    }

    /// All versions of an upload's key, in their order.
    List<Uploaded> versions(Uploaded uploaded) {
        return byKey.getOrDefault(uploaded.version.key(), List.of());
    }

    /// The upload of a version.
    Optional<Uploaded> find(String key, String versionId) {
        return find(new ObjectVersion(BUCKET, key, versionId).id());
    }

    /// The upload of an object.
    Optional<Uploaded> find(ObjectId oid) {
        return Optional.ofNullable(byId.get(oid));
    }
}
