/// EMR Serverless as an engine.
@NullMarked
package dev.millrace.engines.emrserverless;

import org.jspecify.annotations.NullMarked;
