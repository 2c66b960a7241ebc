//! Tokens from bytes as what a derive is given: code, or errors that stand on the tokens to change.
#![no_main]

use intune_privacy_source_tests::fuzzing::attributes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| attributes(data));
