/// Who hears of what, and when: one notice an incident, none lost.
@NullMarked
package dev.millrace.notices;

import org.jspecify.annotations.NullMarked;
