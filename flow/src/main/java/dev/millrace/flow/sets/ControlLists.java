package dev.millrace.flow.sets;

import dev.millrace.audit.sets.Control;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.faults.NotReadable;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.judging.sets.ControlList;
import dev.millrace.judging.sets.ControlListReader;
import dev.millrace.judging.sets.ControlReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads control files in the landing bucket.
public final class ControlLists {
    private final LandingBucket landing;

    public ControlLists(LandingBucket landing) {
        this.landing = landing;
    }

    /// Reads a control file; empty when it is not there (any more). A body that broke off never counts as a shorter
    /// file, for then a set would seem complete.
    ///
    /// @param size in bytes, as S3 says
    /// @throws NotReadable when it is there, but its bytes cannot be read as things are
    public Optional<ControlReading> read(ObjectVersion version, long size) throws IOException {
        Optional<InputStream> bytes = landing.open(version);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream file = bytes.get()) {
            byte[] read = file.readNBytes(ControlListReader.MOST_BYTES + 1);
            if (read.length != Math.min(size, ControlListReader.MOST_BYTES + 1)) {
                throw new IOException("%s has %d bytes, but %d were read".formatted(version, size, read.length));
            }
            return Optional.of(ControlListReader.read(new ByteArrayInputStream(read)));
        }
    }

    /// The list of a control file that was read before; empty when it can no longer be read.
    Optional<ControlList> inForce(Control control) throws IOException {
        try {
            return read(control.version(), control.size())
                    .flatMap(reading -> reading instanceof ControlReading.Read read
                            ? Optional.of(read.list())
                            : Optional.<ControlList>empty());
        } catch (NotReadable e) {
            return Optional.empty();
        }
    }
}
