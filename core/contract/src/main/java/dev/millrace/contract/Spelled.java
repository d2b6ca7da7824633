package dev.millrace.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A constant that has its own spelling in a contract, such as `on-arrival`.
public interface Spelled {
    /// The spelling used in contracts, lowercase.
    String text();

    /// The constant of `type` that is spelled exactly `text`.
    static <E extends Enum<E> & Spelled> Optional<E> find(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.text().equals(text))
                .findFirst();
    }

    /// Every spelling of `type`, in the order of its constants.
    static <E extends Enum<E> & Spelled> List<String> texts(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Spelled::text).toList();
    }
}
