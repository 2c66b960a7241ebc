//! A service that keeps devices, with an event for everything that it does with them.
//!
//! The whole of it in one run, without a network:
//!
//! ```text
//! cargo run -q -p intune-privacy-device-service -- --demo
//! ```
//!
//! As a service, with keys of its own. It believes whoever says who they are, so it is for the
//! machine itself and not for a network:
//!
//! ```text
//! export DEVICE_SERVICE_PSEUDONYM_KEY=$(openssl rand -hex 32) DEVICE_SERVICE_JOURNAL_KEY=$(openssl rand -hex 32)
//! cargo run -q -p intune-privacy-device-service -- --listen 127.0.0.1:8080 --database devices.db
//! curl -H 'x-actor: admin@contoso.example' -d '{"userPrincipalName": "adele@contoso.example"}' 127.0.0.1:8080/devices
//! ```

use std::io::{self, Write};
use std::net::SocketAddr;
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use intune_privacy::KeyError;
use intune_privacy_device_service::demo::{self, DemoError};
use intune_privacy_device_service::keys::Keys;
use intune_privacy_device_service::service::Service;
use intune_privacy_device_service::store::{Store, StoreError};
use tokio::net::TcpListener;
use tokio::signal;
use tracing::warn;

/// Keep devices, with an event for everything that is done with them.
#[derive(Parser)]
struct Arguments {
    /// Play a scenario with a database and keys that are gone afterwards.
    #[arg(long, conflicts_with_all = ["listen", "database"], required_unless_present = "listen")]
    demo: bool,
    /// The address to listen at, such as 127.0.0.1:8080.
    #[arg(long, requires = "database")]
    listen: Option<SocketAddr>,
    /// The database. It is created if it is not there.
    #[arg(long, value_name = "FILE", requires = "listen")]
    database: Option<PathBuf>,
}

/// Why the service does not start or ends. No text of it contains a value of a device, or a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
enum Failure {
    #[error(
        "{0}; the service needs two keys, in DEVICE_SERVICE_PSEUDONYM_KEY and \
        DEVICE_SERVICE_JOURNAL_KEY (`openssl rand -hex 32` prints one), and has none of its own \
        but for `--demo`"
    )]
    Key(#[from] KeyError),
    #[error("cannot open the database: {0}")]
    Store(#[from] StoreError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error("cannot listen: {0}")]
    Listen(io::Error),
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // The message of a panic can hold a value; the place cannot.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        eprintln!("error: panicked at {place}");
    }));
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read us has seen enough.
        Err(Failure::Output(error) | Failure::Demo(DemoError::Output(error)))
            if error.kind() == io::ErrorKind::BrokenPipe =>
        {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (Some(address), Some(database)) = (arguments.listen, &arguments.database) else {
        return Ok(demo::run(&mut io::stdout()).await?);
    };
    tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).init();
    let service = Service::new(Store::open(database, Keys::from_env()?)?);
    let listener = TcpListener::bind(address).await.map_err(Failure::Listen)?;
    let address = listener.local_addr().map_err(Failure::Listen)?;
    if !address.ip().is_loopback() {
        warn!("whoever reaches this address can say to be anybody: there is no authentication");
    }
    writeln!(io::stdout(), "listening at http://{address}")?;
    let stop = async {
        // Without signals it goes on until it is killed, which the database survives.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(listener, service.router()).with_graceful_shutdown(stop).await?;
    Ok(())
}
