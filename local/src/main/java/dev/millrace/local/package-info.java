/// The laptop: a local cloud on loopback (MiniStack), and the real template deployed into it by a real `sam deploy`.
/// What differs from AWS is said in one place, [dev.millrace.local.cloud.LocalTemplate].
@NullMarked
package dev.millrace.local;

import org.jspecify.annotations.NullMarked;
