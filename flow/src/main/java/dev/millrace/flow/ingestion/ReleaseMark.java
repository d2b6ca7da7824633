package dev.millrace.flow.ingestion;

import dev.millrace.base.identity.ObjectId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The mark on a new version that holds the bytes of a rejected object which a person released. It is the object's
/// metadata, so anybody who uploads can write one: it counts only with the password that the rejected object's record
/// holds.
///
/// @param rejected the object whose bytes these are
/// @param password as [dev.millrace.audit.operators.OperatorActions#promise] stored it
public record ReleaseMark(ObjectId rejected, String password) {
    private static final String FROM = "millrace-released-from";
    private static final String PASSWORD = "millrace-release";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    /// The mark as an object's metadata.
    public Map<String, String> metadata() {
        return Map.of(FROM, rejected.hex(), PASSWORD, password);
    }

    /// The mark that an object's metadata holds; empty when it holds none.
    public static Optional<ReleaseMark> of(Map<String, String> metadata) {
        String from = metadata.getOrDefault(FROM, "");
        String password = metadata.getOrDefault(PASSWORD, "");
        return ID.matcher(from).matches() && !password.isEmpty()
                ? Optional.of(new ReleaseMark(new ObjectId(from), password))
                : Optional.empty();
    }
}
