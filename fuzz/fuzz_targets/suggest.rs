//! Files of Rust from bytes: what is suggested for them changes nothing but attributes.
#![no_main]

use intune_privacy_source_tests::fuzzing::suggest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| suggest(data));
