package dev.millrace.sql;

/// What engine and worker say to each other, by its first byte.
///
/// The engine begins with the settings: memory and disk in bytes, threads, the folder, how to make the table, its
/// name, and the name of each column's [Kind]. The worker says [#READY], or [#FAULT]. Then rows come, then
/// queries, each of which is answered.
final class Frame {
    /// To the worker: how many bytes of rows follow, then these. A row's values stand one after the other, as
    /// [Kind.Form] says.
    static final byte ROWS = 1;

    /// To the worker: how many milliseconds it has, how many bytes the query has, then these.
    static final byte QUERY = 2;

    /// From the worker: the table is there.
    static final byte READY = 3;

    /// From the worker: the number that the query answers, as text.
    static final byte NUMBER = 4;

    /// From the worker: why the query answers no number.
    static final byte NO_ANSWER = 5;

    /// From the worker: why it cannot go on.
    static final byte FAULT = 6;

    private Frame() {}
}
