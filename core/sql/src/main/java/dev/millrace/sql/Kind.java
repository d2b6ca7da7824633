package dev.millrace.sql;

/// How a column's values come to the worker.
enum Kind {
    BOOLEAN(Form.LONG),
    BITS_8(Form.LONG),
    BITS_16(Form.LONG),
    BITS_32(Form.LONG),
    BITS_64(Form.LONG),
    /// Of precision 4 or less, by its unscaled value, as the next two.
    DECIMAL_16(Form.LONG),
    DECIMAL_32(Form.LONG),
    DECIMAL_64(Form.LONG),
    DECIMAL_128(Form.TWO_LONGS),
    FLOAT(Form.DOUBLE),
    DOUBLE(Form.DOUBLE),
    DATE(Form.LONG),
    TIME(Form.LONG),
    TIMESTAMP(Form.LONG),
    TEXT(Form.TEXT);

    /// How a value is written, after a byte that is 1 ([#VALUE]), or 0 when there is none ([#NO_VALUE]).
    enum Form {
        LONG,
        /// The lower 64 bits, then the upper.
        TWO_LONGS,
        DOUBLE,
        /// An integer that counts bytes, then these, in UTF-8.
        TEXT
    }

    static final byte NO_VALUE = 0;
    static final byte VALUE = 1;

    private final Form form;

    Kind(Form form) {
        this.form = form;
    }

    Form form() {
        return form;
    }
}
