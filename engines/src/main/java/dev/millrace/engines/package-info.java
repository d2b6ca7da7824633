/// The engines that run Spark jobs: one folder each, all of them in [Engines].
@NullMarked
package dev.millrace.engines;

import org.jspecify.annotations.NullMarked;
