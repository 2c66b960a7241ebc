//! A service that logs, helps and measures without telling who it is about.
//!
//! It reads managed devices, has each check in, and shows them in three places: the log, a support
//! bundle and telemetry. What each place may see is in `policies.toml`.
//!
//! ```text
//! cargo run -q -p intune-privacy-examples --example fleet_service
//! ```
//!
//! Pseudonyms need a key of at least 32 random bytes, in hexadecimal or Base64, in the variable
//! `FLEET_SERVICE_KEY` of the environment. Without one, what would be pseudonymized is erased:
//!
//! ```text
//! FLEET_SERVICE_KEY=$(openssl rand -hex 32) cargo run -q -p intune-privacy-examples --example fleet_service
//! ```

mod comparison;
mod device;
mod keys;
mod log;
mod policies;
mod support;
mod telemetry;

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::time::SystemTime;

use clap::Parser;
use intune_privacy::tracing::field;
use intune_privacy::{Classified, DefaultPolicyError, KeyError};
use intune_privacy_examples::document::{self, Document};
use intune_privacy_examples::graph::{ManagedDevice, Resource};
use tracing::{info, info_span, warn};

use comparison::Comparison;
use device::{Device, Fleet};
use policies::Policies;
use support::Bundle;
use telemetry::Telemetry;

/// Have managed devices check in, and show them in a log, a support bundle and telemetry.
#[derive(Parser)]
struct Arguments {
    /// What each place may see, in TOML. Without it, `policies.toml` of this example.
    #[arg(long, value_name = "FILE")]
    policies: Option<PathBuf>,
    /// The managed devices, in JSON as Graph sends them. Without it, three devices of our own.
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Where the log is added to, in JSON lines. Without it, a new file in the temporary folder.
    #[arg(long, value_name = "FILE")]
    log_file: Option<PathBuf>,
}

/// Why the service gives up. No text of it contains a value of a device, or a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
enum Failure {
    #[error(transparent)]
    Policies(#[from] policies::Error),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    DefaultPolicy(#[from] DefaultPolicyError),
    #[error(transparent)]
    Log(#[from] log::Error),
    #[error(transparent)]
    Document(#[from] document::Error),
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl From<serde_json::Error> for Failure {
    /// A record that is in memory always has a JSON form, so only the writing can fail.
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse(), &mut io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read us has seen enough.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, out: &mut impl Write) -> Result<(), Failure> {
    let pseudonyms = keys::pseudonyms()?;
    let has_key = pseudonyms.is_some();
    let policies = Policies::read(arguments.policies.as_deref())?.with_pseudonyms(pseudonyms);
    // Before the first record is formatted: from here on, `Debug` and the log follow this policy.
    policies.log.clone().set_default()?;

    let log_file = match &arguments.log_file {
        Some(path) => log::to_file(path)?,
        None => log::to_new_file(&temporary_file())?,
    };
    writeln!(out, "== The log, which is also in {} ==\n", log_file.display())?;
    if !has_key {
        warn!("{} is not set: what would be pseudonymized is erased", keys::VARIABLE);
    }
    let devices = devices(arguments)?;
    info!(devices = devices.len(), "read");
    let refused = check_in(&devices);
    report(&devices, &refused, &policies, out)
}

/// Writes what the other places get, and all of them side by side.
fn report(
    devices: &[Device],
    refused: &[&Device],
    policies: &Policies,
    out: &mut impl Write,
) -> Result<(), Failure> {
    writeln!(out, "\n== The support bundle: devices that were refused ==\n")?;
    serde_json::to_writer_pretty(&mut *out, &Bundle::new(refused, &policies.support))?;

    writeln!(out, "\n\n== Telemetry: each device, and the fleet ==\n")?;
    let mut telemetry = Telemetry::new(&mut *out);
    for device in devices {
        telemetry.send(&device.redacted(&policies.telemetry))?;
    }
    let fleet = Fleet::new(devices.len(), refused.len());
    telemetry.send(&fleet.redacted(&policies.telemetry))?;

    if let Some(device) = refused.first() {
        writeln!(out, "\n== The first refused device, in the three places ==\n")?;
        write!(out, "{}", Comparison::new(*device, policies)?)?;
    }
    Ok(())
}

/// Only what the service needs of the devices is kept; the rest is dropped here.
fn devices(arguments: &Arguments) -> Result<Vec<Device>, Failure> {
    let document = match &arguments.data {
        Some(path) => Document::open(path)?,
        None => Document::new("managed_devices.json", include_str!("../data/managed_devices.json")),
    };
    let devices = document.records(Some(Resource::ManagedDevice))?.read::<ManagedDevice>()?;
    Ok(devices.into_iter().map(Device::from).collect())
}

/// Has each device check in; one that is refused does not keep the others waiting.
fn check_in(devices: &[Device]) -> Vec<&Device> {
    let mut refused = Vec::new();
    for (number, device) in (1..).zip(devices) {
        let _span = info_span!("check_in", number).entered();
        match device.check_in() {
            Ok(()) => info!(device = field(device), "checked in"),
            // `%` is for what cannot hold personal data, as this error cannot.
            Err(refusal) => {
                warn!(device = field(device), %refusal, "refused");
                refused.push(device);
            }
        }
    }
    refused
}

/// Of this run alone.
fn temporary_file() -> PathBuf {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let name = format!("fleet_service-{}-{}.jsonl", now.as_secs(), process::id());
    env::temp_dir().join(name)
}
