package dev.millrace.audit.files;

/// The exact data contract that a file is judged by and loaded with.
///
/// @param dataset name of the dataset
/// @param version the contract's own version text
/// @param sha256 lowercase hex SHA-256 of the contract file's bytes: its identity in the contracts bucket
public record ContractPin(String dataset, String version, String sha256) {}
