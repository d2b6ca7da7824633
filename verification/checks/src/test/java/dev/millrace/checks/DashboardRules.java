package dev.millrace.checks;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/// What the dashboard shows; each rule gives what breaks it, in words.
final class DashboardRules {
    private DashboardRules() {}

    /// In an account and in the local cloud; nothing checks it before CloudWatch does, in the middle of a deploy.
    static List<String> theDashboardIsJson(Template template) {
        return Stream.of(moreAlarms(template), "")
                .map(more -> body(template).replace("${MoreAlarms}", more).replaceAll("\\$\\{[\\w.:]+}", "x"))
                .flatMap(DashboardRules::problem)
                .toList();
    }

    private static Stream<String> problem(String filled) {
        try {
            return StateMachine.json(filled).path("widgets").isEmpty()
                    ? Stream.of("the dashboard has no widgets")
                    : Stream.empty();
        } catch (UncheckedIOException e) {
            return Stream.of("the dashboard is no JSON: " + e.getCause());
        }
    }

    static List<String> theDashboardShowsWhatThereIs(Template template) {
        String all = text(template);
        return Stream.of(
                        "AWS::Serverless::Function",
                        "AWS::Serverless::StateMachine",
                        "AWS::SQS::Queue",
                        "AWS::SNS::Topic",
                        "AWS::DynamoDB::Table",
                        "AWS::CloudWatch::Alarm")
                .flatMap(type -> template.ofType(type).keySet().stream())
                .filter(id -> !all.contains("${" + id + "}") && !all.contains("${" + id + "."))
                .map(id -> "the dashboard does not show " + id)
                .toList();
    }

    private static String body(Template template) {
        return parts(template).getFirst().toString();
    }

    /// The alarms that the local cloud has not; empty when there are none.
    private static String moreAlarms(Template template) {
        return parts(template).stream()
                .skip(1)
                .map(filled ->
                        map(list(map(map(filled).get("MoreAlarms")).get("!If")).get(1)))
                .map(alarms -> String.valueOf(alarms.get("!Sub")))
                .findFirst()
                .orElse("");
    }

    /// The body, and what is filled in.
    private static String text(Template template) {
        return parts(template).toString();
    }

    private static List<Object> parts(Template template) {
        return template.ofType("AWS::CloudWatch::Dashboard").values().stream()
                .map(dashboard -> list(map(dashboard.get("DashboardBody")).get("!Sub")))
                .findFirst()
                .orElse(List.of("{}"));
    }
}
