//! Sinks: an event is recorded, or the caller knows that it is not.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::num::NonZero;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use intune_privacy::Key;
use intune_privacy::audit::sink::{
    AuditSink, Fanout, JsonLines, Overflow, Queue, SinkError, TARGET, TracingSink,
};
use intune_privacy::audit::{Activity, AuditEvent};
use intune_privacy::journal::{Journal, JournalError, Query};
use intune_privacy_audit_tests::{event, full, graph};
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

fn numbered(number: usize) -> AuditEvent {
    let mut document = full(Activity::Update);
    document["displayName"] = json!(format!("event {number}"));
    event(document)
}

fn number(event: &AuditEvent) -> usize {
    let name = event.display_name.as_deref().unwrap();
    name.strip_prefix("event ").unwrap().parse().unwrap()
}

/// Keeps the numbers of events, and fails or panics where it is told to.
#[derive(Default)]
struct Memory {
    numbers: Mutex<Vec<usize>>,
    failing: Vec<usize>,
    panicking: Vec<usize>,
    flush_fails: AtomicBool,
}

impl Memory {
    fn numbers(&self) -> Vec<usize> {
        self.numbers.lock().unwrap().clone()
    }
}

impl AuditSink for Memory {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        let number = number(event);
        assert!(!self.panicking.contains(&number), "as told");
        if self.failing.contains(&number) {
            return Err(SinkError::other(format!("as told at {number}")));
        }
        self.numbers.lock().unwrap().push(number);
        Ok(())
    }

    fn flush(&self) -> Result<(), SinkError> {
        if self.flush_fails.load(Ordering::SeqCst) {
            return Err(SinkError::Write(ErrorKind::StorageFull));
        }
        Ok(())
    }
}

/// Runs with the panics that are meant kept off the output.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    static HOOK: Mutex<()> = Mutex::new(());
    let held = HOOK.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(panic::AssertUnwindSafe(run));
    panic::set_hook(hook);
    drop(held);
    result.unwrap_or_else(|panic| panic::resume_unwind(panic))
}

// The trait.

#[test]
fn pointers_to_a_sink_are_sinks() {
    fn record(sink: impl AuditSink) {
        sink.record(&numbered(1)).unwrap();
        sink.flush().unwrap();
    }
    let memory = Arc::new(Memory::default());
    record(&*memory);
    record(Arc::clone(&memory));
    record(Box::new(Arc::clone(&memory)));
    record(Arc::clone(&memory) as Arc<dyn AuditSink + Send + Sync>);
    record(&memory as &dyn AuditSink);
    assert_eq!(memory.numbers(), [1; 5]);
    memory.flush_fails.store(true, Ordering::SeqCst);
    assert!(Box::new(Arc::clone(&memory)).flush().is_err());
}

#[test]
fn a_sink_of_ones_own_keeps_its_error() {
    let error = SinkError::other(io::Error::from(ErrorKind::NotFound));
    assert_eq!(error.to_string(), "entity not found");
    let SinkError::Other(error) = error else { panic!("{error}") };
    assert!(error.downcast_ref::<io::Error>().is_some());
}

// Lines of JSON.

/// Takes at most so many bytes of one write, and fails in the writes that are told.
#[derive(Clone, Default)]
struct Flaky {
    bytes: Arc<Mutex<Vec<u8>>>,
    /// What the next writes do; then they take all.
    next: Arc<Mutex<Vec<Step>>>,
}

enum Step {
    Take(usize),
    Fail(ErrorKind),
    Panic,
}

impl Flaky {
    fn then(&self, steps: impl IntoIterator<Item = Step>) {
        let mut next: Vec<_> = steps.into_iter().collect();
        next.reverse();
        *self.next.lock().unwrap() = next;
    }

    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8(self.bytes.lock().unwrap().clone()).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'), "{text}");
        text.lines().map(str::to_owned).collect()
    }
}

impl Write for Flaky {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let step = self.next.lock().unwrap().pop();
        let count = match step {
            Some(Step::Fail(kind)) => return Err(io::Error::new(kind, "C02XK1JGJHD3")),
            Some(Step::Panic) => {
                self.bytes.lock().unwrap().extend_from_slice(&bytes[..10]);
                panic!("as told")
            }
            Some(Step::Take(count)) => count.min(bytes.len()),
            None => bytes.len(),
        };
        self.bytes.lock().unwrap().extend_from_slice(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.next.lock().unwrap().pop() {
            Some(Step::Fail(kind)) => Err(kind.into()),
            _ => Ok(()),
        }
    }
}

fn is_event(line: &str, number: usize) -> bool {
    serde_json::from_str::<AuditEvent>(line).is_ok_and(|read| read == numbered(number))
}

#[test]
fn an_event_is_one_line_whatever_it_holds() {
    let writer = Flaky::default();
    let sink = JsonLines::new(writer.clone());
    let mut document = graph();
    document["displayName"] = json!("two\nlines\r\n\u{2028}\u{85}{\"id\":\"forged\"}");
    sink.record(&event(document.clone())).unwrap();
    sink.record(&numbered(2)).unwrap();
    let text = String::from_utf8(writer.bytes.lock().unwrap().clone()).unwrap();
    let lines: Vec<_> = text.split_terminator('\n').collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(serde_json::from_str::<Value>(lines[0]).unwrap(), document);
    assert!(is_event(lines[1], 2) && text.ends_with('\n'));
}

#[test]
fn an_event_is_never_written_behind_a_torn_line() {
    for torn in [1, 40, 600] {
        let writer = Flaky::default();
        let sink = JsonLines::new(writer.clone());
        sink.record(&numbered(1)).unwrap();
        writer.then([Step::Take(torn), Step::Fail(ErrorKind::StorageFull)]);
        let error = sink.record(&numbered(2)).unwrap_err();
        assert!(matches!(error, SinkError::Write(ErrorKind::StorageFull)), "{error}");
        writer.then([Step::Fail(ErrorKind::StorageFull)]);
        sink.record(&numbered(3)).unwrap_err();
        writer.then([Step::Take(1), Step::Fail(ErrorKind::StorageFull)]);
        sink.record(&numbered(4)).unwrap_err();
        sink.record(&numbered(5)).unwrap();
        sink.record(&numbered(6)).unwrap();

        let lines = writer.lines();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(is_event(&lines[0], 1) && is_event(&lines[2], 5) && is_event(&lines[3], 6));
        assert!(serde_json::from_str::<Value>(&lines[1]).is_err());
    }
}

#[test]
fn a_write_that_took_nothing_leaves_no_line() {
    let writer = Flaky::default();
    let sink = JsonLines::new(writer.clone());
    writer.then([Step::Fail(ErrorKind::BrokenPipe)]);
    sink.record(&numbered(1)).unwrap_err();
    writer.then([Step::Take(0)]);
    let error = sink.record(&numbered(2)).unwrap_err();
    assert!(matches!(error, SinkError::Write(ErrorKind::WriteZero)), "{error}");
    sink.record(&numbered(3)).unwrap();
    assert!(matches!(&writer.lines()[..], [line] if is_event(line, 3)));
}

#[test]
fn short_and_interrupted_writes_are_continued() {
    let writer = Flaky::default();
    let sink = JsonLines::new(writer.clone());
    writer.then([Step::Take(3), Step::Fail(ErrorKind::Interrupted), Step::Take(1)]);
    sink.record(&numbered(1)).unwrap();
    assert!(matches!(&writer.lines()[..], [line] if is_event(line, 1)));
}

#[test]
fn a_writer_that_panicked_is_written_to_on_a_new_line() {
    let writer = Flaky::default();
    let sink = JsonLines::new(writer.clone());
    writer.then([Step::Panic]);
    quietly(|| {
        panic::catch_unwind(panic::AssertUnwindSafe(|| sink.record(&numbered(1)))).unwrap_err()
    });
    sink.record(&numbered(2)).unwrap();
    let lines = writer.lines();
    assert!(lines.len() == 2 && is_event(&lines[1], 2), "{lines:?}");
}

#[test]
fn the_message_of_the_writer_is_not_repeated() {
    let writer = Flaky::default();
    let sink = JsonLines::new(writer.clone());
    writer.then([Step::Fail(ErrorKind::PermissionDenied)]);
    let error = sink.record(&numbered(1)).unwrap_err();
    assert_eq!(error.to_string(), "the event is not written: permission denied");
    assert!(!format!("{error:?}").contains("C02XK1JGJHD3") && error.source().is_none());
    writer.then([Step::Fail(ErrorKind::StorageFull)]);
    assert!(matches!(sink.flush(), Err(SinkError::Write(ErrorKind::StorageFull))));
}

#[test]
fn lines_of_many_threads_are_not_mixed() {
    let writer = Flaky::default();
    let sink = JsonLines::new(writer.clone());
    thread::scope(|scope| {
        for number in 0..8 {
            let sink = &sink;
            scope.spawn(move || (0..50).for_each(|_| sink.record(&numbered(number)).unwrap()));
        }
    });
    let lines = writer.lines();
    assert_eq!(lines.len(), 400);
    for number in 0..8 {
        assert_eq!(lines.iter().filter(|line| is_event(line, number)).count(), 50);
    }
}

// Several sinks.

#[test]
fn one_failing_sink_does_not_keep_the_event_from_the_others() {
    let failing = || Memory { failing: vec![2], panicking: vec![3], ..Memory::default() };
    let (first, last) = (Arc::new(Memory::default()), Arc::new(Memory::default()));
    let sinks = Fanout::new(failing()).with(first.clone()).with(failing()).with(last.clone());

    sinks.record(&numbered(1)).unwrap();
    let error = sinks.record(&numbered(2)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "2 of 4 sinks failed: sink 0: as told at 2; sink 2: as told at 2"
    );
    let SinkError::Fanout { failures, sinks: 4 } = error else { panic!("{error}") };
    assert_eq!(failures.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 2]);

    let error = quietly(|| sinks.record(&numbered(3)).unwrap_err());
    assert_eq!(
        error.to_string(),
        "2 of 4 sinks failed: sink 0: the sink panicked; sink 2: the sink panicked"
    );
    assert_eq!((first.numbers(), last.numbers()), (vec![1, 2, 3], vec![1, 2, 3]));
}

#[test]
fn all_sinks_are_flushed() {
    let (first, last) = (Arc::new(Memory::default()), Arc::new(Memory::default()));
    let sinks = Fanout::new(first.clone()).with(last.clone());
    sinks.flush().unwrap();
    first.flush_fails.store(true, Ordering::SeqCst);
    last.flush_fails.store(true, Ordering::SeqCst);
    let error = sinks.flush().unwrap_err().to_string();
    assert!(error.starts_with("2 of 2 sinks failed: sink 0: "), "{error}");
}

// The queue.

/// Records in memory, but waits before each event until it is let on.
struct Gate {
    memory: Arc<Memory>,
    entered: Sender<()>,
    on: Mutex<Receiver<()>>,
}

impl AuditSink for Gate {
    fn record(&self, event: &AuditEvent) -> Result<(), SinkError> {
        self.entered.send(()).unwrap();
        // Once nobody holds the gate it is open.
        let _ = self.on.lock().unwrap().recv();
        self.memory.record(event)
    }
}

fn gate() -> (Gate, Arc<Memory>, Receiver<()>, Sender<()>) {
    let memory = Arc::new(Memory::default());
    let ((entered, has_entered), (on, is_on)) = (mpsc::channel(), mpsc::channel());
    (Gate { memory: memory.clone(), entered, on: Mutex::new(is_on) }, memory, has_entered, on)
}

fn capacity(events: u16) -> NonZero<u16> {
    NonZero::new(events).unwrap()
}

fn unexpected(_: &AuditEvent, error: &SinkError) {
    unreachable!("{error}");
}

#[test]
fn a_full_queue_refuses_and_says_so() {
    let (gate, memory, entered, on) = gate();
    let queue = Queue::new(gate, capacity(2), Overflow::Refuse, unexpected).unwrap();
    queue.record(&numbered(1)).unwrap();
    entered.recv().unwrap();
    queue.record(&numbered(2)).unwrap();
    queue.record(&numbered(3)).unwrap();
    let error = queue.record(&numbered(4)).unwrap_err();
    assert!(matches!(error, SinkError::Full { capacity: 2 }), "{error}");
    assert_eq!(error.to_string(), "the event is refused: 2 events wait in the queue already");
    drop(on);
    queue.close().unwrap();
    assert_eq!(memory.numbers(), [1, 2, 3]);
}

#[test]
fn a_full_queue_waits_and_loses_nothing() {
    let (gate, memory, entered, on) = gate();
    let queue = Queue::new(gate, capacity(1), Overflow::Block, unexpected).unwrap();
    queue.record(&numbered(1)).unwrap();
    entered.recv().unwrap();
    queue.record(&numbered(2)).unwrap();
    let returned = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            queue.record(&numbered(3)).unwrap();
            returned.store(true, Ordering::SeqCst);
        });
        thread::sleep(Duration::from_millis(100));
        assert!(!returned.load(Ordering::SeqCst), "there is no room");
        drop(on);
    });
    queue.flush().unwrap();
    assert_eq!(memory.numbers(), [1, 2, 3]);
    assert_eq!(queue.unrecorded(), 0);
}

#[test]
fn a_flush_waits_until_all_is_recorded() {
    let (gate, memory, entered, on) = gate();
    let queue = Queue::new(gate, capacity(8), Overflow::Refuse, unexpected).unwrap();
    for number in 0..5 {
        queue.record(&numbered(number)).unwrap();
    }
    entered.recv().unwrap();
    assert!(memory.numbers().is_empty());
    drop(on);
    queue.flush().unwrap();
    assert_eq!(memory.numbers(), [0, 1, 2, 3, 4]);
}

#[test]
fn a_queue_that_is_dropped_is_emptied() {
    let (gate, memory, _entered, on) = gate();
    let queue = Queue::new(gate, capacity(64), Overflow::Block, unexpected).unwrap();
    (0..50).for_each(|number| queue.record(&numbered(number)).unwrap());
    let late = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        drop(on);
    });
    drop(queue);
    assert_eq!(memory.numbers(), (0..50).collect::<Vec<_>>());
    late.join().unwrap();
}

/// A queue before a sink that fails at 2 and panics at 3, and what its callback was told.
fn troubled() -> (Queue, Arc<Memory>, Arc<Mutex<Vec<String>>>) {
    let memory = Arc::new(Memory { failing: vec![2], panicking: vec![3], ..Memory::default() });
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    let queue = Queue::new(memory.clone(), capacity(4), Overflow::Block, move |event, error| {
        tell.lock().unwrap().push(format!("{}: {error}", number(event)));
        assert!(number(event) != 2, "as told: the callback may panic, too");
    });
    (queue.unwrap(), memory, told)
}

#[test]
fn errors_and_panics_of_the_sink_are_told_and_counted_and_do_not_end_the_queue() {
    let (queue, memory, told) = troubled();
    quietly(|| {
        (1..=5).for_each(|number| queue.record(&numbered(number)).unwrap());
        let error = queue.flush().unwrap_err();
        assert!(matches!(error, SinkError::Unrecorded { events: 2 }), "{error}");
    });
    assert_eq!(*told.lock().unwrap(), ["2: as told at 2", "3: the sink panicked"]);
    assert_eq!(memory.numbers(), [1, 4, 5]);
    assert_eq!(queue.unrecorded(), 2);
    queue.flush().expect("it is told once");
    queue.record(&numbered(2)).unwrap();
    let error = quietly(|| queue.close().unwrap_err());
    assert!(matches!(error, SinkError::Unrecorded { events: 1 }), "{error}");
}

#[test]
fn an_error_of_the_flush_is_returned() {
    let (queue, memory, _) = troubled();
    memory.flush_fails.store(true, Ordering::SeqCst);
    assert!(matches!(queue.flush(), Err(SinkError::Write(ErrorKind::StorageFull))));
    assert!(matches!(queue.close(), Err(SinkError::Write(ErrorKind::StorageFull))));
}

#[test]
fn a_sink_that_panics_at_its_flush_does_not_hang_the_caller() {
    struct Panics;
    impl AuditSink for Panics {
        fn record(&self, _: &AuditEvent) -> Result<(), SinkError> {
            Ok(())
        }
        fn flush(&self) -> Result<(), SinkError> {
            panic!("as told")
        }
    }
    let queue = Queue::new(Panics, capacity(1), Overflow::Block, unexpected).unwrap();
    quietly(|| {
        assert!(matches!(queue.flush(), Err(SinkError::Panicked)));
        queue.record(&numbered(1)).unwrap();
        assert!(matches!(queue.close(), Err(SinkError::Panicked)));
    });
}

#[test]
fn a_callback_may_hold_the_last_handle_of_its_queue() {
    let (done, is_done) = mpsc::channel();
    let memory = Memory { failing: vec![1], ..Memory::default() };
    let slot: Arc<Mutex<Option<Queue>>> = Arc::default();
    let own = slot.clone();
    let queue = Queue::new(memory, capacity(1), Overflow::Block, move |_, _| {
        drop(own.lock().unwrap().take());
        done.send(()).unwrap();
    });
    let mut held = slot.lock().unwrap();
    let queue = held.insert(queue.unwrap());
    queue.record(&numbered(1)).unwrap();
    drop(held);
    is_done.recv_timeout(Duration::from_secs(20)).expect("it does not wait for itself");
}

#[test]
fn events_of_one_thread_keep_their_order_among_many() {
    let memory = Arc::new(Memory::default());
    let queue = Queue::new(memory.clone(), capacity(3), Overflow::Block, unexpected).unwrap();
    thread::scope(|scope| {
        for thread in 0..4 {
            let queue = &queue;
            scope.spawn(move || {
                (0..100).for_each(|step| queue.record(&numbered(thread * 1000 + step)).unwrap());
            });
        }
    });
    queue.close().unwrap();
    let numbers = memory.numbers();
    for thread in 0..4 {
        let own: Vec<_> = numbers.iter().filter(|number| **number / 1000 == thread).collect();
        assert!(own.len() == 100 && own.is_sorted());
    }
}

// `tracing`.

/// An event of `tracing`: target, level and fields.
type Seen = (String, Level, BTreeMap<String, String>);

/// Keeps what it sees from a level on.
struct Collector(Level, Arc<Mutex<Vec<Seen>>>);

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().into(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().into(), value.to_string());
    }

    fn record_debug(&mut self, field: &Field, _: &dyn fmt::Debug) {
        panic!("{} is no text and no number", field.name());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.0
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let metadata = event.metadata();
        self.1.lock().unwrap().push((metadata.target().into(), *metadata.level(), fields.0));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn seen(level: Level, record: impl FnOnce()) -> Vec<Seen> {
    let seen = Arc::default();
    tracing::subscriber::with_default(Collector(level, Arc::clone(&seen)), record);
    seen.lock().unwrap().clone()
}

#[test]
fn tracing_gets_what_the_event_says_as_fields() {
    let mut document = full(Activity::Update);
    document["displayName"] = json!("two\nlines");
    let event = event(document);
    let seen = seen(Level::INFO, || TracingSink::new().record(&event).unwrap());
    let [(target, Level::INFO, fields)] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(target, TARGET);
    assert_eq!(TARGET, "intune_privacy::audit");
    let json = &fields["event"];
    assert!(!json.contains('\n'), "{json}");
    assert!(serde_json::from_str::<AuditEvent>(json).unwrap() == event);
    let rest: Vec<_> =
        fields.iter().filter(|(name, _)| *name != "event").map(|(n, v)| (&**n, &**v)).collect();
    assert_eq!(
        rest,
        [
            ("activity", "update"),
            ("actor", "a***@contoso.example"),
            ("changed", "2"),
            ("resources", "ManagedDevice,DeviceCategory"),
            ("result", "Success"),
        ]
    );
}

#[test]
fn tracing_warns_of_what_is_no_success() {
    let result = |result: Value| {
        let mut document = graph();
        document["activityResult"] = result;
        let event = event(document);
        seen(Level::TRACE, || TracingSink::new().record(&event).unwrap())[0].1
    };
    assert_eq!(result(json!("Success")), Level::INFO);
    assert_eq!(result(json!(null)), Level::INFO);
    assert_eq!(result(json!("Failure")), Level::WARN);
    assert_eq!(result(json!("ClientError")), Level::WARN);
}

#[test]
fn what_is_absent_is_no_field_of_tracing() {
    let least = event(json!({"id": "1", "activityDateTime": "2026-05-04T09:30:00Z"}));
    let seen = seen(Level::INFO, || TracingSink::new().record(&least).unwrap());
    let names: Vec<_> = seen[0].2.keys().map(String::as_str).collect();
    assert_eq!(names, ["changed", "event"]);
}

#[test]
fn an_event_that_no_subscriber_takes_is_an_error() {
    let refused = |sink: TracingSink| {
        assert!(matches!(sink.record(&numbered(1)), Err(SinkError::NoSubscriber)));
    };
    refused(TracingSink::new());
    assert!(seen(Level::WARN, || refused(TracingSink::new())).is_empty());
    let mut failed = graph();
    failed["activityResult"] = json!("Failure");
    let failed = event(failed);
    assert_eq!(seen(Level::WARN, || TracingSink::new().record(&failed).unwrap()).len(), 1);
}

#[test]
fn no_debug_output_of_a_sink_shows_an_event() {
    let lines = JsonLines::new(Vec::new());
    lines.record(&numbered(1)).unwrap();
    let memory = Memory::default();
    let queue = Queue::new(memory, capacity(2), Overflow::Block, unexpected).unwrap();
    queue.record(&numbered(1)).unwrap();
    let fanout = Fanout::new(Memory::default());
    let text = format!("{lines:?} {queue:?} {fanout:?} {:?}", TracingSink::new());
    assert_eq!(
        text,
        "JsonLines { .. } Queue { capacity: 2, overflow: Block, unrecorded: 0, .. } \
         Fanout { sinks: 1, .. } TracingSink"
    );
}

#[test]
fn a_journal_is_a_sink() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.db");
    let key = Key::from_bytes("k1", &[1, 2].repeat(16)).expect("a key");
    let journal = Journal::open(&path, &key).expect("it opens");
    let sink: &dyn AuditSink = &journal;
    for number in 1..=3 {
        sink.record(&numbered(number)).expect("it is recorded");
    }
    sink.flush().expect("all is on the disk");
    let events: Vec<_> =
        journal.query(&Query::new()).unwrap().iter().map(|entry| number(&entry.event)).collect();
    assert_eq!(events, [1, 2, 3]);
    let error = Journal::open_read_only(&path, &key).expect("it opens").record(&numbered(4));
    let error = error.expect_err("it is only read");
    let SinkError::Other(error) = error else { panic!("{error}") };
    assert_eq!(error.downcast_ref::<JournalError>(), Some(&JournalError::ReadOnly));
}
