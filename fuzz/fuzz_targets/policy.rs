//! Documents from bytes: a policy that can be written and read again, or an error.
#![no_main]

use intune_privacy_tests::fuzzing::policy;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| policy(data));
