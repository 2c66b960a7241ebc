//! What masking, generalizing, pseudonymizing, suppressing and rounding show of a leaf value.

use core::fmt;

use super::aggregate::{Count, count};
use super::marker::{self, KeyNumber};
use super::scratch::Scratch;
use super::{FieldView, Key, Rendering};
use crate::generalize::generalize;
use crate::mask::{Cover, Masked};
use crate::policy::Action;
#[cfg(feature = "pseudonym")]
use crate::pseudonym::{Domain, Pseudonyms};
use crate::value::Value;
use intune_privacy_taxonomy::{Class, Format, Item, item_at, row};

/// An action that changes values, and what it has to know of the field.
pub(super) struct Treatment<'a> {
    action: Action,
    /// `None` for a field that no document lists.
    item: Option<&'static Item>,
    place: FieldView<'a>,
}

/// A value of a field that is masked, generalized, pseudonymized, suppressed or rounded.
#[derive(Clone, Copy)]
pub(super) struct Treated<'a> {
    pub(super) value: Value<'a>,
    pub(super) treatment: &'a Treatment<'a>,
}

/// The key of an entry in a map whose values are treated.
#[derive(Clone, Copy)]
pub(super) struct TreatedKey<'a> {
    pub(super) key: Value<'a>,
    pub(super) number: usize,
    pub(super) treatment: &'a Treatment<'a>,
}

/// What is shown of a leaf value.
#[derive(Clone, Copy)]
pub(super) enum Seen<'a> {
    /// Nothing, or a number.
    Value(Value<'a>),
    /// A text that is safe to print without quotation marks.
    Text(&'a str),
    /// The same, to be written.
    Display(&'a dyn fmt::Display),
}

impl<'a> Treatment<'a> {
    #[cfg(feature = "serde")]
    pub(super) fn place(&self) -> &FieldView<'a> {
        &self.place
    }

    pub(super) fn new(action: Action, place: FieldView<'a>) -> Self {
        Self { action, item: item_at(place.item_row()), place }
    }

    fn format(&self) -> Option<Format> {
        self.item.map(|item| item.format)
    }

    /// Whether a whole number in the field is a count. Elsewhere it may be a telephone number.
    fn holds_counts(&self) -> bool {
        match self.format() {
            Some(format) => format == Format::Count,
            None => self.place.class() == Some(Class::Aggregated),
        }
    }

    /// Whether the keys of a map are the names of groups that were counted. Elsewhere they may name
    /// people.
    fn names_groups(&self) -> bool {
        self.holds_counts() && self.place.class() == Some(Class::Aggregated)
    }

    fn marker(&self) -> &'static str {
        self.place.marker()
    }

    /// Hands `visit` what is shown of a leaf value. What is no leaf value is erased.
    ///
    /// # Errors
    ///
    /// That of a value that cannot be written.
    pub(super) fn see<R>(
        &self,
        value: Value<'_>,
        visit: impl FnOnce(Seen<'_>) -> R,
    ) -> Result<R, fmt::Error> {
        Ok(match (value, self.action) {
            (Value::Null, _) => visit(Seen::Value(Value::Null)),
            (Value::Secret(_) | Value::Schema(_), _) => visit(Seen::Text(row::SECRET_MARKER)),
            (_, Action::Mask) => self.mask(value, Cover::Fixed, visit)?,
            (_, Action::MaskToLength) => self.mask(value, Cover::Length, visit)?,
            (_, Action::Generalize) => self.generalize(value, visit)?,
            #[cfg(feature = "pseudonym")]
            (_, Action::Pseudonymize) => match self.token(value)? {
                Some(token) => visit(Seen::Text(token.as_ref())),
                None => visit(Seen::Text(self.marker())),
            },
            (_, action) if self.holds_counts() => match count(action, value) {
                Some(Count::Number(number)) => visit(Seen::Value(number)),
                Some(Count::Small) => visit(Seen::Text(marker::SUPPRESSED)),
                None => visit(Seen::Text(self.marker())),
            },
            _ => visit(Seen::Text(self.marker())),
        })
    }

    fn mask<R>(
        &self,
        value: Value<'_>,
        cover: Cover,
        visit: impl FnOnce(Seen<'_>) -> R,
    ) -> Result<R, fmt::Error> {
        let mut scratch = Scratch::new();
        let masked = match text(value, &mut scratch)? {
            Some(text) => Masked::new(self.format(), text, cover),
            None => Masked::new(None, "", Cover::Fixed),
        };
        Ok(visit(Seen::Display(&masked)))
    }

    fn generalize<R>(
        &self,
        value: Value<'_>,
        visit: impl FnOnce(Seen<'_>) -> R,
    ) -> Result<R, fmt::Error> {
        #[cfg(feature = "std")]
        if let (Value::SystemTime(time), Some(Format::Timestamp)) = (value, self.format()) {
            let since = time.duration_since(std::time::UNIX_EPOCH).ok();
            return Ok(match since.and_then(crate::generalize::date) {
                Some(date) => visit(Seen::Display(&date)),
                None => visit(Seen::Text(self.marker())),
            });
        }
        let mut scratch = Scratch::new();
        let text = text(value, &mut scratch)?;
        Ok(match text.and_then(|text| generalize(self.format(), text)) {
            Some(general) => visit(Seen::Display(&general)),
            None => visit(Seen::Text(self.marker())),
        })
    }

    /// The pseudonym of a value; `None` without keys, and for what is no leaf value.
    #[cfg(feature = "pseudonym")]
    fn token(&self, value: Value<'_>) -> Result<Option<crate::pseudonym::Token>, fmt::Error> {
        let Some(pseudonyms) = self.place.view.policy.pseudonyms() else { return Ok(None) };
        token(pseudonyms, self.place.domain(self.item), self.format(), value)
    }

    /// What stands in place of the key of an entry, whose number is counted from 1.
    #[cfg_attr(
        not(feature = "pseudonym"),
        expect(clippy::unnecessary_wraps, reason = "only the pseudonym of a key can fail")
    )]
    pub(super) fn see_key<R>(
        &self,
        key: Value<'_>,
        number: usize,
        visit: impl FnOnce(Seen<'_>) -> R,
    ) -> Result<R, fmt::Error> {
        match self.action {
            #[cfg(feature = "pseudonym")]
            Action::Pseudonymize => self.see(key, visit),
            Action::Suppress { .. } | Action::Round(_) if self.names_groups() => {
                Ok(visit(Seen::Value(key)))
            }
            _ => Ok(visit(Seen::Display(&KeyNumber(number)))),
        }
    }
}

impl FieldView<'_> {
    /// What the pseudonyms of the field, which is of this item, are of.
    #[cfg(feature = "pseudonym")]
    #[inline]
    fn domain(&self, item: Option<&'static Item>) -> Domain<'static> {
        match item {
            Some(item) => Domain::Item(item),
            None => Domain::Field { record: self.view.record.schema().name(), field: self.name() },
        }
    }

    /// The pseudonym of a text: what a [`Treatment`] shows of it, by a shorter way, because most
    /// values are text.
    #[cfg(feature = "pseudonym")]
    #[inline]
    pub(super) fn text_token(&self, action: Action) -> Option<crate::pseudonym::Token> {
        if !matches!(action, Action::Pseudonymize) {
            return None;
        }
        let pseudonyms = self.view.policy.pseudonyms()?;
        let Value::Str(text) = self.view.record.value(self.index) else { return None };
        let item = item_at(self.item_row());
        Some(pseudonyms.text(self.domain(item), item.map(|item| item.format), text))
    }

    /// The pseudonym of a key of the records in the field.
    #[cfg(feature = "pseudonym")]
    fn key_token(&self, key: Value<'_>) -> Result<Option<crate::pseudonym::Token>, fmt::Error> {
        let Some(pseudonyms) = self.view.policy.pseudonyms() else { return Ok(None) };
        let domain = Domain::Key { record: self.view.record.schema().name(), field: self.name() };
        token(pseudonyms, domain, None, key)
    }
}

impl Key<'_> {
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.shown.place.view.policy.key_action(), Action::Keep)
    }

    /// Hands `visit` what stands in place of a key that is not kept: a pseudonym, or its number.
    ///
    /// # Errors
    ///
    /// That of a key that cannot be written.
    #[cfg_attr(
        not(feature = "pseudonym"),
        expect(clippy::unnecessary_wraps, reason = "only the pseudonym of a key can fail")
    )]
    pub(super) fn see<R>(&self, visit: impl FnOnce(Seen<'_>) -> R) -> Result<R, fmt::Error> {
        #[cfg(feature = "pseudonym")]
        if let Action::Pseudonymize = self.shown.place.view.policy.key_action()
            && let Some(token) = self.shown.place.key_token(self.shown.value)?
        {
            return Ok(visit(Seen::Text(token.as_ref())));
        }
        Ok(visit(Seen::Display(&KeyNumber(self.number))))
    }
}

/// The pseudonym of a leaf value: of the value and not of its formatting, so that every view shows
/// the same one.
#[cfg(feature = "pseudonym")]
fn token(
    pseudonyms: &Pseudonyms,
    domain: Domain<'_>,
    format: Option<Format>,
    value: Value<'_>,
) -> Result<Option<crate::pseudonym::Token>, fmt::Error> {
    Ok(Some(match value {
        Value::Str(text) => pseudonyms.text(domain, format, text),
        Value::Bytes(bytes) => pseudonyms.bytes(domain, bytes),
        Value::Duration(duration) => {
            pseudonyms.display(domain, format, &format_args!("{}", duration.as_nanos()))?
        }
        #[cfg(feature = "std")]
        Value::SystemTime(time) => match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => {
                pseudonyms.display(domain, format, &format_args!("{}", since.as_nanos()))?
            }
            Err(before) => {
                let nanos = before.duration().as_nanos();
                pseudonyms.display(domain, format, &format_args!("-{nanos}"))?
            }
        },
        #[cfg(feature = "std")]
        Value::Path(path) => match path.to_str() {
            Some(text) => pseudonyms.text(domain, format, text),
            None => pseudonyms.bytes(domain, path.as_os_str().as_encoded_bytes()),
        },
        value => match displayed(value, |value| pseudonyms.display(domain, format, value)) {
            Some(token) => token?,
            None => return Ok(None),
        },
    }))
}

/// The text of a leaf value; `None` if it has none or a long one.
fn text<'a>(value: Value<'a>, scratch: &'a mut Scratch) -> Result<Option<&'a str>, fmt::Error> {
    match value {
        Value::Str(text) => Ok(Some(text)),
        #[cfg(feature = "std")]
        Value::Path(path) => Ok(path.to_str()),
        value => displayed(value, |value| scratch.text(value)).unwrap_or(Ok(None)),
    }
}

/// Hands `visit` a leaf value that has a `Display`.
pub(crate) fn displayed<R>(
    value: Value<'_>,
    visit: impl FnOnce(&dyn fmt::Display) -> R,
) -> Option<R> {
    Some(match value {
        Value::Bool(bool) => visit(&bool),
        Value::Char(char) => visit(&char),
        Value::Int(int) => visit(&int),
        Value::Uint(uint) => visit(&uint),
        Value::Int128(int) => visit(&int),
        Value::Uint128(uint) => visit(&uint),
        Value::Float32(float) => visit(&float),
        Value::Float(float) => visit(&float),
        Value::Text(text) => visit(text),
        Value::Foreign(foreign) => visit(&format_args!("{foreign}")),
        Value::Rendered(record, index) => visit(&Rendering(record, index)),
        _ => return None,
    })
}
