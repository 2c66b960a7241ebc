//! Records and policies from bytes: nothing that a policy hides shows in any output.
#![no_main]

use intune_privacy_tests::fuzzing::redaction;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| redaction(data));
