package dev.millrace.notifyowners;

import dev.millrace.notices.SendResult;

/// What a notifying state answers its state machine.
///
/// @param told what came of the notice
record NotifyAnswer(String oid, SendResult told) {}
