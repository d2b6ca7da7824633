package dev.millrace.notifyowners;

/// What a notifying state answers its state machine.
///
/// @param sent false when this attempt's notice had been sent before
record NotifyAnswer(String oid, String kind, boolean sent) {}
