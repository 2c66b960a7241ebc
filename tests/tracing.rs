//! Records and views as fields of events and spans: what each kind of subscriber gets to see.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex};

use intune_privacy::tracing::field;
use intune_privacy::{Classified, Policy, Strict};
use proptest::prelude::*;
use tracing::field::{Empty, Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Metadata, Subscriber, info, info_span, instrument, subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// The letters of the canaries, none of which is in a name, a marker or a message of this file.
const IDENTIFIED: &str = "àéîõü";
const PSEUDONYMIZED: &str = "ЖЩЮЯ";

#[derive(Classified, Clone)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(pseudonymized, undocumented = "test")]
    installation: String,
    #[data(nested)]
    owners: Vec<Owner>,
    #[data(non_personal)]
    note: String,
}

#[derive(Classified, Clone)]
struct Owner {
    #[data(identified, required, mam, item = user::email)]
    email: Option<String>,
}

fn device() -> Device {
    Device {
        serial_number: "àéîõü".into(),
        installation: "ЖЩЮЯ".into(),
        owners: vec![Owner { email: Some("õü@àéî".into()) }],
        note: "two\nlines \u{1b}[31mand \"marks\"".into(),
    }
}

/// How the device looks in a log.
const LINE: &str = r#"Device { serial_number: [identified], installation: "ЖЩЮЯ", owners: [Owner { email: [identified] }], note: "two\nlines \u{1b}[31mand \"marks\"" }"#;
/// How it looks under `Policy::strict`.
const STRICT_LINE: &str = r#"Device { serial_number: [identified], installation: [pseudonymized], owners: [Owner { email: [identified] }], note: "two\nlines \u{1b}[31mand \"marks\"" }"#;

/// What subscribers write, in memory.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Output {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).expect("UTF-8")
    }
}

impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Output {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// The formats of `tracing_subscriber::fmt`.
#[derive(Clone, Copy, Debug)]
enum Format {
    Full,
    Colored,
    Compact,
    Pretty,
    Json,
}

impl Format {
    const ALL: [Self; 5] = [Self::Full, Self::Colored, Self::Compact, Self::Pretty, Self::Json];

    /// What the subscriber of this format writes while `act` runs.
    fn written(self, act: impl FnOnce()) -> String {
        let output = Output::default();
        let builder = tracing_subscriber::fmt().without_time().with_writer(output.clone());
        match self {
            Self::Full => subscriber::with_default(builder.with_ansi(false).finish(), act),
            Self::Colored => subscriber::with_default(builder.with_ansi(true).finish(), act),
            Self::Compact => {
                subscriber::with_default(builder.compact().with_ansi(false).finish(), act);
            }
            Self::Pretty => {
                subscriber::with_default(builder.pretty().with_ansi(false).finish(), act);
            }
            Self::Json => subscriber::with_default(builder.json().finish(), act),
        }
        output.text()
    }

    fn json(act: impl FnOnce()) -> serde_json::Value {
        serde_json::from_str(&Self::Json.written(act)).expect("one line of JSON")
    }
}

/// A subscriber of one's own: it keeps what a field's value is visited as, formatted in the two
/// ways that a subscriber can.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<BTreeMap<String, [String; 2]>>>);

impl Recorder {
    fn fields(act: impl FnOnce()) -> BTreeMap<String, [String; 2]> {
        let recorder = Self::default();
        subscriber::with_default(recorder.clone(), act);
        recorder.0.lock().unwrap().clone()
    }
}

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let formats = [format!("{value:?}"), format!("{value:#90.2?}")];
        self.0.lock().unwrap().insert(field.name().to_owned(), formats);
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_record_is_one_line_of_text_without_quotes() {
    let written = Format::Full.written(|| info!(device = field(&device()), "checked in"));
    assert_eq!(written, format!(" INFO tracing: checked in device={LINE}\n"));
}

#[test]
fn a_view_is_shown_under_its_own_policy() {
    let device = device();
    let policy = Policy::strict();
    let view = device.redacted(&policy);
    for written in [
        Format::Full.written(|| info!(device = field(&view))),
        Format::Full.written(|| info!(device = field(&device.redacted(&Policy::strict())))),
        Format::Full.written(|| info!(device = field(&device.redacted(&Strict::new())))),
    ] {
        assert_eq!(written, format!(" INFO tracing: device={STRICT_LINE}\n"));
    }
}

#[test]
fn json_has_the_same_text() {
    let device = device();
    let event = Format::json(|| info!(device = field(&device), "checked in"));
    assert_eq!(event["fields"]["device"], LINE);
    let policy = Policy::strict();
    let event = Format::json(|| info!(device = field(&device.redacted(&policy)), "checked in"));
    assert_eq!(event["fields"]["device"], STRICT_LINE);
}

#[test]
fn spans_carry_records() {
    let (device, policy) = (device(), Policy::strict());
    let act = || {
        let span = info_span!("check_in", device = field(&device), later = Empty);
        span.record("later", field(&device.redacted(&policy)));
        span.in_scope(|| info!("done"));
    };
    let wanted = format!(" INFO check_in{{device={LINE} later={STRICT_LINE}}}: tracing: done\n");
    assert_eq!(Format::Full.written(act), wanted);
    let span = &Format::json(act)["span"];
    assert_eq!((&span["device"], &span["later"]), (&LINE.into(), &STRICT_LINE.into()));
}

#[test]
fn an_instrumented_function_carries_records() {
    #[instrument(skip_all, fields(device = field(device)))]
    fn check_in(device: &Device) {
        info!("done");
    }
    let written = Format::Full.written(|| check_in(&device()));
    assert_eq!(written, format!(" INFO check_in{{device={LINE}}}: tracing: done\n"));
}

#[test]
fn pointers_and_options_are_accepted_and_none_is_no_field() {
    let device = device();
    let boxed = Box::new(device.clone());
    let (present, absent) = (Some(&device), None::<Device>);
    let policy = Policy::strict();
    let fields = Recorder::fields(|| {
        info!(
            reference = field(&&device),
            boxed = field(&boxed),
            shared = field(&*Arc::new(device.clone())),
            present = field(&present),
            absent = field(&absent),
            view = field(&present.map(|device| device.redacted(&policy))),
        );
    });
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(names, ["boxed", "present", "reference", "shared", "view"]);
    for (name, [text, _]) in &fields {
        assert_eq!(text, if name == "view" { STRICT_LINE } else { LINE }, "{name}");
    }
}

#[test]
fn the_format_of_the_subscriber_changes_nothing() {
    let (device, policy) = (device(), Policy::strict());
    let view = device.redacted(&policy);
    let fields = Recorder::fields(|| info!(device = field(&device), view = field(&view)));
    assert_eq!(fields["device"], [LINE, LINE]);
    assert_eq!(fields["view"], [STRICT_LINE, STRICT_LINE]);
}

#[test]
fn a_record_that_nobody_looks_at_is_not_formatted() {
    #[derive(Classified)]
    struct Guarded {
        #[data(non_personal, with = never)]
        never: u8,
    }
    mod never {
        #[expect(clippy::trivially_copy_pass_by_ref, reason = "a field is passed by reference")]
        pub(super) fn fmt(_: &u8, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            panic!("nobody asked for it")
        }
    }
    /// Takes every event and looks at none.
    struct Idle;
    impl Subscriber for Idle {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &Attributes<'_>) -> Id {
            Id::from_u64(1)
        }
        fn record(&self, _: &Id, _: &tracing::span::Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }
    let record = Guarded { never: 1 };
    subscriber::with_default(Idle, || {
        info!(record = field(&record), view = field(&record.redacted(&Policy::logs())));
    });
}

fn text(letters: &'static str) -> impl Strategy<Value = String> {
    let letters: Vec<char> = letters.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 4..12).prop_map(String::from_iter)
}

fn any_device() -> impl Strategy<Value = Device> {
    let owner = prop::option::of(text(IDENTIFIED)).prop_map(|email| Owner { email });
    (text(IDENTIFIED), text(PSEUDONYMIZED), prop::collection::vec(owner, 0..3), any::<String>())
        .prop_map(|(serial_number, installation, owners, note)| Device {
            serial_number,
            installation,
            owners,
            note: note.chars().filter(|c| !IDENTIFIED.contains(*c)).collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// Whatever a record holds, no subscriber sees what is erased, and no value starts a new line
    /// or a colour.
    #[test]
    fn no_subscriber_sees_what_is_erased(device in any_device()) {
        let policy = Policy::strict();
        let act = || {
            let view = device.redacted(&policy);
            let span = info_span!("check_in", device = field(&device), view = field(&view));
            span.in_scope(|| info!(device = field(&device), view = field(&view), "done"));
        };
        let any = |text: &str, letters: &str| text.chars().any(|c| letters.contains(c));
        let still = Format::ALL.map(|format| format.written(|| info!("done")).lines().count());
        for (format, still) in Format::ALL.into_iter().zip(still) {
            let written = format.written(act);
            prop_assert!(!any(&written, IDENTIFIED), "{format:?}: {written}");
            prop_assert!(any(&written, PSEUDONYMIZED), "{format:?}: {written}");
            let colors = matches!(format, Format::Colored);
            prop_assert!(colors || !written.contains('\u{1b}'), "{format:?}: {written}");
            let lines = if matches!(format, Format::Pretty) { still + 1 } else { still };
            prop_assert_eq!(written.lines().count(), lines, "{:?}: {}", format, written);
        }
        for [text, pretty] in Recorder::fields(act).values() {
            for text in [text, pretty] {
                prop_assert!(!any(text, IDENTIFIED), "{text}");
            }
        }
    }
}
