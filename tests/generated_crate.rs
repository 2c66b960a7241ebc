//! A crate that a test writes and `cargo check` judges, in one run for hundreds of types.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crate's folder, in the target directory.
pub(crate) struct GeneratedCrate {
    root: PathBuf,
}

/// An error of the compiler.
pub(crate) struct Refusal {
    /// The file under `src`.
    file: String,
    /// The line that is underlined, from 1.
    pub(crate) line: u64,
    /// What it says, with the lines of note and help that are part of it.
    pub(crate) message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, message } = self;
        write!(f, "{file}:{line}: {message}")
    }
}

impl GeneratedCrate {
    /// Writes a crate of these files, each by its name under `src`. An old one is replaced.
    pub(crate) fn new(name: &str, files: &[(String, String)]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let source = root.join("src");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        if source.exists() {
            fs::remove_dir_all(&source).expect("the old crate can be removed");
        }
        fs::create_dir_all(&source).expect("the target directory can be written");
        let manifest = format!(
            r#"[package]
name = "{name}"
edition = "2024"
publish = false

[dependencies]
intune-privacy = {{ path = '{facade}', features = ["serde", "secrecy"] }}
secrecy = "0.10"
serde = {{ version = "1", features = ["derive"] }}

[workspace]
"#,
            facade = workspace.join("intune-privacy").display(),
        );
        fs::write(root.join("Cargo.toml"), manifest).expect("the manifest can be written");
        // The versions that are fetched already, so that cargo need not ask for any.
        fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock"))
            .expect("the workspace has a lock file");
        for (file, text) in files {
            fs::write(source.join(file), text).expect("the source can be written");
        }
        Self { root }
    }

    /// The errors of `cargo check`, in the order in which it prints them.
    pub(crate) fn refusals(&self) -> Vec<Refusal> {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline", "--message-format=json"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated"))
            .output()
            .expect("cargo can be run");
        let messages: Vec<Value> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).expect("cargo writes JSON"))
            .collect();
        let finished = messages.iter().any(|message| message["reason"] == "build-finished");
        assert!(finished, "cargo gave up: {}", String::from_utf8_lossy(&output.stderr));
        messages
            .iter()
            .filter(|message| message["reason"] == "compiler-message")
            .map(|message| &message["message"])
            .filter(|message| message["level"] == "error")
            .filter_map(refusal)
            .collect()
    }
}

/// The error, unless it is the closing line that counts the others.
fn refusal(message: &Value) -> Option<Refusal> {
    let spans = message["spans"].as_array()?;
    let mut primary = spans.iter().find(|span| span["is_primary"] == true)?;
    // A panic is in the macro of the standard library; the user's line is where it came from.
    while let Some(outer) = primary["expansion"].get("span") {
        primary = outer;
    }
    let file = Path::new(primary["file_name"].as_str()?);
    Some(Refusal {
        file: file.file_name()?.to_string_lossy().into_owned(),
        line: primary["line_start"].as_u64()?,
        message: message["message"].as_str()?.to_owned(),
    })
}
