/// The SDK's clients, made once for each function.
@NullMarked
package dev.millrace.base.clients;

import org.jspecify.annotations.NullMarked;
