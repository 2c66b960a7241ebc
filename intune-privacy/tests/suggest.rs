//! The command `suggest`, run as a user runs it.
