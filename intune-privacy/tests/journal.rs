//! The command `journal`, run as a user runs it.

mod ran;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use intune_privacy::Key;
use intune_privacy::audit::{AuditEvent, Timestamp};
use intune_privacy::journal::rusqlite::{Connection, Row};
use intune_privacy::journal::{Checkpoint, Entry, Journal};
use serde_json::{Value, json};
use tempfile::TempDir;

use ran::Ran;

const KEY: &str = "5ec2e7b0a14f9d3862c7e5904ab1d8f35ec2e7b0a14f9d3862c7e5904ab1d8f3";
const KEY_BASE64: &str = "XsLnsKFPnThix+WQSrHY817C57ChT504YsflkEqx2PM=";
const OTHER_KEY: &str = "77c2e7b0a14f9d3862c7e5904ab1d8f35ec2e7b0a14f9d3862c7e5904ab1d8f3";
const VARIABLE: &str = "INTUNE_PRIVACY_JOURNAL_KEY";

const ADMIN: &str = "2026-q1:9f86d081884c7d659a2feaa0c55ad015";
const ADELE: &str = "2026-q1:60303ae22b998861bce3b28f33eec1be";
const BOB: &str = "2026-q1:fd61a03af4f77d870fc21e05e7e80678";

/// The commands, each with what it needs beside the journal.
const COMMANDS: [&str; 5] = ["verify", "show", "export", "checkpoint", "prune"];
const READERS: [&str; 4] = ["verify", "show", "export", "checkpoint"];

fn event(value: Value) -> AuditEvent {
    serde_json::from_value(value).expect("an event")
}

/// An event with the properties that do not matter.
fn plain(id: &str, time: &str) -> AuditEvent {
    event(json!({"id": id, "activityDateTime": time, "activityType": "update"}))
}

fn events() -> Vec<AuditEvent> {
    let actor = json!({"type": "User", "userPrincipalName": ADMIN, "userId": "[identified]"});
    [
        json!({
            "id": "e-1", "activityDateTime": "2026-05-04T09:30:00Z", "activityType": "create",
            "activityResult": "Success", "actor": actor, "dataSubjects": [ADELE],
            "resources": [{"type": "ManagedDevice", "modifiedProperties": [
                {"displayName": "serialNumber", "newValue": "[identified]"},
                {"displayName": "isEncrypted", "newValue": "true"}
            ]}]
        }),
        json!({
            "id": "e-2", "activityDateTime": "2026-05-04T11:30:05.25+02:00", "activityType": "update",
            "activityResult": "Failure", "actor": actor, "dataSubjects": [BOB],
            "resources": [{"type": "ManagedDevice", "modifiedProperties": [
                {"displayName": "=1+1", "oldValue": "@a", "newValue": "b"}
            ]}]
        }),
        json!({
            "id": "e-3", "activityDateTime": "2026-05-04T09:31:00Z", "activityType": "read",
            "activityResult": "Success", "actor": {"type": "System"}, "dataSubjects": [ADELE, BOB],
            "resources": [{"type": "User"}, {"type": "ManagedDevice"}]
        }),
        json!({
            "id": "e-4", "activityDateTime": "2026-05-05T00:00:00Z", "activityType": "remote_task",
            "activityResult": "Success",
            "actor": {"type": "Application", "applicationId": "8a1b2c3d-0000-4000-8000-000000000000"},
            "resources": [{"type": "ManagedDevice"}]
        }),
    ]
    .map(event)
    .into()
}

/// A directory of one test, in which the command runs.
struct Directory(TempDir);

impl Directory {
    fn empty() -> Self {
        Self(TempDir::new().expect("a directory"))
    }

    /// With the journal `audit.db` of these events.
    fn of(events: &[AuditEvent]) -> Self {
        let directory = Self::empty();
        let journal = directory.journal();
        for event in events {
            journal.append(event).expect("appended");
        }
        directory
    }

    fn new() -> Self {
        Self::of(&events())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn journal(&self) -> Journal {
        let key = Key::from_hex("test", KEY).expect("a key");
        Journal::open(self.path("audit.db"), &key).expect("a journal")
    }

    /// Changes the journal as somebody does who has the file and not the key.
    fn tamper(&self, sql: &str) {
        let database = Connection::open(self.path("audit.db")).expect("a database");
        database.execute_batch(sql).expect("changed");
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path("audit.db")).expect("a file")
    }

    /// The files, but for those that SQLite has beside the journal.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a directory");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.expect("an entry").file_name().into_string().expect("UTF-8")
        };
        let is_other = |name: &String| !name.ends_with("-shm") && !name.ends_with("-wal");
        let mut names: Vec<_> = entries.map(name).filter(is_other).collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intune-privacy"));
        command.arg("journal").args(arguments).current_dir(self.0.path());
        command.env_remove("CLICOLOR_FORCE").env(VARIABLE, KEY);
        command
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    #[track_caller]
    fn run_with_key(&self, key: &str, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).env(VARIABLE, key))
    }

    #[track_caller]
    fn json(&self, code: i32, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(ran.code, Some(code), "{ran:?}");
        serde_json::from_str(&ran.out).expect("JSON")
    }

    /// The sequences of the events that are shown.
    #[track_caller]
    fn shown(&self, filter: &[&str]) -> Vec<i64> {
        let entries = self.json(0, &[&["show", "audit.db"], filter].concat());
        let entries: Vec<Entry> = serde_json::from_value(entries).expect("entries");
        entries.iter().map(|entry| entry.chain.sequence).collect()
    }
}

impl Ran {
    #[track_caller]
    fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the binary runs");
        let ran = Self::from(output);
        for key in [KEY, OTHER_KEY, KEY_BASE64] {
            assert!(!format!("{}{}", ran.out, ran.err).contains(&key[8..24]), "{ran:?}");
        }
        ran
    }

    #[track_caller]
    fn fails(&self, code: i32, err: &str) {
        self.is(code, "", err);
    }
}

mod verify {
    use super::*;

    #[test]
    fn a_whole_journal_is_summed_up() {
        let expected = "\
audit.db: whole

events:     4
first:      record 1, 2026-05-04T09:30:00Z
last:       record 4, 2026-05-05T00:00:00Z
";
        Directory::new().run(&["verify", "audit.db"]).is(0, expected, "");
        let expected = "audit.db: whole\n\nevents:     0\n";
        Directory::of(&[]).run(&["verify", "audit.db"]).is(0, expected, "");
    }

    #[test]
    fn a_whole_journal_is_summed_up_as_json() {
        assert_eq!(
            Directory::new().json(0, &["verify", "audit.db"]),
            json!({
                "file": "audit.db",
                "whole": true,
                "events": 4,
                "first": {"sequence": 1, "time": "2026-05-04T09:30:00Z"},
                "last": {"sequence": 4, "time": "2026-05-05T00:00:00Z"},
                "pruned": [],
                "checkpoint": null,
                "problem": null
            })
        );
    }

    #[test]
    fn pruned_ranges_are_listed() {
        let old = "2020-01-01T00:00:00Z";
        let new = Timestamp::now();
        let times: Vec<_> = (0..15).map(|i| if i % 2 == 0 { old } else { new.as_str() }).collect();
        let mut events: Vec<_> = times.iter().map(|time| plain("e", time)).collect();
        events.insert(0, plain("e", old));
        let here = Directory::of(&events);
        assert_eq!(here.run(&["prune", "audit.db"]).code, Some(0));
        let ran = here.run(&["verify", "audit.db"]);
        let expected = "\npruned:     1 to 2, 4, 6, 8, 10, and 3 ranges more (9 events)\n";
        assert!(ran.out.contains(expected), "{ran:?}");
        let report = here.json(0, &["verify", "audit.db"]);
        assert_eq!(report["pruned"][0], json!({"first": 1, "last": 2}));
        assert_eq!(report["pruned"][7], json!({"first": 16, "last": 16}));
        assert_eq!(report["first"]["sequence"], 3);
    }

    #[test]
    fn the_first_bad_record_is_named() {
        let altered = "UPDATE audit_event SET body = replace(body, 'b', 'c') WHERE sequence = 2";
        let expected = "\
audit.db: not whole: record 2 was altered

events:     1 up to there
first:      record 1, 2026-05-04T09:30:00Z
last:       record 1, 2026-05-04T09:30:00Z
";
        let here = Directory::new();
        here.tamper(altered);
        let error = "error: audit.db: not whole: record 2 was altered\n";
        here.run(&["verify", "audit.db"]).is(1, expected, error);
        let report = here.json(1, &["verify", "audit.db"]);
        assert_eq!(report["whole"], false);
        assert_eq!(
            report["problem"],
            json!({"kind": "altered", "sequence": 2, "message": "record 2 was altered"})
        );
        for (sql, kind, sequence) in [
            ("DELETE FROM audit_event WHERE sequence = 3", "removed", Some(3)),
            ("DELETE FROM audit_event WHERE sequence > 2", "truncated", Some(3)),
            ("UPDATE audit_journal SET sequence = 3", "header", None),
            ("INSERT INTO audit_term VALUES (0, 'subject:k1:5', 4)", "index", Some(4)),
            ("INSERT INTO audit_gap VALUES (9, 9, x'00', x'00')", "gap", Some(9)),
        ] {
            let here = Directory::new();
            here.tamper(sql);
            let report = here.json(1, &["verify", "audit.db"]);
            assert_eq!(report["problem"]["kind"], kind, "{report}");
            assert_eq!(report["problem"]["sequence"], json!(sequence), "{report}");
        }
    }

    #[test]
    fn a_torn_file_is_not_whole() {
        let here = Directory::new();
        let bytes = here.bytes();
        fs::write(here.path("audit.db"), &bytes[..bytes.len() - 4096]).expect("written");
        let expected = "audit.db: not whole: the file of the journal is damaged\n\nevents:     0\n";
        let error = "error: audit.db: not whole: the file of the journal is damaged\n";
        here.run(&["verify", "audit.db"]).is(1, expected, error);
        let report = here.json(1, &["verify", "audit.db"]);
        assert_eq!(report["problem"]["kind"], "damaged");
    }

    #[test]
    fn a_journal_that_fits_its_checkpoint_is_whole() {
        let here = Directory::of(&events()[..3]);
        here.run(&["checkpoint", "audit.db", "-o", "point"]).is(0, "", "");
        here.journal().append(&events()[3]).expect("appended");
        let line = fs::read_to_string(here.path("point")).expect("a checkpoint");
        let time = line.split(' ').nth(4).expect("a time");
        for checkpoint in ["point", line.as_str(), line.trim_end()] {
            let ran = here.run(&["verify", "audit.db", "--checkpoint", checkpoint]);
            assert!(ran.out.starts_with("audit.db: whole\n"), "{ran:?}");
            assert!(ran.out.ends_with(&format!("\ncheckpoint: record 3, {time}\n")), "{ran:?}");
            assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        }
        let report = here.json(0, &["verify", "audit.db", "--checkpoint", "point"]);
        assert_eq!(report["checkpoint"], json!({"sequence": 3, "time": time}));
    }

    #[test]
    fn an_earlier_state_is_found_by_the_checkpoint() {
        let here = Directory::of(&events()[..2]);
        let earlier = here.bytes();
        here.journal().append(&events()[2]).expect("appended");
        here.run(&["checkpoint", "audit.db", "-o", "point"]).is(0, "", "");
        fs::write(here.path("audit.db"), earlier).expect("written");
        assert_eq!(here.run(&["verify", "audit.db"]).code, Some(0));
        let ran = here.run(&["verify", "audit.db", "--checkpoint", "point"]);
        assert_eq!(ran.code, Some(1));
        assert_eq!(ran.err, "error: audit.db: not whole: the records from 3 on were cut off\n");
    }

    #[test]
    fn a_checkpoint_that_is_not_of_the_journal_is_a_problem() {
        let here = Directory::new();
        let line = here.run(&["checkpoint", "audit.db"]).out;
        let forged = line.replace(" 4 ", " 3 ");
        let foreign = Directory::new().run(&["checkpoint", "audit.db"]).out;
        for (line, kind, message) in [
            (
                &forged,
                "forged_checkpoint",
                "the checkpoint is forged: it was not made with the key of this journal",
            ),
            (&foreign, "foreign_checkpoint", "the checkpoint is of another journal"),
        ] {
            let ran = here.run(&["verify", "audit.db", "--checkpoint", line]);
            assert_eq!(ran.err, format!("error: audit.db: not whole: {message}\n"));
            let report = here.json(1, &["verify", "audit.db", "--checkpoint", line]);
            assert_eq!(
                report["problem"],
                json!({"kind": kind, "sequence": null, "message": message})
            );
            assert_eq!(report["events"], 4);
        }
        here.tamper("DELETE FROM audit_event WHERE sequence = 1");
        let report = here.json(1, &["verify", "audit.db", "--checkpoint", &forged]);
        assert_eq!(report["problem"]["kind"], "removed", "what is wrong with the journal is worse");
    }

    #[test]
    fn what_is_no_checkpoint_is_wrong_usage() {
        let here = Directory::new();
        fs::write(here.path("point"), "CANARY").expect("written");
        fs::write(here.path("bytes"), [0xff; 9000]).expect("written");
        let malformed = "error: --checkpoint: not a line such as \
            `intune-privacy-journal-1 <journal> <sequence> <hash> <time> <code>`\n";
        for checkpoint in ["point", "bytes", "intune-privacy-journal-1 CANARY"] {
            here.run(&["verify", "audit.db", "--checkpoint", checkpoint]).fails(2, malformed);
        }
        for checkpoint in ["nowhere", ".", ""] {
            let ran = here.run(&["verify", "audit.db", "--checkpoint", checkpoint]);
            assert!(ran.err.starts_with("error: --checkpoint: cannot read the file: "), "{ran:?}");
            assert_eq!(ran.code, Some(2));
        }
    }
}

mod show {
    use super::*;

    #[test]
    fn events_are_shown_as_a_table() {
        let expected = "\
#  Time (UTC)           Activity     Type                 Result   Fields  Actor
1  2026-05-04 09:30:00  create       ManagedDevice        Success  2       2026-q1:9f86d081884c7d659a2feaa0c55ad015
2  2026-05-04 09:30:05  update       ManagedDevice        Failure  1       2026-q1:9f86d081884c7d659a2feaa0c55ad015
3  2026-05-04 09:31:00  read         User, ManagedDevice  Success  0       System
4  2026-05-05 00:00:00  remote_task  ManagedDevice        Success  0       8a1b2c3d-0000-4000-8000-000000000000
";
        Directory::new().run(&["show", "audit.db"]).is(0, expected, "");
    }

    #[test]
    fn what_an_event_does_not_say_is_a_dash() {
        let here = Directory::of(&[event(json!({
            "id": "e", "activityDateTime": "2026-05-04T09:30:00Z",
            "actor": {"userPrincipalName": "[identified]"}
        }))]);
        let expected = "\
#  Time (UTC)           Activity  Type  Result  Fields  Actor
1  2026-05-04 09:30:00  -         -     -       0       [identified]
";
        here.run(&["show", "audit.db"]).is(0, expected, "");
    }

    #[test]
    fn the_json_has_the_whole_events() {
        let entries = Directory::new().json(0, &["show", "audit.db"]);
        let entries: Vec<Entry> = serde_json::from_value(entries).expect("entries");
        let found: Vec<_> = entries.into_iter().map(|entry| entry.event).collect();
        assert_eq!(found, events());
        let ran = Directory::of(&[]).run(&["show", "audit.db", "--format", "json"]);
        ran.is(0, "[]\n", "");
    }

    #[test]
    fn filters_find_events() {
        let here = Directory::new();
        for (filter, expected) in [
            (&["--since", "2026-05-04T09:30:05.25Z"][..], &[2, 3, 4][..]),
            (&["--until", "2026-05-05"], &[1, 2, 3]),
            (&["--since", "2026-05-04 09:30:30", "--until", "2026-05-04T11:40:00+02:00"], &[3]),
            (&["--actor", ADMIN], &[1, 2]),
            (&["--actor", ADMIN, "--actor", "8a1b2c3d-0000-4000-8000-000000000000"], &[1, 2, 4]),
            (&["--subject", BOB], &[2, 3]),
            (&["--subject", BOB, "--activity", "read"], &[3]),
            (&["--activity", "create", "--activity", "remote_task"], &[1, 4]),
            (&["--type", "User"], &[3]),
            (&["--newest"], &[4, 3, 2, 1]),
            (&["--newest", "--limit", "2"], &[4, 3]),
            (&["--limit", "0"], &[]),
            (&["--subject", "' OR 1 = 1 --"], &[]),
        ] {
            assert_eq!(here.shown(filter), expected, "{filter:?}");
        }
        let ran = here.run(&["show", "audit.db", "--actor", "nobody"]);
        ran.is(0, "audit.db: no such event\n", "");
    }

    #[test]
    fn what_is_no_time_is_wrong_usage() {
        let ran = Directory::new().run(&["show", "audit.db", "--since", "yesterday"]);
        assert!(ran.err.contains("not a point in time such as 2026-05-04T09:30:00Z"), "{ran:?}");
        assert_eq!(ran.code, Some(2));
    }

    #[test]
    fn events_before_a_bad_one_are_shown() {
        let here = Directory::new();
        here.tamper("UPDATE audit_event SET time = time + 1 WHERE sequence = 2");
        let error = "error: audit.db: the journal was tampered with: record 2 was altered\n";
        let expected = "\
#  Time (UTC)           Activity  Type           Result   Fields  Actor
1  2026-05-04 09:30:00  create    ManagedDevice  Success  2       2026-q1:9f86d081884c7d659a2feaa0c55ad015
";
        here.run(&["show", "audit.db"]).is(1, expected, error);
        let ran = here.run(&["show", "audit.db", "--format", "json"]);
        assert_eq!((ran.code, &*ran.err), (Some(1), error));
    }

    #[test]
    fn hostile_text_does_not_reach_the_terminal() {
        let hostile = "a\u{1b}[31m\u{9b}2J\n\u{202e}b\u{7f}";
        let written = event(json!({
            "id": hostile, "activityDateTime": "2026-05-04T09:30:00Z", "activityType": hostile,
            "activityResult": hostile, "actor": {"type": hostile}, hostile: hostile,
            "resources": [{"type": hostile, "modifiedProperties": [{"displayName": hostile}]}]
        }));
        let here = Directory::of(std::slice::from_ref(&written));
        let ran = here.run(&["show", "audit.db"]);
        assert!(ran.out.contains(r"a\u{1b}[31m"), "{ran:?}");
        assert_eq!(ran.out.lines().count(), 2, "{ran:?}");
        let json = here.run(&["show", "audit.db", "--format", "json"]);
        for ran in [&ran, &json] {
            let is_hostile = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!ran.out.contains(is_hostile), "{ran:?}");
        }
        let entries: Vec<Entry> = serde_json::from_str(&json.out).expect("entries");
        assert_eq!(entries[0].event, written);
        let name = "a\u{1b}[31m\u{202e}.db";
        for command in COMMANDS {
            let ran = here.run(&[command, name]);
            let error = "error: a\\u{1b}[31m\\u{202e}.db: the journal does not exist\n";
            ran.fails(2, error);
        }
    }
}

mod export {
    use super::*;

    #[test]
    fn json_lines_are_written_to_standard_output() {
        let here = Directory::new();
        let ran = here.run(&["export", "audit.db"]);
        let entries = ran.out.lines().map(serde_json::from_str::<Entry>);
        let found: Vec<_> = entries.map(|entry| entry.expect("an entry").event).collect();
        assert_eq!(found, events());
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        let one = here.run(&["export", "audit.db", "--activity", "read", "-o", "-"]);
        assert_eq!(one.out.lines().count(), 1, "{one:?}");
    }

    #[test]
    fn a_cell_that_starts_a_formula_is_quoted() {
        let mut hostile = plain("=1+1", "2026-05-04T09:30:00Z");
        hostile.activity = Some("@SUM(A1)\u{1b}[31m,\"".into());
        let here = Directory::of(&[hostile]);
        let ran = here.run(&["export", "audit.db", "--format", "csv"]);
        let mut lines = ran.out.split("\r\n");
        assert!(lines.next().is_some_and(|line| line.starts_with("sequence,activityDateTime,")));
        let row = lines.next().expect("a row");
        let expected = "1,2026-05-04T09:30:00Z,update,\"'@SUM(A1)\u{1b}[31m,\"\"\",";
        assert!(row.starts_with(expected), "a pipe gets what was written: {row}");
        assert!(row.contains(",'=1+1,"), "{row}");
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    }

    #[test]
    fn a_file_is_replaced_as_a_whole() {
        let here = Directory::new();
        fs::write(here.path("out.jsonl"), "earlier").expect("written");
        here.run(&["export", "audit.db", "-o", "out.jsonl"]).is(0, "out.jsonl: 4 events\n", "");
        let written = fs::read_to_string(here.path("out.jsonl")).expect("a file");
        assert_eq!(written, here.run(&["export", "audit.db"]).out);
        let csv = ["export", "audit.db", "--format", "csv", "--limit", "1", "-o", "out.csv"];
        here.run(&csv).is(0, "out.csv: 1 event\n", "");
        assert_eq!(here.names(), ["audit.db", "out.csv", "out.jsonl"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_for_its_owner() {
        use std::os::unix::fs::PermissionsExt;

        let here = Directory::new();
        assert_eq!(here.run(&["export", "audit.db", "-o", "out"]).code, Some(0));
        let mode = fs::metadata(here.path("out")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn an_export_that_fails_leaves_the_earlier_one() {
        let here = Directory::new();
        fs::write(here.path("out"), "earlier").expect("written");
        here.tamper("UPDATE audit_event SET time = time + 1 WHERE sequence = 4");
        for format in ["json-lines", "csv"] {
            let ran = here.run(&["export", "audit.db", "--format", format, "-o", "out"]);
            ran.fails(1, "error: audit.db: the journal was tampered with: record 4 was altered\n");
        }
        assert_eq!(fs::read(here.path("out")).expect("a file"), b"earlier");
        assert_eq!(here.names(), ["audit.db", "out"]);
    }

    #[test]
    fn the_journal_is_not_replaced_by_its_export() {
        let here = Directory::new();
        let before = here.bytes();
        let absolute = here.path("audit.db");
        for command in ["export", "checkpoint"] {
            for out in ["audit.db", "./audit.db", "audit.db-wal", &absolute.to_string_lossy()] {
                let ran = here.run(&[command, "audit.db", "-o", out]);
                assert!(ran.err.ends_with(" is the journal itself\n"), "{ran:?}");
                assert_eq!(ran.code, Some(2));
            }
            #[cfg(unix)]
            {
                let _ = std::os::unix::fs::symlink(&absolute, here.path("link"));
                let ran = here.run(&[command, "audit.db", "-o", "link"]);
                ran.fails(2, "error: --output: link is the journal itself\n");
            }
        }
        assert_eq!(here.bytes(), before);
    }

    #[test]
    fn what_is_no_file_is_not_replaced() {
        let here = Directory::new();
        fs::create_dir(here.path("folder")).expect("a folder");
        for command in ["export", "checkpoint"] {
            let ran = here.run(&[command, "audit.db", "-o", "folder"]);
            ran.fails(2, "error: --output: folder is not a file\n");
            let ran = here.run(&[command, "audit.db", "-o", "nowhere/out"]);
            let expected = "error: cannot write the output: nowhere/out: ";
            assert!(
                ran.err.starts_with(expected) && !ran.err.contains(".intune-privacy-"),
                "{ran:?}"
            );
            assert_eq!(ran.code, Some(1));
        }
        #[cfg(unix)]
        here.run(&["export", "audit.db", "-o", "/dev/null"])
            .fails(2, "error: --output: /dev/null is not a file\n");
    }
}

mod checkpoint {
    use super::*;

    #[test]
    fn a_checkpoint_is_one_line() {
        let here = Directory::new();
        let ran = here.run(&["checkpoint", "audit.db"]);
        let checkpoint: Checkpoint = ran.out.parse().expect("a checkpoint");
        assert_eq!((checkpoint.sequence(), ran.out.lines().count()), (4, 1));
        ran.is(0, &format!("{checkpoint}\n"), "");
    }

    #[test]
    fn the_json_has_its_parts() {
        let record = Directory::new().json(0, &["checkpoint", "audit.db"]);
        let line = record["checkpoint"].as_str().expect("a line");
        let words: Vec<_> = line.split(' ').collect();
        assert_eq!(words[1], record["journal"]);
        assert_eq!(record["sequence"], 4);
        assert_eq!(words[3], record["hash"]);
        assert_eq!(words[4], record["time"]);
    }

    #[test]
    fn a_head_that_was_altered_has_none() {
        let here = Directory::new();
        fs::write(here.path("point"), "earlier").expect("written");
        here.tamper("UPDATE audit_journal SET sequence = 3");
        let ran = here.run(&["checkpoint", "audit.db", "-o", "point"]);
        let error = "error: audit.db: the journal was tampered with: \
            the header is not as it was written\n";
        ran.fails(1, error);
        assert_eq!(fs::read(here.path("point")).expect("a file"), b"earlier");
    }
}

mod prune {
    use super::*;

    /// Six events, all but the last old.
    fn old() -> Directory {
        let time = "2020-01-01T00:00:00Z";
        let now = Timestamp::now();
        let with = |value: Value| {
            let mut event = json!({"id": "e", "activityDateTime": time});
            event
                .as_object_mut()
                .expect("an object")
                .extend(value.as_object().expect("an object").clone());
            super::event(event)
        };
        Directory::of(&[
            with(json!({"dataSubjects": [ADELE]})),
            with(json!({"actor": {"userId": ADMIN}, "activityType": "read"})),
            with(json!({"dataSubjects": [ADELE], "resources": [{"type": "User"}]})),
            with(json!({"activityType": "delete"})),
            with(json!({})),
            plain("e", now.as_str()),
        ])
    }

    #[test]
    fn old_events_are_removed() {
        let here = old();
        let ran = here.run(&["prune", "audit.db", "--hold-subject", ADELE]);
        let (start, end) = ran.out.split_once(" from before ").expect("a time");
        assert_eq!(start, "audit.db: 3 events");
        assert!(end.ends_with("Z were removed; 2 held\n"), "{ran:?}");
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        assert_eq!(here.shown(&[]), [1, 3, 6]);
        assert_eq!(here.run(&["verify", "audit.db"]).code, Some(0));
    }

    #[test]
    fn the_report_is_there_as_json() {
        let here = old();
        let mut report = here.json(0, &["prune", "audit.db", "--days", "365"]);
        let before: Timestamp =
            report["before"].take().as_str().and_then(|it| it.parse().ok()).expect("a time");
        let days = (Timestamp::now().as_millisecond() - before.as_millisecond()) / 86_400_000;
        assert_eq!(days, 365);
        assert_eq!(
            report,
            json!({
                "file": "audit.db", "dry_run": false, "before": null,
                "removed": 5, "held": 0, "erased": true
            })
        );
    }

    #[test]
    fn a_dry_run_says_what_would_go_and_changes_nothing() {
        for (options, kept) in [
            (&[][..], &[6][..]),
            (&["--hold-subject", ADELE], &[1, 3, 6]),
            (&["--hold-actor", ADMIN], &[2, 6]),
            (&["--hold-activity", "delete", "--hold-activity", "read"], &[2, 4, 6]),
            (&["--hold-type", "User"], &[3, 6]),
            (
                &["--hold-subject", ADELE, "--hold-type", "User", "--hold-actor", ADMIN],
                &[1, 2, 3, 6],
            ),
            (&["--days", "36500"], &[1, 2, 3, 4, 5, 6]),
        ] {
            let here = old();
            let arguments = [&["prune", "audit.db"], options].concat();
            let before = here.bytes();
            let foreseen = here.json(0, &[&arguments[..], &["--dry-run"]].concat());
            assert!(here.bytes() == before, "{options:?}");
            assert_eq!(foreseen["dry_run"], true);
            let done = here.json(0, &arguments);
            assert_eq!(here.shown(&[]), kept, "{options:?}");
            for count in ["removed", "held"] {
                assert_eq!(foreseen[count], done[count], "{options:?}");
            }
        }
        let ran = old().run(&["prune", "audit.db", "--dry-run"]);
        assert!(ran.out.ends_with(" would be removed; 0 held\n"), "{ran:?}");
    }

    #[test]
    fn a_journal_that_was_tampered_with_is_not_pruned() {
        for (sql, problem) in [
            (
                "UPDATE audit_event SET terms = 'activity:create' WHERE sequence = 4",
                "record 4 was altered",
            ),
            // Nothing that would be pruned.
            ("DELETE FROM audit_event WHERE sequence = 6", "the records from 6 on were cut off"),
        ] {
            let here = old();
            here.tamper(sql);
            let before = here.bytes();
            let error = format!("error: audit.db: the journal was tampered with: {problem}\n");
            here.run(&["prune", "audit.db"]).fails(1, &error);
            here.run(&["prune", "audit.db", "--dry-run"]).fails(1, &error);
            assert!(here.bytes() == before, "{sql}");
        }
    }

    #[test]
    fn nothing_is_pruned_by_a_wrong_number_of_days() {
        let here = old();
        for days in ["0", "-1", "", "36501", "two"] {
            let ran = here.run(&["prune", "audit.db", "--days", days]);
            assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{ran:?}");
        }
        assert_eq!(here.shown(&[]).len(), 6);
    }

    #[test]
    fn a_reader_that_keeps_removed_events_in_the_log_is_told_about() {
        let here = old();
        let journal = here.journal();
        journal.append(&plain("e", Timestamp::now().as_str())).expect("appended");
        let mut reader = Connection::open(here.path("audit.db")).expect("a database");
        let snapshot = reader.transaction().expect("a transaction");
        let count = |row: &Row<'_>| row.get::<_, i64>(0);
        let counted = snapshot.query_row("SELECT count(*) FROM audit_event", [], count);
        assert_eq!(counted.expect("a number"), 7);
        let ran = here.run(&["prune", "audit.db"]);
        assert!(ran.out.starts_with("audit.db: 5 events from before "), "{ran:?}");
        assert!(
            ran.err.starts_with("warning: audit.db: another process reads the journal"),
            "{ran:?}"
        );
        assert_eq!(ran.code, Some(0));
    }
}

mod key {
    use super::*;

    /// Writes a key file for its owner.
    fn write(here: &Directory, text: impl AsRef<[u8]>) {
        let path = here.path("key");
        fs::write(&path, text).expect("written");
        #[cfg(unix)]
        set_mode(&path, 0o600);
    }

    #[cfg(unix)]
    fn set_mode(path: &std::path::Path, mode: u32) {
        use std::os::unix::fs::PermissionsExt;

        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    #[test]
    fn a_key_is_read_from_a_file_or_variable() {
        let here = Directory::new();
        for text in [KEY, KEY_BASE64] {
            for end in ["", "\n", "\r\n"] {
                write(&here, format!("{text}{end}"));
                for command in READERS {
                    let mut command = here.command(&[command, "audit.db", "--key-file", "key"]);
                    let ran = Ran::of(command.env_remove(VARIABLE));
                    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{ran:?}");
                }
            }
            let mut command = here.command(&["verify", "audit.db", "--key-env", "OTHER"]);
            let ran = Ran::of(command.env_remove(VARIABLE).env("OTHER", text));
            assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{ran:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_of_others_is_warned_about() {
        let here = Directory::new();
        write(&here, KEY);
        for mode in [0o640, 0o604, 0o620] {
            set_mode(&here.path("key"), mode);
            let ran = here.run(&["verify", "audit.db", "--key-file", "key"]);
            let warning = "warning: --key-file: others than its owner can use the file; \
                `chmod 600` prevents that\n";
            assert_eq!((ran.code, &*ran.err), (Some(0), warning), "{ran:?}");
        }
    }

    #[test]
    fn a_wrong_key_checks_nothing() {
        let here = Directory::new();
        for command in COMMANDS {
            let ran = here.run_with_key(OTHER_KEY, &[command, "audit.db"]);
            ran.fails(2, "error: audit.db: the journal was written with another key\n");
        }
    }

    #[test]
    fn a_malformed_key_is_not_repeated() {
        let here = Directory::new();
        let odd = &KEY[1..];
        for (text, message) in [
            ("", "the key `journal` has 0 bytes of the 32 that it needs"),
            (odd, "the key `journal` is not an even number of hexadecimal digits"),
            (&KEY[..40], "the key `journal` has 20 bytes of the 32 that it needs"),
            (&KEY_BASE64[1..], "the key `journal` is neither hexadecimal digits alone nor Base64"),
            (&"00".repeat(32), "the key `journal` is not random: all of its bytes are the same"),
        ] {
            write(&here, text);
            for command in COMMANDS {
                let ran = here.run_with_key(text, &[command, "audit.db"]);
                ran.fails(2, &format!("error: --key-env: {message}\n"));
                let ran = here.run(&[command, "audit.db", "--key-file", "key"]);
                ran.fails(2, &format!("error: --key-file: {message}\n"));
            }
        }
        write(&here, [0xff; 40]);
        let ran = here.run(&["verify", "audit.db", "--key-file", "key"]);
        let expected = "the key `journal` is neither hexadecimal digits alone nor Base64";
        ran.fails(2, &format!("error: --key-file: {expected}\n"));
        write(&here, KEY.repeat(100));
        let ran = here.run(&["verify", "audit.db", "--key-file", "key"]);
        ran.fails(2, "error: --key-file: cannot read it: it has more than 4096 bytes\n");
    }

    #[test]
    fn a_missing_key_is_wrong_usage() {
        let here = Directory::new();
        let ran = Ran::of(here.command(&["verify", "audit.db"]).env_remove(VARIABLE));
        ran.fails(
            2,
            "error: --key-env: the key `journal` is missing: \
             the environment variable `INTUNE_PRIVACY_JOURNAL_KEY` is not set\n",
        );
        for file in ["nowhere", "."] {
            let ran = here.run(&["verify", "audit.db", "--key-file", file]);
            assert!(ran.err.starts_with("error: --key-file: cannot read it: "), "{ran:?}");
            assert_eq!(ran.code, Some(2));
        }
        let both = ["verify", "audit.db", "--key-file", "key", "--key-env", "OTHER"];
        assert_eq!(here.run(&both).code, Some(2));
    }

    /// `run` asserts that.
    #[test]
    fn a_key_in_the_wrong_place_is_not_repeated() {
        let here = Directory::new();
        for key in [KEY, KEY_BASE64] {
            for arguments in [
                &["--key-env", key][..],
                &["--key-file", key],
                &["--key", key],
                &[&format!("--key={key}")],
            ] {
                let ran = here.run(&[&["verify", "audit.db"], arguments].concat());
                assert_eq!(ran.code, Some(2), "{ran:?}");
            }
        }
    }
}

mod file {
    use super::*;

    #[test]
    fn a_journal_that_is_missing_is_not_created() {
        let here = Directory::empty();
        for command in COMMANDS {
            let ran = here.run(&[command, "audit.db"]);
            ran.fails(2, "error: audit.db: the journal does not exist\n");
        }
        assert_eq!(here.names(), [""; 0]);
    }

    #[test]
    fn what_is_no_journal_is_refused_and_left_as_it_is() {
        let here = Directory::empty();
        fs::create_dir(here.path("folder")).expect("a folder");
        fs::write(here.path("empty"), "").expect("written");
        fs::write(here.path("text"), "CANARY ".repeat(1000)).expect("written");
        let database = Connection::open(here.path("other")).expect("a database");
        database.execute_batch("CREATE TABLE device (name TEXT)").expect("a table");
        drop(database);
        let contents = |name| fs::read(here.path(name)).ok();
        let before = ["empty", "text", "other"].map(contents);
        for name in ["folder", "empty", "text", "other"] {
            for command in COMMANDS {
                let ran = here.run(&[command, name]);
                ran.fails(2, &format!("error: {name}: this is not a journal\n"));
            }
        }
        assert_eq!(["empty", "text", "other"].map(contents), before);
        assert_eq!(here.names(), ["empty", "folder", "other", "text"]);
    }

    #[test]
    fn a_journal_of_a_newer_version_is_refused() {
        let here = Directory::new();
        here.tamper("UPDATE audit_journal SET version = 2");
        for command in COMMANDS {
            let ran = here.run(&[command, "audit.db"]);
            ran.fails(
                2,
                "error: audit.db: the journal has the format version 2, \
                 which is newer than this program\n",
            );
        }
    }

    #[test]
    fn reading_changes_no_byte() {
        let here = Directory::new();
        let before = here.bytes();
        for command in READERS {
            assert_eq!(here.run(&[command, "audit.db"]).code, Some(0), "{command}");
        }
        assert_eq!(here.run(&["prune", "audit.db", "--dry-run"]).code, Some(0));
        assert!(here.bytes() == before);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_can_only_be_read_is_read() {
        use std::os::unix::fs::PermissionsExt;

        let here = Directory::new();
        let set = |path: PathBuf, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
        };
        set(here.path("audit.db"), 0o400);
        set(here.path("."), 0o500);
        for command in READERS {
            let ran = here.run(&[command, "audit.db"]);
            assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{ran:?}");
        }
        assert_eq!(here.run(&["prune", "audit.db", "--dry-run"]).code, Some(0));
        let ran = here.run(&["prune", "audit.db"]);
        // The superuser can write.
        if ran.code != Some(0) {
            assert_eq!(ran.code, Some(2), "{ran:?}");
        }
        set(here.path("."), 0o700);
    }

    #[test]
    fn a_journal_is_read_while_it_is_written() {
        let here = Directory::new();
        let journal = here.journal();
        journal.append(&plain("e-5", "2026-05-06T00:00:00Z")).expect("appended");
        for command in COMMANDS {
            let ran = here.run(&[command, "audit.db"]);
            assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{ran:?}");
        }
        assert_eq!(here.shown(&["--newest", "--limit", "1"]), [5]);
    }
}

#[test]
fn a_reader_that_has_had_enough_ends_the_command() {
    let events: Vec<_> = (0..3000).map(|_| plain("e", "2026-05-04T09:30:00Z")).collect();
    let here = Directory::of(&[]);
    let journal = here.journal();
    std::thread::scope(|scope| {
        for part in events.chunks(500) {
            let journal = &journal;
            scope.spawn(move || {
                for event in part {
                    journal.append(event).expect("appended");
                }
            });
        }
    });
    for arguments in [
        &["show"][..],
        &["show", "--format", "json"],
        &["export"],
        &["export", "--format", "csv"],
        &["verify"],
        &["checkpoint"],
    ] {
        let mut command = here.command(&[arguments, &["audit.db"]].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the binary ends");
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*error), (Some(0), ""), "{arguments:?}");
    }
    here.tamper("DELETE FROM audit_event WHERE sequence = 2");
    for format in ["text", "json"] {
        let mut command = here.command(&["verify", "audit.db", "--format", format]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the binary ends");
        assert_eq!(output.status.code(), Some(1), "what was found counts");
    }
}

#[test]
fn the_help_has_examples_and_exit_codes() {
    let here = Directory::empty();
    for command in COMMANDS {
        let ran = here.run(&[command, "--help"]);
        let example = format!("intune-privacy journal {command} audit.db");
        assert!(ran.out.contains(&example), "{ran:?}");
        assert!(ran.out.contains("Exit codes: 0 "), "{ran:?}");
        assert_eq!(ran.code, Some(0));
        assert_eq!(here.run(&[command]).code, Some(2));
        assert_eq!(here.run(&[command, "audit.db", "--format", "xml"]).code, Some(2));
    }
}
