//! An event is on the disk when `append` returns: of the system calls of a writer, the log is
//! synchronised between its last write and the line that says that the event is there.
//!
//! No end of a process shows this, as `journal_crash` says.

#![cfg(target_os = "linux")]

use std::collections::HashMap;
use std::fs;
use std::process::Command;

const EVENTS: usize = 50;

#[test]
fn what_was_written_is_synchronised_before_append_returns() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, trace) = (folder.path().join("journal.db"), folder.path().join("trace"));
    let calls = "trace=openat,close,pwrite64,pwritev,write,fsync,fdatasync,ftruncate";
    let output = Command::new("strace")
        .args(["-f", "-e", calls, "-o"])
        .arg(&trace)
        .arg(env!("CARGO_BIN_EXE_journal-writer"))
        .arg("append")
        .arg(&path)
        .args(["e", "1", &EVENTS.to_string()])
        .output();
    let Ok(output) = output else { return println!("SKIPPED: there is no strace") };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let trace = fs::read_to_string(&trace).unwrap_or_default();
    if !output.status.success() || !trace.contains("openat(") {
        let errors = String::from_utf8_lossy(&output.stderr);
        return println!("SKIPPED: strace may not trace here: {errors}");
    }
    assert_eq!(said.lines().filter(|line| line.contains('-')).count(), EVENTS);

    // The files of the journal that are open, by their number.
    let mut files: HashMap<&str, &str> = HashMap::new();
    // Those with something that is not synchronised.
    let mut unsynchronised: Vec<&str> = Vec::new();
    let (mut events, mut synchronised, mut is_folder_synchronised) = (0, 0, false);
    let folder = folder.path().to_str().expect("UTF-8");
    for line in trace.lines() {
        let Some((_, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        let (Some((name, rest)), Some((_, result))) =
            (call.split_once('('), call.rsplit_once(" = "))
        else {
            continue;
        };
        let number = rest.split([',', ')']).next().unwrap_or_default();
        match name {
            "openat" => {
                let opened = rest.split('"').nth(1).unwrap_or_default();
                if opened.starts_with(folder) && !opened.ends_with("-shm") {
                    files.insert(result, opened);
                }
            }
            "close" => {
                files.remove(number);
            }
            "fsync" | "fdatasync" => {
                let Some(file) = files.get(number) else { continue };
                unsynchronised.retain(|other| other != file);
                synchronised += usize::from(file.ends_with("-wal"));
                is_folder_synchronised |= *file == folder;
            }
            "pwrite64" | "pwritev" | "ftruncate" | "write" => {
                if let Some(file) = files.get(number) {
                    unsynchronised.push(file);
                } else if number == "1" && rest.contains("\"e-") {
                    assert!(unsynchronised.is_empty(), "{unsynchronised:?} before {call}");
                    assert!(is_folder_synchronised, "the folder is not synchronised");
                    events += 1;
                }
            }
            _ => {}
        }
    }
    assert_eq!(events, EVENTS);
    assert!(synchronised >= EVENTS, "{synchronised} times");
}
