//! Whose data a record is.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write as _};
use core::ops::ControlFlow;

use crate::mask;
use crate::redact::displayed;
use crate::schema::Classified;
use crate::value::{Record, Value};
use intune_privacy_taxonomy::Format;

/// A data subject, by all the identifiers that records name them by.
///
/// A record is theirs if its field that has `#[data(subject)]` holds one of the identifiers, and so
/// does every such field of the records nested in it. E-mail addresses and user principal names are
/// compared without regard to case, and GUIDs in any notation. Everything else has to be the same
/// character by character.
///
#[cfg_attr(feature = "export", doc = "```")]
#[cfg_attr(not(feature = "export"), doc = "```ignore")]
/// use intune_privacy::Classified;
/// use intune_privacy::export::Subject;
///
/// #[derive(Classified)]
/// struct Owner {
///     #[data(identified, required, mam, subject, item = user::principal_name)]
///     upn: String,
/// }
///
/// #[derive(Classified)]
/// struct Device {
///     #[data(nested)]
///     owner: Option<Owner>,
///     #[data(non_personal)]
///     encrypted: bool,
/// }
///
/// let adele = Subject::new("adele@contoso.example").or("adele.vance@contoso.example");
/// let device = |upn: &str| Device { owner: Some(Owner { upn: upn.into() }), encrypted: true };
/// assert!(adele.owns(&device("Adele@Contoso.example")));
/// assert!(!adele.owns(&device("alex@contoso.example")));
/// assert!(!adele.owns(&Device { owner: None, encrypted: true }), "nobody's");
/// ```
#[derive(Clone)]
pub struct Subject {
    identifiers: Vec<String>,
}

/// How a record stands to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Every identifier in it is the subject's.
    Own,
    /// It names somebody else.
    Other,
    /// It names nobody.
    Nobody,
}

impl Subject {
    /// The subject that records name so. An empty identifier is nobody's.
    pub fn new(identifier: impl Into<String>) -> Self {
        Self { identifiers: [identifier.into()].into() }
    }

    /// The same subject by one more identifier, such as a former name or an ID of the directory.
    #[must_use]
    pub fn or(mut self, identifier: impl Into<String>) -> Self {
        self.identifiers.push(identifier.into());
        self
    }

    /// The identifiers as they were given, the first one first.
    pub fn identifiers(&self) -> impl Iterator<Item = &str> {
        self.identifiers.iter().map(String::as_str)
    }

    /// Whether the record is this subject's, and nobody else's.
    pub fn owns<T: Classified>(&self, record: &T) -> bool {
        self.relation(record) == Relation::Own
    }

    pub(crate) fn relation(&self, record: &dyn Record) -> Relation {
        let mut relation = Relation::Nobody;
        let _ = each_identifier(Value::Record(record), &mut |identifier, format| {
            let is_own = |text| self.identifiers.iter().any(|own| is_same(own, text, format));
            if identifier.is_some_and(is_own) {
                relation = Relation::Own;
                return ControlFlow::Continue(());
            }
            relation = Relation::Other;
            ControlFlow::Break(())
        });
        relation
    }
}

/// Takes a text that names a subject, or `None` for what may name one and is no text, and its format.
pub(crate) type Visit<'v> = dyn FnMut(Option<&str>, Option<Format>) -> ControlFlow<()> + 'v;

/// Hands `visit` every text that names a subject of a record or of those in it.
pub(crate) fn each_identifier(value: Value<'_>, visit: &mut Visit<'_>) -> ControlFlow<()> {
    match value {
        Value::Record(record) => {
            let schema = record.schema();
            let Some((_, variant)) = record.present(schema) else { return visit(None, None) };
            for (index, field) in variant.fields().iter().enumerate() {
                if field.is_subject() {
                    let format = field.item().map(|item| item.format);
                    each_text(record.value(index), format, visit)?;
                } else if field.is_nested() {
                    each_identifier(record.value(index), visit)?;
                }
            }
            ControlFlow::Continue(())
        }
        Value::Records(records) => records.each(&mut |record| each_identifier(record, visit)),
        Value::RecordMap(records) => records.each(&mut |_, record| each_identifier(record, visit)),
        _ => ControlFlow::Continue(()),
    }
}

/// The same for a value of a field that names a subject; a list names several.
fn each_text(value: Value<'_>, format: Option<Format>, visit: &mut Visit<'_>) -> ControlFlow<()> {
    match value {
        Value::Null | Value::Str("") => return ControlFlow::Continue(()),
        Value::List(values) => {
            return values.each(&mut |value| each_text(value, format, visit));
        }
        _ => {}
    }
    let mut text = String::new();
    match write_text(value, &mut text) {
        Ok(()) if text.is_empty() => ControlFlow::Continue(()),
        Ok(()) => visit(Some(&text), format),
        Err(_) => visit(None, format),
    }
}

/// How many identifiers there are; none of them shows.
impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject").field("identifiers", &self.identifiers.len()).finish()
    }
}

/// Writes a leaf value that can name somebody; a secret, boolean, float or map cannot.
fn write_text(value: Value<'_>, out: &mut String) -> fmt::Result {
    match value {
        Value::Str(text) => out.write_str(text),
        Value::Bool(_) | Value::Float32(_) | Value::Float(_) => Err(fmt::Error),
        value => displayed(value, |value| write!(out, "{value}")).unwrap_or(Err(fmt::Error)),
    }
}

fn is_same(own: &str, other: &str, format: Option<Format>) -> bool {
    if own.is_empty() {
        return false;
    }
    if own == other {
        return true;
    }
    let is_address = || mask::Email::parse(own).is_some() && mask::Email::parse(other).is_some();
    match format {
        Some(Format::Email) => is_same_but_for_case(own, other),
        Some(Format::Guid) => is_same_guid(own, other),
        Some(Format::Text) | None => {
            is_same_guid(own, other) || is_address() && is_same_but_for_case(own, other)
        }
        _ => false,
    }
}

fn is_same_guid(own: &str, other: &str) -> bool {
    mask::guid_octets(own).is_some_and(|octets| mask::guid_octets(other) == Some(octets))
}

/// Whether two texts differ only in case, character by character. An ASCII character is the same as
/// no other, such as `K` as the sign of the kelvin, which looks alike and is somebody else's.
fn is_same_but_for_case(own: &str, other: &str) -> bool {
    let mut others = other.chars();
    own.chars().all(|own| {
        others.next().is_some_and(|other| {
            own.is_ascii() == other.is_ascii() && own.to_lowercase().eq(other.to_lowercase())
        })
    }) && others.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{is_same, is_same_but_for_case};
    use intune_privacy_taxonomy::Format;

    #[test]
    fn addresses_are_the_same_but_for_case() {
        let email = Some(Format::Email);
        assert!(is_same("Adele@Contoso.example", "adele@contoso.EXAMPLE", email));
        assert!(is_same("åsa@contoso.example", "ÅSA@contoso.example", email));
        assert!(!is_same("adele@contoso.example", "adele@contoso.exampl", email));
        assert!(!is_same("adele@contoso.example", "adele@contoso.examples", email));
        assert!(!is_same("", "", email));
    }

    #[test]
    fn no_character_is_taken_for_one_that_looks_alike() {
        assert!(!is_same_but_for_case("kim@contoso.example", "\u{212A}im@contoso.example"));
        assert!(!is_same_but_for_case("i@contoso.example", "\u{130}@contoso.example"));
        assert!(!is_same_but_for_case("sam@contoso.example", "\u{17F}am@contoso.example"));
    }

    #[test]
    fn a_guid_is_the_same_in_any_notation() {
        let guid = Some(Format::Guid);
        let dashed = "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815";
        assert!(is_same(dashed, "{8F2C1D77-5E43-4B6A-A1D9-60C3E2B7F815}", guid));
        assert!(is_same(dashed, "8F2C1D775E434B6AA1D960C3E2B7F815", None));
        assert!(!is_same(dashed, "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f816", guid));
    }

    #[test]
    fn a_serial_number_is_the_same_only_to_the_letter() {
        assert!(is_same("c02x", "c02x", Some(Format::Serial)));
        assert!(!is_same("c02x", "C02X", Some(Format::Serial)));
        assert!(!is_same("adele vance", "Adele Vance", None));
    }
}
