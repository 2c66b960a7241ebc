//! Values out of bytes, and for each value that a policy hides a second one.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use arbitrary::{Arbitrary, Unstructured};
use intune_privacy::{Action, Class, Field, Policy, Schema};
use secrecy::SecretString;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::text;

/// Reads records from bytes.
///
/// A source and its twin read the same bytes to the same record, except that the twin puts another
/// value in place of each that the policy hides.
pub(super) struct Source<'a> {
    bytes: Unstructured<'a>,
    policy: &'a Policy,
    twin: bool,
}

/// What does not show of a field.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each hides something of its own")]
pub(super) struct Hidden {
    /// Whether there is a value, and how many.
    presence: bool,
    /// Integers.
    counts: bool,
    /// All other values.
    texts: bool,
    /// The keys of maps.
    keys: bool,
}

impl Hidden {
    const ALL: Self = Self { presence: true, counts: true, texts: true, keys: true };

    fn by(action: Action) -> Self {
        match action {
            Action::Keep => Self::default(),
            Action::Erase | Action::Omit => Self::ALL,
            Action::Pseudonymize => Self { presence: false, ..Self::ALL },
            Action::Suppress { .. } | Action::Round(_) => Self { texts: true, ..Self::default() },
            _ => Self { keys: true, ..Self::default() },
        }
    }

    /// What does not show of the keys, as values of their own.
    fn of_keys(self) -> Self {
        Self { presence: false, counts: self.keys, texts: self.keys, keys: self.keys }
    }
}

impl<'a> Source<'a> {
    pub(super) fn new(bytes: &'a [u8], policy: &'a Policy) -> Self {
        Self { bytes: Unstructured::new(bytes), policy, twin: false }
    }

    pub(super) fn twin(bytes: &'a [u8], policy: &'a Policy) -> Self {
        Self { twin: true, ..Self::new(bytes, policy) }
    }

    /// The value of a field.
    pub(super) fn field<T: Sample>(&mut self, schema: &Schema, name: &str) -> T {
        let field = schema.field(name).expect("the record has the field");
        T::sample(self, self.hidden(&field))
    }

    fn hidden(&self, field: &Field) -> Hidden {
        if field.is_nested() {
            // The keys of records have no class: they count as identified.
            let keys = self.policy.action(Class::Identified) != Action::Keep;
            Hidden { keys, ..Hidden::default() }
        } else {
            Hidden::by(self.policy.action_for(field))
        }
    }

    pub(super) fn any<T: Arbitrary<'a>>(&mut self) -> Option<T> {
        self.bytes.arbitrary().ok()
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.bytes.choose_index(end).unwrap_or_default()
    }

    fn differs(&self, hidden: bool) -> bool {
        self.twin && hidden
    }
}

/// A type whose values are read from bytes.
pub(super) trait Sample: Sized {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self;
}

impl Sample for String {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        let text = text::hostile(source);
        // In the same order as the texts, so that the values of a map stay in theirs.
        if source.differs(hidden.texts) { format!("≠≠≠≠{text}") } else { text }
    }
}

impl Sample for SecretString {
    fn sample(source: &mut Source<'_>, _: Hidden) -> Self {
        String::sample(source, Hidden::ALL).into()
    }
}

/// Implements [`Sample`] by a function of the source, and one that makes another value.
macro_rules! samples {
    ($( $Type:ty: $hidden:ident, $sample:expr, $other:expr; )+) => {$(
        impl Sample for $Type {
            fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
                let sample: fn(&mut Source<'_>) -> Self = $sample;
                let other: fn(Self) -> Self = $other;
                let value = sample(source);
                if source.differs(hidden.$hidden) { other(value) } else { value }
            }
        }
    )+};
}

samples! {
    u64: counts, |source| source.any().unwrap_or_default(), |n| !n;
    i64: counts, |source| source.any().unwrap_or_default(), |n| !n;
    u128: counts, |source| source.any().unwrap_or_default(), |n| !n;
    f64: texts, |source| source.any().unwrap_or_default(), |n| if n > 0.0 { -0.5 } else { 0.5 };
    bool: texts, |source| source.any().unwrap_or_default(), |b| !b;
    char: texts, |source| source.any().unwrap_or('a'), |c| if c == '≠' { '=' } else { '≠' };
    IpAddr: texts, address, other_address;
    Uuid: texts, |source| Uuid::from_u128(source.any().unwrap_or_default()),
        |id| Uuid::from_u128(!id.as_u128());
    Duration: texts, duration, |time| time + Duration::from_millis(1_700);
    SystemTime: texts, moment, |time| time + Duration::from_millis(1_700);
    PathBuf: texts, |source| text::hostile(source).into(), |path| path.join("≠≠≠≠");
}

fn address(source: &mut Source<'_>) -> IpAddr {
    let bits: u128 = source.any().unwrap_or_default();
    match u32::try_from(bits) {
        Ok(bits) => IpAddr::from(bits.to_be_bytes()),
        Err(_) => IpAddr::from(bits.to_be_bytes()),
    }
}

fn other_address(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => (!v4.to_bits()).to_be_bytes().into(),
        IpAddr::V6(v6) => (!v6.to_bits()).to_be_bytes().into(),
    }
}

fn duration(source: &mut Source<'_>) -> Duration {
    Duration::new(source.any::<u32>().unwrap_or_default().into(), source.any().unwrap_or_default())
}

/// Before 1970, which serde refuses to write, after it, and beyond the year 9999.
fn moment(source: &mut Source<'_>) -> SystemTime {
    let time = duration(source) * [1, 99][source.below(2)];
    let early = source.any().unwrap_or_default();
    let epoch = SystemTime::UNIX_EPOCH;
    // What the system cannot represent is left at the epoch.
    if early { epoch.checked_sub(time) } else { epoch.checked_add(time) }.unwrap_or(epoch)
}

impl<T: Sample> Sample for Option<T> {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        let value = source.any().unwrap_or(false).then(|| T::sample(source, hidden));
        value.filter(|_| !source.differs(hidden.presence))
    }
}

impl<T: Sample> Sample for Box<T> {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        Self::new(T::sample(source, hidden))
    }
}

/// The most values in a list.
const MOST: usize = 3;

impl<T: Sample> Sample for Vec<T> {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        let mut values: Self =
            (0..source.below(MOST + 1)).map(|_| T::sample(source, hidden)).collect();
        if source.differs(hidden.presence) {
            values.clear();
        }
        values
    }
}

impl<T: Sample> Sample for BTreeMap<String, T> {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        let mut entries: Self = (0..source.below(MOST + 1))
            .map(|_| (String::sample(source, hidden.of_keys()), T::sample(source, hidden)))
            .collect();
        if source.differs(hidden.presence) {
            entries.clear();
        }
        entries
    }
}

impl<A: Sample, B: Sample> Sample for (A, B) {
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        (A::sample(source, hidden), B::sample(source, hidden))
    }
}

impl Sample for Json {
    /// A number of JSON is no count, for it can have a fraction.
    fn sample(source: &mut Source<'_>, hidden: Hidden) -> Self {
        let hidden = Hidden { counts: hidden.texts, ..hidden };
        if source.differs(hidden.presence) {
            // Read all the same, so that both are at the same byte after it.
            json(source, Hidden::default(), 2);
            return "≠".into();
        }
        json(source, hidden, 2)
    }
}

fn json(source: &mut Source<'_>, hidden: Hidden, depth: usize) -> Json {
    match source.below(if depth == 0 { 4 } else { 6 }) {
        0 => Json::Null,
        1 => bool::sample(source, hidden).into(),
        2 => u64::sample(source, hidden).into(),
        3 => String::sample(source, hidden).into(),
        4 => (0..source.below(MOST + 1)).map(|_| json(source, hidden, depth - 1)).collect(),
        _ => {
            let entries = (0..source.below(MOST + 1)).map(|_| {
                (String::sample(source, hidden.of_keys()), json(source, hidden, depth - 1))
            });
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}
