/// What helps authors of contracts: inferring, comparing and proposing them.
@NullMarked
package dev.millrace.authoring;

import org.jspecify.annotations.NullMarked;
