package dev.millrace.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// Places by the file systems of the session: EMRFS, Glue's, S3A or a local disk.
final class HadoopPlaces implements Places {
    private final Configuration configuration;

    HadoopPlaces(Configuration configuration) {
        this.configuration = configuration;
    }

    private FileSystem files(Path path) throws IOException {
        return path.getFileSystem(configuration);
    }

    @Override
    public Optional<byte[]> read(String place) throws IOException {
        Path path = new Path(place);
        try (FSDataInputStream bytes = files(path).open(path)) {
            return Optional.of(bytes.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String place, byte[] bytes) throws IOException {
        Path path = new Path(place);
        try (OutputStream out = files(path).create(path, true)) {
            out.write(bytes);
        }
    }

    @Override
    public void fetch(String place, java.nio.file.Path to) throws IOException {
        Path path = new Path(place);
        try (FSDataInputStream bytes = files(path).open(path)) {
            java.nio.file.Files.copy(bytes, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void put(java.nio.file.Path from, String place) throws IOException {
        Path path = new Path(place);
        try (OutputStream out = files(path).create(path, true)) {
            java.nio.file.Files.copy(from, out);
        }
    }

    @Override
    public void clear(String folder) throws IOException {
        Path path = new Path(folder);
        FileSystem files = files(path);
        if (files.exists(path) && !files.delete(path, true)) {
            throw new IOException("%s could not be removed".formatted(folder));
        }
    }

    @Override
    public List<String> names(String folder) throws IOException {
        Path path = new Path(folder);
        try {
            return Arrays.stream(files(path).listStatus(path))
                    .map(status -> status.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    @Override
    public Optional<Long> size(String place) throws IOException {
        Path path = new Path(place);
        try {
            List<FileStatus> there = Arrays.stream(files(path).listStatus(path))
                    .filter(status -> status.isFile() && isData(status.getPath().getName()))
                    .toList();
            return there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(there.stream().mapToLong(FileStatus::getLen).sum());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isData(String name) {
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
