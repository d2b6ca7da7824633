package dev.millrace.loadfile;

import dev.millrace.judging.protection.TokenKey;

/// Where the key for tokens is kept.
interface TokenKeys {
    /// The key that tokens are made with now. It is read anew, and kept nowhere.
    ///
    /// @throws RuntimeException when it cannot be had: then nothing is loaded
    TokenKey current();
}
