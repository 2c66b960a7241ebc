//! Crates in a folder for temporary files, built by cargo.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Derive, Source};
use crate::usage::user_time_of_children;

/// The elapsed time of a build and that of the processor.
type Times = (Duration, Option<Duration>);

/// The folder, removed with this.
pub(super) struct Workshop(TempDir);

impl Workshop {
    pub(super) fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// Writes a crate and builds what it depends on.
    pub(super) fn prepare(&self, source: Source) -> Result<(), Box<dyn Error>> {
        let folder = self.write(source.derive, &source.to_string())?;
        run(self.cargo(&folder).args(["build", "-q"]))
    }

    /// Builds the crate alone.
    pub(super) fn build(&self, source: Source) -> Result<Times, Box<dyn Error>> {
        let folder = self.folder(source.derive);
        run(self.cargo(&folder).args(["clean", "-q", "-p", &package(source.derive)]))?;
        timed(self.cargo(&folder).args(["build", "-q"]))
    }

    /// Builds a crate without code, and all that it depends on.
    pub(super) fn build_cold(&self, derive: Derive) -> Result<Times, Box<dyn Error>> {
        let folder = self.write(derive, "")?;
        let target = self.0.path().join("cold");
        let mut command = self.cargo(&folder);
        let times = timed(command.args(["build", "-q"]).env("CARGO_TARGET_DIR", &target))?;
        fs::remove_dir_all(target)?;
        Ok(times)
    }

    fn folder(&self, derive: Derive) -> PathBuf {
        self.0.path().join(derive.name())
    }

    fn write(&self, derive: Derive, source: &str) -> Result<PathBuf, Box<dyn Error>> {
        let folder = self.folder(derive);
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest(derive))?;
        fs::write(folder.join("src/lib.rs"), source)?;
        // The versions are those that are known to be there without a network.
        fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(folder)
    }

    /// Cargo in a folder, with the settings of nobody.
    fn cargo(&self, folder: &Path) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        for (name, _) in env::vars_os() {
            let own = name.to_str().is_some_and(|name| {
                let whole = ["CARGO_INCREMENTAL", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"];
                whole.contains(&name)
                    || name.starts_with("CARGO_PROFILE_")
                    || name.starts_with("CARGO_BUILD_")
                    || name.ends_with("_WRAPPER")
            });
            if own {
                command.env_remove(name);
            }
        }
        command.current_dir(folder).env("CARGO_NET_OFFLINE", "true");
        command.env("CARGO_TARGET_DIR", self.0.path().join("target"));
        command
    }
}

fn package(derive: Derive) -> String {
    format!("cost-{}", derive.name())
}

fn manifest(derive: Derive) -> String {
    let dependency = match derive {
        Derive::None | Derive::Debug => String::new(),
        Derive::Serialize => String::from("serde = { version = \"1\", features = [\"derive\"] }\n"),
        Derive::Classified | Derive::Audit | Derive::Inventory => {
            let path = repository().join("intune-privacy");
            // A path on Windows has backslashes, which a literal string takes.
            let features = derive.feature().map(|feature| format!(", features = [\"{feature}\"]"));
            let features = features.unwrap_or_default();
            format!("intune-privacy = {{ path = '{}'{features} }}\n", path.display())
        }
    };
    let name = package(derive);
    format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependency}"
    )
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn timed(command: &mut Command) -> Result<Times, Box<dyn Error>> {
    let (user, start) = (user_time_of_children(), Instant::now());
    run(command)?;
    let elapsed = start.elapsed();
    let after = user_time_of_children();
    Ok((elapsed, user.zip(after).map(|(before, after)| after.saturating_sub(before))))
}

fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
}
