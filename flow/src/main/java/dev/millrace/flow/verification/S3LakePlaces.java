package dev.millrace.flow.verification;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Places in S3.
public final class S3LakePlaces implements LakePlaces {
    private static final Pattern PLACE = Pattern.compile("s3://([^/]+)/(.+/)");

    private final S3Client s3;

    public S3LakePlaces(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Page below(String location, @Nullable String after, int limit) {
        Matcher place = PLACE.matcher(location);
        if (!place.matches()) {
            throw new IllegalArgumentException("Not a folder in S3: " + location);
        }
        String prefix = place.group(2);
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(place.group(1))
                .prefix(prefix)
                .maxKeys(limit);
        if (after != null) {
            request.startAfter(prefix + after);
        }
        ListObjectsV2Response answer = s3.listObjectsV2(request.build());
        List<String> names = answer.contents().stream()
                .filter(object -> object.size() > 0)
                .map(object -> object.key().substring(prefix.length()))
                .filter(S3LakePlaces::isRead)
                .toList();
        boolean more =
                Boolean.TRUE.equals(answer.isTruncated()) && !answer.contents().isEmpty();
        S3Object last = more ? answer.contents().getLast() : null;
        return new Page(names, last == null ? null : last.key().substring(prefix.length()));
    }

    /// As Athena and Hive: what begins with `_` or `.` is no data.
    private static boolean isRead(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return !file.startsWith("_") && !file.startsWith(".");
    }
}
