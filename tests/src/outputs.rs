//! Everywhere that a record can be looked at.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use intune_privacy::tracing::field;
use intune_privacy::{Classified, Policy};
use tracing::{info, info_span, subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// What each way of looking shows under a policy, with a name for messages.
///
/// # Panics
///
/// If the record cannot be written.
pub fn outputs<T: Classified>(record: &T, policy: &Policy) -> Vec<(&'static str, String)> {
    let view = record.redacted(policy);
    let log = || {
        info_span!("span", record = field(&view)).in_scope(|| info!(record = field(&view), "done"));
    };
    vec![
        ("debug", format!("{view:?}")),
        ("pretty debug", format!("{view:#?}")),
        ("width", format!("{view:40?}")),
        ("precision", format!("{view:.12?}")),
        ("width, precision and sign", format!("{view:+050.3?}")),
        ("hexadecimal", format!("{view:x?}")),
        ("pretty hexadecimal", format!("{view:#X?}")),
        ("fill", format!("{view:*^30?}")),
        ("display", format!("{view}")),
        ("pretty display", format!("{view:#40.3}")),
        ("json", serde_json::to_string(&view).expect("JSON")),
        ("pretty json", serde_json::to_string_pretty(&view).expect("JSON")),
        ("json value", serde_json::to_value(view).expect("JSON").to_string()),
        ("log", Log::lines(log)),
        ("json log", Log::json(log)),
    ]
}

/// What a subscriber of `tracing` writes, in memory.
#[derive(Clone, Default)]
#[expect(missing_debug_implementations, reason = "what is in it may be personal")]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// What it writes for people to read while `act` runs.
    pub fn lines(act: impl FnOnce()) -> String {
        let log = Self::default();
        let subscriber = tracing_subscriber::fmt().without_time().with_ansi(false);
        subscriber::with_default(subscriber.with_writer(log.clone()).finish(), act);
        log.text()
    }

    /// What it writes as JSON while `act` runs.
    pub fn json(act: impl FnOnce()) -> String {
        let log = Self::default();
        let subscriber = tracing_subscriber::fmt().json().without_time();
        subscriber::with_default(subscriber.with_writer(log.clone()).finish(), act);
        log.text()
    }

    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        String::from_utf8(bytes).expect("UTF-8")
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// The text without the pseudonyms of the key `k1`, whose digits are random.
pub fn without_tokens(text: &str) -> String {
    let mut parts = text.split("k1:");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| {
        let digits = part.get(..32).unwrap_or_default();
        let is_token = digits.len() == 32
            && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_token { &part[32..] } else { part }
    });
    std::iter::once(first).chain(rest).collect()
}
