//! Where and when something was measured.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::process::Command;
use std::thread;

use intune_privacy::audit::Timestamp;

/// A Markdown list of the machine, the compiler and the time.
pub fn description() -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let processor = first_after("/proc/cpuinfo", "model name").unwrap_or_default();
    let system = first_after("/etc/os-release", "PRETTY_NAME").unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let system = [env::consts::OS, env::consts::ARCH, &system, kernel.trim()];
    let system: Vec<_> = system.into_iter().filter(|part| !part.is_empty()).collect();
    let time = Timestamp::now();
    // Without parts of a second.
    let time = time.as_str().get(..19).unwrap_or_default();
    format!(
        "* Processor: {processor}, {cores} cores\n* System: {}\n* Compiler: {}\n* Time: {time}Z\n",
        system.join(", "),
        compiler(),
    )
}

fn first_after(path: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(key))?;
    Some(value.trim_start_matches([' ', '\t', ':', '=']).trim_matches('"').to_owned())
}

fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let output = Command::new(rustc).arg("--version").output();
    output.map_or_else(
        |_| String::from("unknown"),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
