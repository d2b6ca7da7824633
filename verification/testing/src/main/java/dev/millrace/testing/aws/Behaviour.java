package dev.millrace.testing.aws;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/// Something that a service of AWS does. Its documentation is the judge: the services in memory must all do it, and
/// so must the local cloud, but for what is said.
public final class Behaviour {
    private final String name;
    private final Executable check;
    private final @Nullable String differs;

    private Behaviour(String name, Executable check, @Nullable String differs) {
        this.name = name;
        this.check = check;
        this.differs = differs;
    }

    static Behaviour of(String name, Executable check) {
        return new Behaviour(name, check, null);
    }

    /// The same, of which is known that the local cloud does not do it.
    ///
    /// @param how what it does instead
    Behaviour notOnTheLocalCloud(String how) {
        return new Behaviour(name, check, how);
    }

    /// The test of a service in memory.
    public DynamicTest inMemory() {
        return DynamicTest.dynamicTest(name, check);
    }

    /// The test of the local cloud. What it is said to do otherwise, it must do otherwise: a local cloud that has
    /// learned it makes the exception wrong.
    public DynamicTest onTheLocalCloud() {
        if (differs == null) {
            return inMemory();
        }
        return DynamicTest.dynamicTest(
                name + " - not so on the local cloud: " + differs,
                () -> Assertions.assertThatThrownBy(check::execute)
                        .as("The local cloud now does this too; take the exception away")
                        .isInstanceOf(Throwable.class));
    }
}
