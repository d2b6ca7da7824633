/// Commands that people are told to enter.
@NullMarked
package dev.millrace.common.commands;

import org.jspecify.annotations.NullMarked;
