/// The function `control-crawler`: keeps each dataset's crawler of its staging folder, starts it and tells how the
/// crawl stands.
@NullMarked
package dev.millrace.controlcrawler;

import org.jspecify.annotations.NullMarked;
