package dev.millrace.notifyowners;

/// Sends notices.
interface Notifier {
    void send(Notice notice);
}
