package dev.millrace.contract.parsing;

import dev.millrace.contract.FileFormat;
import java.util.List;
import java.util.Locale;

/// Reads how files are written, of the `millrace.*` properties.
final class FormatParser {
    private final List<FormatKind> kinds;
    private final SettingValues settings;

    /// @param kinds of files that there are; the first name of the first is the default
    FormatParser(List<FormatKind> kinds, SettingValues settings) {
        this.kinds = kinds;
        this.settings = settings;
    }

    FileFormat parse() {
        List<String> names =
                kinds.stream().flatMap(kind -> kind.names().stream()).toList();
        String format = settings.text("format").orElse(names.get(0));
        boolean known = names.contains(format);
        if (!known) {
            settings.complain(
                    "format", "must be %s%s".formatted(String.join(" or ", names), Spelling.hint(format, names)));
        }
        FormatKind kind = kinds.stream()
                .filter(one -> one.names().contains(format))
                .findFirst()
                .orElse(kinds.get(0));
        for (FormatKind other : kinds) {
            if (known && !other.names().contains(format)) {
                other.ownSettings()
                        .forEach(name -> settings.complain(
                                name,
                                "has a meaning only with millrace.format: %s; remove it"
                                        .formatted(String.join(" or ", other.names()))));
            }
        }
        settings.text("encoding")
                .filter(encoding -> !encoding.toLowerCase(Locale.ROOT).equals("utf-8"))
                .ifPresent(encoding -> settings.complain(
                        "encoding",
                        "must be utf-8, with or without a byte order mark; convert files before they land"));
        return kind.parse(known ? format : names.get(0), settings);
    }
}
