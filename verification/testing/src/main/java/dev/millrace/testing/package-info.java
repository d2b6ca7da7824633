/// What the tests of several modules share.
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
