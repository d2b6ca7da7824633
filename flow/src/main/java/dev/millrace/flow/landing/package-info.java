/// The landing bucket as functions read it: always one exact version of one object.
@NullMarked
package dev.millrace.flow.landing;

import org.jspecify.annotations.NullMarked;
