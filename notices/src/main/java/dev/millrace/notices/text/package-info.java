/// What notices say.
@NullMarked
package dev.millrace.notices.text;

import org.jspecify.annotations.NullMarked;
