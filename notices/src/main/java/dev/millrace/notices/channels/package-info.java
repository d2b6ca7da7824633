/// The ways that notices go: one adapter a channel.
@NullMarked
package dev.millrace.notices.channels;

import org.jspecify.annotations.NullMarked;
