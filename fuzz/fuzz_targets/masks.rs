//! Texts from bytes in the mask of every format: no more stays than is documented.
#![no_main]

use intune_privacy_tests::fuzzing::masks;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| masks(data));
