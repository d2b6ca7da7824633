package dev.millrace.notices.channels;

import dev.millrace.notices.text.Notice;

/// Sends notices.
public interface Notifier {
    void send(Notice notice);
}
