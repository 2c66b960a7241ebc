//! The file of a journal that somebody changed: refused, found, or as it was written.
#![no_main]

use intune_privacy_audit_tests::fuzzing::journal;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| journal(data));
