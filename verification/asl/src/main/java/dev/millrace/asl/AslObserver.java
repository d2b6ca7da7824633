package dev.millrace.asl;

/// Hears of what an execution does.
public interface AslObserver {
    /// An observer that minds nothing.
    AslObserver NONE = new AslObserver() {};

    /// A state is entered.
    default void entered(String state) {}

    /// A state is tried again.
    default void retried(String state, AslError error) {}

    /// A state failed, and its errors are not tried again.
    default void failed(String state, AslError error) {}
}
