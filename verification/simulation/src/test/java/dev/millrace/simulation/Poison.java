package dev.millrace.simulation;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.sync.RequestBody;

/// What poisonous files do to those who read and write them, and what the network does to bodies.
final class Poison implements SimulatedS3.Bodies {
    /// The functions that read files, by their names in the state machine.
    static final String VALIDATE = "${ValidateFileFunction}";

    static final String LOAD = "${LoadFileFunction}";

    private final Fibers fibers;
    private final Dice dice;
    private final Hardship hardship;

    Poison(Fibers fibers, Dice dice, Hardship hardship) {
        this.fibers = fibers;
        this.dice = dice;
        this.hardship = hardship;
    }

    @Override
    public InputStream read(String bucket, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        var bytes = new ByteArrayInputStream(body);
        if (isPoisonous(text, Kind.CRASHES_VALIDATION, Kind.CRASHES_LOAD)) {
            return new Trap(bytes, () -> {
                throw new IllegalStateException("The reader crashes");
            });
        }
        if (isPoisonous(text, Kind.KILLS_VALIDATION, Kind.KILLS_LOAD)) {
            return new Trap(bytes, this::die);
        }
        return bucket.equals(Landing.BUCKET) && dice.chance(hardship.fault())
                ? new Trap(bytes, () -> {
                    throw new IOException("Connection reset");
                })
                : bytes;
    }

    @Override
    public void write(String bucket, String key, RequestBody body) {
        if (bucket.equals(Simulation.LAKE)
                && key.contains("part=odd")
                && text(body).contains(Kind.KILLS_LATE.word())) {
            die();
        }
    }

    private boolean isPoisonous(String text, Kind toValidation, Kind toLoad) {
        return (isIn(VALIDATE) && text.contains(toValidation.word())) || (isIn(LOAD) && text.contains(toLoad.word()));
    }

    private boolean isIn(String function) {
        return fibers.current().filter(f -> f.name.equals(function)).isPresent();
    }

    private void die() {
        fibers.current().ifPresent(fiber -> {
            fiber.die();
            fiber.requireAlive();
        });
    }

    static String text(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Snap {
        void snap() throws IOException;
    }

    /// Bytes that nobody gets.
    private static final class Trap extends FilterInputStream {
        private final Snap snap;

        Trap(InputStream bytes, Snap snap) {
            super(bytes);
            this.snap = snap;
        }

        @Override
        public int read() throws IOException {
            snap.snap();
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            snap.snap();
            return in.read(buffer, offset, length);
        }
    }
}
