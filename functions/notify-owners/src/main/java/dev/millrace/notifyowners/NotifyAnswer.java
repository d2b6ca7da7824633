package dev.millrace.notifyowners;

import dev.millrace.common.notices.Told;

/// What a notifying state answers its state machine.
///
/// @param told what came of the notice
record NotifyAnswer(String oid, Told told) {}
