package dev.millrace.contract;

import java.util.Optional;

/// What a file may have for columns when they are not exactly the contract's (`millrace.onSchemaChange`).
///
/// Under every policy each difference is told as a finding. A column that the contract has and the file has not is
/// allowed where it is not required, and then has no value in any row, under `evolve` and `permissive` only.
public enum SchemaPolicy implements Spelled {
    /// Nothing else: the columns, all of them, in their order.
    STRICT("strict"),
    /// The columns in any order.
    REORDER("reorder"),
    /// The columns in any order, and new ones, whose values wait in the file: a contract that has them is proposed, and
    /// becomes the dataset's when its owner applies it.
    EVOLVE("evolve"),
    /// The columns in any order; what is new is passed over.
    PERMISSIVE("permissive");

    private final String text;

    SchemaPolicy(String text) {
        this.text = text;
    }

    /// The spelling used in contracts, such as `strict`.
    @Override
    public String text() {
        return text;
    }

    /// Whether the file may have columns that the contract has not.
    public boolean allowsMore() {
        return this == EVOLVE || this == PERMISSIVE;
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<SchemaPolicy> ofText(String text) {
        return Spelled.find(SchemaPolicy.class, text);
    }
}
