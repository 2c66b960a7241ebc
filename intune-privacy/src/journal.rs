//! A journal of audit events that shows any tampering.
