//! Documents about an inventory: read, or refused with a place.
#![no_main]

use intune_privacy_export_tests::fuzzing::facts;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| facts(data));
