//! The service as a program: the scenario, and over a port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_intune-privacy-device-service");

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .env_remove("DEVICE_SERVICE_PSEUDONYM_KEY")
        .env_remove("DEVICE_SERVICE_JOURNAL_KEY");
    command
}

#[test]
fn the_scenario_ends_with_a_journal_that_is_whole() {
    let output = program(&["--demo"]).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{shown}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    assert!(shown.contains("\"isWhole\":true"), "{shown}");
    let (_, trail) = shown.split_once("everybody's?").unwrap();
    for name in ["adele", "lynne", "5KQ9XW3", "helpdesk", "Glucose"] {
        let trail = trail.replace("(privacy@contoso.example)", "");
        assert!(!trail.contains(name), "{trail}");
    }
}

#[test]
fn without_keys_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("devices.db");
    let arguments = ["--listen", "127.0.0.1:0", "--database", database.to_str().unwrap()];
    for set in [&[][..], &["DEVICE_SERVICE_PSEUDONYM_KEY"], &["DEVICE_SERVICE_JOURNAL_KEY"]] {
        let mut command = program(&arguments);
        command.envs(set.iter().map(|name| (name, "01".repeat(31) + "02")));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.starts_with("error: the key `"), "{error}");
        assert!(!error.contains("0101"), "{error}");
    }
    assert!(!database.exists());
    assert_eq!(program(&[]).output().unwrap().status.code(), Some(2));
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_serves_over_a_port() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("devices.db");
    let mut child = program(&["--listen", "127.0.0.1:0", "--database", database.to_str().unwrap()])
        .env("DEVICE_SERVICE_PSEUDONYM_KEY", "0102".repeat(16))
        .env("DEVICE_SERVICE_JOURNAL_KEY", "0304".repeat(16))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening at http://").unwrap().to_owned();
    let mut log = child.stderr.take().unwrap();
    let running = Running(child);

    let body = r#"{"userPrincipalName": "kanarie@contoso.example", "isEncrypted": true}"#;
    let mut connection = TcpStream::connect(&address).unwrap();
    write!(
        connection,
        "POST /devices HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         x-actor: kanarie-admin@contoso.example\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    drop(running);

    let mut logged = String::new();
    log.read_to_string(&mut logged).unwrap();
    assert!(logged.contains("route=\"/devices\"") && !logged.contains("kanarie"), "{logged}");
}
