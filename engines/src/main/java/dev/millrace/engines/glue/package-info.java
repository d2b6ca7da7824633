/// AWS Glue as an engine.
@NullMarked
package dev.millrace.engines.glue;

import org.jspecify.annotations.NullMarked;
