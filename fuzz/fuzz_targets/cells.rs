//! Texts from bytes: they come back from every format, and bring nothing with them.
#![no_main]

use intune_privacy_export_tests::fuzzing::cells;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| cells(data));
