/// The report of what was found in a file, as JSON and as a page.
@NullMarked
package dev.millrace.notices.reports;

import org.jspecify.annotations.NullMarked;
