package dev.millrace.base.clients;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a type that types of the AWS SDK may be seen in, although its name does not begin with a service's. All other
/// types know ports only; `ModulesTest` holds that.
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Adapter {
    /// The service that it adapts, or is made of, such as `DynamoDB`.
    String value();
}
