package dev.millrace.flow.contracts;

import dev.millrace.audit.files.ContractPin;
import java.util.Optional;
import java.util.function.Predicate;

/// In place of which contract another one is put in force, and why all the same if that breaks something.
///
/// @param expected whether what is in force, if anything, is what was looked at
/// @param acceptedBreaking why a change that breaks something was accepted; empty when none does
public record Takeover(Predicate<Optional<ContractPin>> expected, Optional<String> acceptedBreaking) {
    /// In place of whatever is in force.
    public static Takeover ofAny() {
        return new Takeover(inForce -> true, Optional.empty());
    }

    /// In place of this one only; empty when none was in force.
    public static Takeover of(Optional<ContractPin> seen, Optional<String> acceptedBreaking) {
        return new Takeover(seen::equals, acceptedBreaking);
    }
}
