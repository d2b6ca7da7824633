package dev.millrace.harness;

import dev.millrace.spark.Places;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of S3 by their URIs, as jobs see them.
final class S3Places implements Places {
    private final S3Client s3;

    S3Places(S3Client s3) {
        this.s3 = s3;
    }

    private static String bucket(String place) {
        return URI.create(place).getAuthority();
    }

    private static String key(String place) {
        return URI.create(place).getPath().substring(1);
    }

    @Override
    public Optional<byte[]> read(String place) {
        try {
            return Optional.of(s3.getObjectAsBytes(g -> g.bucket(bucket(place)).key(key(place)))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String place, byte[] bytes) {
        s3.putObject(p -> p.bucket(bucket(place)).key(key(place)), RequestBody.fromBytes(bytes));
    }

    @Override
    public void fetch(String place, Path to) throws IOException {
        Files.write(to, read(place).orElseThrow());
    }

    @Override
    public void put(Path from, String place) throws IOException {
        write(place, Files.readAllBytes(from));
    }

    @Override
    public void clear(String folder) {
        for (String place : below(folder)) {
            s3.deleteObject(d -> d.bucket(bucket(place)).key(key(place)));
        }
    }

    @Override
    public List<String> names(String folder) {
        var names = new TreeSet<String>();
        below(folder)
                .forEach(place -> names.add(place.substring(folder.length()).split("/", 2)[0]));
        return List.copyOf(names);
    }

    @Override
    public Optional<Long> size(String place) {
        return read(place).map(bytes -> (long) bytes.length);
    }

    /// All objects in a folder and in the folders of it, or the object itself.
    List<String> below(String folder) {
        return s3.listObjectsV2Paginator(l -> l.bucket(bucket(folder)).prefix(key(folder))).contents().stream()
                .map(S3Object::key)
                .map(key -> "s3://%s/%s".formatted(bucket(folder), key))
                .toList();
    }
}
