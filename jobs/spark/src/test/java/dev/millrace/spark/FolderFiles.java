package dev.millrace.spark;

import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.protocols.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Landing files in a folder, as `landing/<key>`. What is not there is gone.
final class FolderFiles implements LandingFiles {
    private static final long serialVersionUID = 1;

    private final String root;

    FolderFiles(Path root) {
        this.root = root.toString();
    }

    @Override
    public FileBytes open(InputFile file) {
        Path path = Path.of(root, "landing", file.key());
        try {
            byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : null;
            return new FileBytes() {
                private FileBytes there() throws IOException {
                    if (file.key().contains("archived")) {
                        throw new NotReadable(file.title() + " is archived", new IOException("archived"));
                    }
                    if (bytes == null) {
                        throw new Vanished(file.title() + " is not there any more");
                    }
                    return FileBytes.of(bytes);
                }

                @Override
                public long size() {
                    return file.size();
                }

                @Override
                public InputStream open() throws IOException {
                    return there().open();
                }

                @Override
                public void read(long position, byte[] into, int from, int length) throws IOException {
                    there().read(position, into, from, length);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TokenKey tokenKey(String place) {
        return TestLake.KEY;
    }
}
