//! Programs that are killed while they write to a journal. What `append` had returned for is there,
//! exactly once and as it was; the journal is whole; and it goes on.
//!
//! The end of a process (SIGKILL on Unix) loses nothing that the operating system has, so these
//! tests say nothing about a loss of power: that every event is synchronised before `append` returns
//! is what `journal_durability` shows.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use intune_privacy::journal::{Checkpoint, Entry, Journal, Query, Retention};
use intune_privacy_audit_tests::journal::{OLD, RECENT, by_id, bytes, key, small, whole};

const THREADS: usize = 4;

/// The seed of this run, which `JOURNAL_CRASH_SEED` repeats. What is killed when is up to the
/// machine as well.
fn numbers() -> Rng {
    let seed = env::var("JOURNAL_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    println!("JOURNAL_CRASH_SEED={seed}");
    Rng::with_seed(seed)
}

/// When a writer is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after it began to open the journal.
    Begun(Duration),
    /// So long after it said that this many events are there.
    Said(usize, Duration),
}

/// What a writer said before it was killed.
#[derive(Debug, Default)]
struct Said {
    /// Whether it said that the journal is open.
    is_open: bool,
    /// The sequence and hash of each event.
    events: BTreeMap<String, (i64, String)>,
}

/// Runs a writer until that moment.
#[track_caller]
fn killed(mode: &str, path: &Path, name: &str, moment: Moment) -> Said {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_journal-writer"))
        .arg(mode)
        .arg(path)
        .args([name, &THREADS.to_string(), "1000000"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the writer runs");
    let mut lines =
        BufReader::new(writer.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let mut said = Said::default();
    let mut hear = |line: String| {
        let words: Vec<&str> = line.split(' ').collect();
        match *words {
            ["begin"] | ["pruned", _] => {}
            ["open"] => said.is_open = true,
            [id, sequence, hash] => {
                let link = (sequence.parse().expect("a sequence"), hash.to_owned());
                assert!(said.events.insert(id.to_owned(), link).is_none(), "{id} was said twice");
            }
            _ => panic!("the writer said {line:?}"),
        }
        said.events.len()
    };
    let (heard, pause) = match moment {
        Moment::Begun(pause) => (0, pause),
        Moment::Said(events, pause) => (events, pause),
    };
    loop {
        let line = lines.next().expect("the writer goes on until it is killed");
        if hear(line) >= heard {
            break;
        }
    }
    thread::sleep(pause);
    writer.kill().expect("it runs");
    let status = writer.wait().expect("it ran");
    assert!(!status.success(), "the writer was not killed");
    // What it had written into the pipe. The last line may be cut short, if it is not ended.
    for line in lines {
        hear(line);
    }
    said
}

/// Asserts that of the events of that writer those are there that it said, and of each thread at
/// most one that it did not come to say.
#[track_caller]
fn all_there(name: &str, said: &Said, there: &BTreeMap<String, Entry>) {
    for (id, (sequence, hash)) in &said.events {
        let Entry { chain, .. } = there.get(id).unwrap_or_else(|| panic!("{id} is not there"));
        assert_eq!((chain.sequence, chain.hash.to_string()), (*sequence, hash.clone()));
    }
    let mut unsaid = BTreeSet::new();
    for id in there.keys().filter(|id| !said.events.contains_key(*id)) {
        let (thread, number) = numbers_of(name, id).expect("an id of the writer");
        assert!(unsaid.insert(thread), "two events of thread {thread} were not said");
        let before = format!("{name}-{thread}-{}", number.saturating_sub(1));
        assert!(number == 0 || said.events.contains_key(&before), "{id} came before {before}");
    }
}

/// The thread and number of an id.
fn numbers_of(name: &str, id: &str) -> Option<(u64, u64)> {
    let (thread, number) = id.strip_prefix(name)?.strip_prefix('-')?.split_once('-')?;
    Some((thread.parse().ok()?, number.parse().ok()?))
}

#[test]
fn what_append_had_returned_for_is_in_a_journal_whose_writer_was_killed_150_times() {
    let mut random = numbers();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    let mut checkpoint: Option<Checkpoint> = None;
    let mut _open = None;
    let (mut end, mut said_events, mut unsaid) = (0, 0, 0);
    for round in 0..150 {
        let name = format!("r{round}");
        let moment = if random.u8(..4) == 0 {
            Moment::Begun(Duration::from_micros(random.u64(..10_000)))
        } else {
            let pause = Duration::from_micros(random.u64(..2_000));
            Moment::Said(random.usize(1..40), pause)
        };
        let said = killed("append", &path, &name, moment);
        let journal = Journal::open(&path, &key()).expect("the journal opens");
        let there = by_id(&journal, &Query::new().after(end));
        all_there(&name, &said, &there);
        said_events += said.events.len();
        unsaid += there.len() - said.events.len();
        // The events of all rounds before are there too.
        let events = match &checkpoint {
            Some(before) => {
                let verification = journal.verify_against(before).expect("it can be read");
                assert!(verification.is_whole(), "{verification:?} after {moment:?}");
                verification.events
            }
            None => whole(&journal),
        };
        let last = end + i64::try_from(there.len()).expect("few");
        assert_eq!(i64::try_from(events), Ok(last), "after {moment:?}");
        let link = journal.append(&small(&format!("p{round}"), RECENT)).expect("it goes on");
        end = last + 1;
        assert_eq!(link.sequence, end);
        checkpoint = Some(journal.checkpoint().expect("a checkpoint"));
        // Every other writer is not alone, so that what it leaves behind is still in use.
        _open = (round % 2 == 1).then_some(journal);
    }
    println!("{said_events} events were said, and {unsaid} more are there");
    assert!(said_events > 1_000, "the writers came to nothing");
    let journal = Journal::open(&path, &key()).expect("the journal opens");
    assert_eq!(by_id(&journal, &Query::new()).len(), said_events + unsaid + 150);
}

#[test]
fn a_journal_whose_writer_was_killed_while_it_was_created_opens_and_goes_on() {
    let mut random = numbers();
    let (mut states, mut said_events) = (BTreeMap::<&str, u32>::new(), 0);
    for round in 0..60 {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal.db");
        let name = format!("r{round}");
        let moment = match random.u8(..4) {
            0 => Moment::Said(random.usize(1..6), Duration::ZERO),
            _ => Moment::Begun(Duration::from_micros(random.u64(..8_000))),
        };
        let said = killed("append", &path, &name, moment);
        let state = match bytes(&path).as_slice() {
            [] => "not there",
            [(_, database), ..] if database.is_empty() => "empty",
            _ if !said.is_open => "begun",
            _ if said.events.is_empty() => "without events",
            _ => "with events",
        };
        *states.entry(state).or_default() += 1;
        let journal = Journal::open(&path, &key()).expect("the journal opens");
        let there = by_id(&journal, &Query::new());
        all_there(&name, &said, &there);
        assert_eq!(whole(&journal), there.len() as u64);
        let link = journal.append(&small("after", RECENT)).expect("it goes on");
        assert_eq!(link.sequence, i64::try_from(there.len()).expect("few") + 1);
        assert_eq!(whole(&journal), there.len() as u64 + 1);
        said_events += said.events.len();
    }
    println!("the journals were {states:?}; {said_events} events were said");
    assert!(states.len() > 1 && said_events > 0, "every writer was killed in the same state");
}

#[test]
fn no_event_that_is_to_be_kept_is_lost_if_the_writer_is_killed_while_it_prunes() {
    let mut random = numbers();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    let (mut end, mut kept) = (0, 0);
    for round in 0..40 {
        let name = format!("r{round}");
        let pause = Duration::from_micros(random.u64(..4_000));
        let said = killed("prune", &path, &name, Moment::Said(random.usize(1..40), pause));
        let journal = Journal::open(&path, &key()).expect("the journal opens");
        let there = by_id(&journal, &Query::new().after(end));
        // Of the others nobody can tell whether they were written and pruned.
        let recent = |id: &str| numbers_of(&name, id).is_none_or(|(_, number)| number % 2 == 0);
        for (id, (sequence, hash)) in &said.events {
            match there.get(id) {
                Some(Entry { chain, .. }) => {
                    assert_eq!((chain.sequence, chain.hash.to_string()), (*sequence, hash.clone()));
                }
                None => assert!(!recent(id), "{id} is not there"),
            }
        }
        // Every record has its event, or was pruned.
        let verification = journal.verify().expect("it can be read");
        assert!(verification.is_whole(), "{verification:?}");
        let pruned: i64 = verification.pruned.iter().map(|span| span.last - span.first + 1).sum();
        let link = journal.append(&small("after", RECENT)).expect("it goes on");
        end = link.sequence;
        assert_eq!(i64::try_from(verification.events).expect("few") + pruned + 1, end);
        assert!(said.events.values().all(|(sequence, _)| *sequence < end));
        kept += there.keys().filter(|id| recent(id)).count() + 1;
    }
    let journal = Journal::open(&path, &key()).expect("the journal opens");
    let now = RECENT.parse().expect("a time");
    assert!(journal.prune(&Retention::default(), &now).expect("it can be pruned").is_erased);
    assert_eq!(whole(&journal), kept as u64);
    assert!(kept > 40, "the writers came to nothing");
    for (file, bytes) in bytes(&path) {
        let is_found = bytes.windows(OLD.len()).any(|window| window == OLD.as_bytes());
        assert!(!is_found, "a pruned event is in {}", file.display());
    }
}
