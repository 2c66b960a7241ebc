//! What the fuzz targets in `fuzz/` check. The test `fuzzing` runs the same checks on the targets'
//! corpus and on random bytes. The targets that need more than this package lie in the packages beside
//! it, in modules of the same name.

use std::fmt::Write;

use arbitrary::Unstructured;
use intune_privacy::{
    Action, Algorithm, Class, Classified, Field, Key, Keyring, Policy, Pseudonyms, Redacted,
    Rounding, Token, Unredacted, items,
};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value as Json};

pub use self::masks::masks;
use self::record::{Texts, World};
use self::source::{Hidden, Sample, Source};
use crate::{OPEN, json};

pub mod corpus;
mod masks;
mod record;
mod shape;
mod source;
mod text;

/// A record and a policy from bytes: nothing that the policy hides shows in any output, and what it
/// shows in another form has the documented form.
///
/// # Panics
///
/// If something is not as it should be.
pub fn redaction(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let plain = policy_of(&mut bytes);
    let pseudonyms = pseudonyms_of(&mut bytes);
    let bytes = bytes.take_rest();
    reads_back(&plain);
    let policy = match &pseudonyms {
        Some(pseudonyms) => plain.with_pseudonyms(pseudonyms.clone()),
        None => plain,
    };
    let world = World::sample(&mut Source::new(bytes, &policy), Hidden::default());
    let twin = World::sample(&mut Source::twin(bytes, &policy), Hidden::default());
    cannot_be_told_apart(&world.redacted(&policy), &twin.redacted(&policy));
    assert_eq!(format!("{world:?}"), format!("{:?}", world.redacted(&Policy::logs())));
    let (kept, own) = (json(&world.redacted(&OPEN)).ok(), json(&world).ok());
    assert_eq!(kept.is_some(), own.is_some());
    same(&kept.unwrap_or_default(), &own.unwrap_or_default());

    let texts = Checked { texts: &world.texts, policy: &policy, pseudonyms: pseudonyms.as_ref() };
    texts.have_the_documented_forms();
    texts.are_refused_where_they_are_redacted();
    count_is_small_or_rounded(&world, &policy);
}

/// A record of all shapes of types and of serde's forms, from bytes.
pub fn record(data: &[u8]) -> impl Classified + Serialize {
    World::sample(&mut Source::new(data, &OPEN), Hidden::default())
}

fn policy_of(bytes: &mut Unstructured<'_>) -> Policy {
    let below = |bytes: &mut Unstructured<'_>, end| bytes.choose_index(end).unwrap_or_default();
    let presets =
        [Policy::strict, Policy::logs, Policy::support, Policy::analytics, || OPEN.clone()];
    let mut policy = presets[below(bytes, presets.len())]();
    for class in Class::ALL {
        if below(bytes, 2) == 1 {
            policy = policy.with(*class, action_of(bytes));
        }
    }
    for _ in 0..below(bytes, 12) {
        policy = policy.with_item(items::ALL[below(bytes, items::ALL.len())], action_of(bytes));
    }
    policy
}

fn action_of(bytes: &mut Unstructured<'_>) -> Action {
    let mut number = || bytes.arbitrary::<u16>().unwrap_or_default();
    match number() % 11 {
        0 => Action::Keep,
        1 => Action::Erase,
        2 => Action::Omit,
        3 | 4 => Action::Mask,
        5 => Action::MaskToLength,
        6 => Action::Generalize,
        7 => Action::Pseudonymize,
        8 => Action::Suppress { minimum: number() },
        9 => Action::Round(Rounding::to_nearest(number())),
        _ => Action::Round(Rounding::to_nearest(number()).with_small(number(), number())),
    }
}

/// The id of the key in every token.
const KEY: &str = "fuzz";

fn pseudonyms_of(bytes: &mut Unstructured<'_>) -> Option<Pseudonyms> {
    let algorithm = match bytes.choose_index(3).unwrap_or_default() {
        0 => return None,
        1 => Algorithm::HmacSha256,
        _ => Algorithm::SipHash,
    };
    let key = Key::from_bytes(KEY, &[7, 11].repeat(16)).expect("a key of 32 bytes");
    Some(Keyring::new(key).pseudonyms_with("tenant", algorithm))
}

/// The outputs of two records that differ in nothing but what the policy hides are the same, up to
/// pseudonyms. That is more than to look for parts of the hidden values: not even their length or
/// their number shows.
fn cannot_be_told_apart<T: Classified>(record: &Redacted<'_, T>, twin: &Redacted<'_, T>) {
    let (debug, display) = (format!("{record:?}"), record.to_string());
    assert_eq!(debug, display, "`Display` is `Debug` on one line");
    assert!(!debug.contains(char::is_control), "a value forges a line: {debug:?}");
    same(&without_tokens(&debug), &without_tokens(&format!("{twin:?}")));
    same(&without_tokens(&format!("{record:#?}")), &without_tokens(&format!("{twin:#?}")));

    let (shown, other) = (json(record), json(twin));
    let (Ok(shown), Ok(other)) = (&shown, &other) else {
        assert_eq!(shown, other);
        return;
    };
    same(&without_tokens(shown), &without_tokens(other));
    serde_json::from_str::<Json>(shown).expect("a view is JSON");
    let pretty = serde_json::to_string_pretty(record).expect("so it is on many lines");
    assert_eq!(serde_json::from_str::<Json>(&pretty).ok(), serde_json::from_str(shown).ok());
}

/// Asserts that two texts are the same, and shows where they begin to differ.
#[track_caller]
fn same(left: &str, right: &str) {
    let place = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let around =
        |text: &str| -> String { text.chars().skip(place.saturating_sub(120)).take(240).collect() };
    assert!(left == right, "the texts differ:\n{}\n{}", around(left), around(right));
}

/// The text with every token replaced by the same.
fn without_tokens(text: &str) -> String {
    let mut parts = text.split("fuzz:");
    let mut out = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take(32).filter(u8::is_ascii_hexdigit).count();
        let rest = if digits == 32 { &part[32..] } else { part };
        let _ = write!(out, "fuzz:{rest}");
    }
    out
}

/// The texts of a record under a policy, field by field.
struct Checked<'a> {
    texts: &'a Texts,
    policy: &'a Policy,
    pseudonyms: Option<&'a Pseudonyms>,
}

impl Checked<'_> {
    fn redacted(&self) -> String {
        json(&self.texts.redacted(self.policy)).expect("texts can be written")
    }

    fn have_the_documented_forms(&self) {
        let redacted = self.redacted();
        let fields = || Texts::SCHEMA.fields().map(|field| (field, self.policy.action_for(&field)));
        let written = fields().filter(|(_, action)| *action != Action::Omit);
        let Keys(keys) = serde_json::from_str(&redacted).expect("an object");
        assert!(written.map(|(field, _)| field.key()).eq(keys.iter()), "{redacted}");

        let shown: Map<_, _> = serde_json::from_str(&redacted).expect("an object");
        let own = serde_json::to_value(self.texts).expect("texts can be written");
        for (field, action) in fields() {
            let (own, shown) = (&own[field.key()], shown.get(field.key()));
            assert!(
                self.has_the_form(&field, action, own, shown),
                "{} of {own} is {shown:?} under {action:?}",
                field.name(),
            );
        }
    }

    fn has_the_form(
        &self,
        field: &Field,
        action: Action,
        own: &Json,
        shown: Option<&Json>,
    ) -> bool {
        let Some(shown) = shown else { return action == Action::Omit };
        let marker = || format!("[{}]", field.class().map_or("identified", Class::as_str));
        let is_erased = || shown.as_str() == Some(&marker());
        match action {
            Action::Keep => return shown == own,
            Action::Erase => return is_erased(),
            Action::Omit => return false,
            _ => {}
        }
        let (Some(own), Some(text)) = (own.as_str(), shown.as_str()) else {
            // A missing value stays missing.
            return own.is_null() && shown.is_null();
        };
        let format = field.item().map(|item| item.format);
        match action {
            Action::Mask => shape::is_mask(format, own, text, false),
            Action::MaskToLength => shape::is_mask(format, own, text, true),
            Action::Generalize => is_erased() || shape::is_general(format, own, text),
            Action::Pseudonymize => Token::is_token(text) && self.stands_for(field, own, text),
            // A text is no count.
            _ => is_erased(),
        }
    }

    /// Whether the token of a documented item is found again by its value.
    fn stands_for(&self, field: &Field, value: &str, token: &str) -> bool {
        match (field.item(), self.pseudonyms) {
            (Some(item), Some(pseudonyms)) => {
                pseudonyms.matches(token, item, value)
                    && pseudonyms.token(item, value).as_str() == token
            }
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }

    /// What is redacted is not read back as if it were data, and what is not is.
    fn are_refused_where_they_are_redacted(&self) {
        let own = serde_json::to_value(self.texts).expect("texts can be written");
        let is_marked = |field: Field| {
            let personal = field.class() != Some(Class::NonPersonal);
            let absent = own[field.key()].is_null();
            match self.policy.action_for(&field) {
                Action::Erase => true,
                Action::Mask | Action::Pseudonymize => personal && !absent,
                Action::Suppress { .. } | Action::Round(_) => !absent,
                _ => false,
            }
        };
        let read = serde_json::from_str::<Unredacted<Texts>>(&self.redacted());
        let is_read = read.is_ok();
        assert!(!is_read || !Texts::SCHEMA.fields().any(is_marked), "redacted data is read");

        let values = own.as_object().into_iter().flat_map(Map::values).filter_map(Json::as_str);
        let is_plain = values.into_iter().all(|value| !value.contains(['*', '[', ':']));
        let read = serde_json::from_value::<Unredacted<Texts>>(own.clone());
        assert!(!is_plain || read.is_ok_and(|Unredacted(read)| read == *self.texts), "{own}");
    }
}

/// A count is zero, large enough, or hidden; or it is what rounding makes of it.
fn count_is_small_or_rounded(world: &World, policy: &Policy) {
    let own = world.typed.count;
    let field = World::SCHEMA
        .field("typed")
        .and_then(|field| field.nested()?.field("count"))
        .expect("the record has a count");
    // Times before 1970 cannot be written.
    let Ok(shown) = serde_json::to_value(world.redacted(policy)) else { return };
    let shown = &shown["typed"]["count"];
    match policy.action_for(&field) {
        Action::Suppress { minimum } if own > 0 && own < minimum.into() => {
            assert_eq!(shown, "[suppressed]");
        }
        Action::Suppress { .. } | Action::Keep => assert_eq!(shown, own),
        Action::Round(rounding) => match u64::try_from(rounding.apply(own.into())) {
            Ok(rounded) => assert_eq!(shown, rounded),
            Err(_) => assert!(shown.as_u64().is_some_and(|shown| shown <= own)),
        },
        Action::Omit => assert!(shown.is_null()),
        Action::Mask => assert_eq!(shown, "***"),
        Action::MaskToLength => assert_eq!(shown, &*"*".repeat(own.to_string().len())),
        Action::Pseudonymize => assert!(shown.as_str().is_some_and(Token::is_token)),
        _ => assert_eq!(shown, "[aggregated]"),
    }
}

/// The keys of an object in the order of the text.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Keys;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Keys, M::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// What a comment before the document holds: no part of it is the mistake.
const ELSEWHERE: &str = "àéîõü àéîõü àéîõü";

/// A document from bytes: it is a policy that can be written and read again, or an error that shows
/// no more of the document than one line of it.
///
/// # Panics
///
/// If something is not as it should be.
pub fn policy(data: &[u8]) {
    // What is no UTF-8 is no JSON either, and no text.
    let _ = serde_json::from_slice::<Policy>(data);
    let Ok(document) = std::str::from_utf8(data) else { return };
    match serde_json::from_str::<Policy>(document) {
        Ok(policy) => reads_back(&policy),
        Err(error) => is_short(&error.to_string(), document),
    }
    let document = format!("# {ELSEWHERE}\n{document}");
    match toml::from_str::<Policy>(&document) {
        Ok(policy) => reads_back(&policy),
        Err(error) => {
            let elsewhere = error.span().is_none_or(|span| span.start > ELSEWHERE.len());
            let shown = error.to_string();
            assert!(!elsewhere || !shown.contains(ELSEWHERE), "{shown}");
            is_short(&shown, &document);
            is_short(error.message(), &document);
        }
    }
}

/// A message has a text of its own, and of the document no more than one value of one line.
fn is_short(message: &str, document: &str) {
    const OWN: usize = 800;
    // A text of TOML in three quotation marks goes over lines.
    let is_one = !document.contains("\"\"\"") && !document.contains("'''");
    let longest = document.split('\n').map(str::len).max().unwrap_or_default();
    let longest = if is_one { longest } else { document.len() };
    // The value may be shown both as it is, underlined, and with every character escaped.
    assert!(message.len() <= OWN + 14 * longest, "{message}");
}

/// A policy without keys is the same after it has been written and read; a document cannot say that
/// an action does nothing.
fn reads_back(policy: &Policy) {
    let expected = policy
        .item_actions()
        .filter(|(item, _)| item.secret)
        .fold(policy.clone(), |policy, (item, _)| policy.with_item(item, Action::Erase));
    let is_futile = |action| match action {
        Action::Suppress { minimum } => minimum < 2,
        Action::Round(rounding) => rounding.nearest() < 2,
        _ => false,
    };
    let classes = Class::ALL.iter().map(|class| policy.action(*class));
    let items = expected.item_actions().map(|(_, action)| action);
    let can_be_written = !classes.chain(items).any(is_futile);
    let json = serde_json::to_string(policy).ok();
    let toml = toml::to_string(policy).ok();
    assert_eq!((json.is_some(), toml.is_some()), (can_be_written, can_be_written));
    if let (Some(json), Some(toml)) = (json, toml) {
        assert_eq!(serde_json::from_str(&json).ok().as_ref(), Some(&expected), "{json}");
        assert_eq!(toml::from_str(&toml).ok().as_ref(), Some(&expected), "{toml}");
    }
}
