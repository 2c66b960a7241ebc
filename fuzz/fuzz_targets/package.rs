//! Packages that somebody changed: found, or as their manifest says.
#![no_main]

use intune_privacy_export_tests::fuzzing::package;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| package(data));
