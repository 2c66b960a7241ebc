//! Appends to a journal until it is killed or done, and says of each event that it is there.
//!
//! `journal-writer append <path> <name> <threads> <events a thread>`: each thread appends small events
//! whose ids are `<name>-<thread>-<number>`. After `append` has returned it prints a line: the id,
//! sequence and hash; or `error`, the id and the error.
//!
//! `journal-writer prune ...`: the same, with every other event an old one, while one more thread
//! prunes without end.
//!
//! `journal-writer lock <path>`: holds the lock for writing until its input ends.

use std::io::{self, Read, Write};
use std::path::Path;
use std::thread;
use std::{env, process};

use intune_privacy::journal::rusqlite::Connection;
use intune_privacy::journal::{Journal, Retention};
use intune_privacy_audit_tests::journal::{OLD, RECENT, key, small};

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments {
        ["lock", path] => hold(path.as_ref()),
        [mode @ ("append" | "prune"), path, name, threads, events] => {
            let is_pruned = mode == "prune";
            append(path.as_ref(), name, threads.parse()?, events.parse()?, is_pruned)
        }
        _ => Err("unknown arguments".into()),
    }
}

fn append(
    path: &Path,
    name: &str,
    threads: usize,
    events: usize,
    is_pruned: bool,
) -> Result<(), Error> {
    say("begin");
    let journal = Journal::open(path, &key())?;
    say("open");
    thread::scope(|scope| {
        for thread in 0..threads {
            let journal = &journal;
            scope.spawn(move || {
                for number in 0..events {
                    let id = format!("{name}-{thread}-{number}");
                    let time = if is_pruned && number % 2 == 1 { OLD } else { RECENT };
                    match journal.append(&small(&id, time)) {
                        Ok(link) => say(&format!("{id} {} {}", link.sequence, link.hash)),
                        Err(error) => say(&format!("error {id} {error:?}")),
                    }
                }
            });
        }
        if is_pruned {
            let now = RECENT.parse().expect("a time");
            loop {
                match journal.prune(&Retention::default(), &now) {
                    Ok(pruned) => say(&format!("pruned {}", pruned.removed)),
                    Err(error) => say(&format!("error prune {error:?}")),
                }
            }
        }
    });
    Ok(())
}

/// Prints a line at once, if anybody still reads.
fn say(line: &str) {
    let mut out = io::stdout().lock();
    let written = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
    if written.is_err() {
        process::exit(1);
    }
}

fn hold(path: &Path) -> Result<(), Error> {
    let conn = Connection::open(path)?;
    conn.execute_batch("BEGIN IMMEDIATE")?;
    say("locked");
    io::stdin().read_to_end(&mut Vec::new())?;
    conn.execute_batch("ROLLBACK")?;
    Ok(())
}
