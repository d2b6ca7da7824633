package dev.millrace.common.notices;

/// Sends notices.
interface Notifier {
    void send(Notice notice);
}
