/// Commands that people are told to enter.
@NullMarked
package dev.millrace.flow.commands;

import org.jspecify.annotations.NullMarked;
