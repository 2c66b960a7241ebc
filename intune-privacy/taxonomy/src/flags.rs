//! The bits of a field that the derive writes and the run time reads.

/// The data is required.
pub const REQUIRED: u16 = 1;
/// The MAM workload collects the data.
pub const MAM: u16 = 1 << 1;
/// The field identifies the data subject.
pub const SUBJECT: u16 = 1 << 2;
/// serde never writes the field.
pub const SKIPPED: u16 = 1 << 3;
/// serde asks a function whether to write the field.
pub const SKIPPED_IF: u16 = 1 << 4;
/// serde writes the fields inside in place of the field.
pub const FLATTENED: u16 = 1 << 5;
/// serde writes the field with a function of the user's.
pub const WRITTEN_WITH: u16 = 1 << 6;
/// Where the class begins, as its index in [`Class::ALL`](crate::Class::ALL).
pub const CLASS: u16 = 8;
