//! Refusing to read redacted data back as if it were data.

use core::ops::ControlFlow;

use serde::de::{Deserialize, Deserializer, Error};

use crate::redact::marker::{is_marker, is_masked, is_pseudonym};
use crate::schema::Classified;
use crate::value::{DataValue, Record, Value};
use intune_privacy_taxonomy::Class;

/// A record that is read only if none of its values is a redacted one.
///
/// A view is never read back, because it has no `Deserialize`. But its JSON can be, where the
/// fields are text: a log or a support bundle that is imported would overwrite names with
/// `[identified]`. Reading through this type refuses the whole record if a value at any depth is
/// a marker such as `[identified]`, a mask, which contains `***` or nothing but `*`, or has the form of a pseudonym. In
/// a non-personal field only a marker counts. What was generalized or rounded cannot be told from
/// other data.
///
/// ```
/// use intune_privacy::{Classified, Policy, Unredacted};
///
/// #[derive(Classified, serde::Serialize, serde::Deserialize)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// let device = Device { serial_number: "C02XK1JGJHD3".into() };
///
/// let plain = serde_json::to_string(&device)?;
/// let Unredacted(read): Unredacted<Device> = serde_json::from_str(&plain)?;
/// assert_eq!(read.serial_number, "C02XK1JGJHD3");
///
/// let redacted = serde_json::to_string(&device.redacted(&Policy::logs()))?;
/// let error = serde_json::from_str::<Unredacted<Device>>(&redacted).err().unwrap();
/// assert_eq!(error.to_string(), "the field `serial_number` of `Device` holds redacted data");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// To guard single fields, see [`unredacted`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unredacted<T>(
    /// The record.
    pub T,
);

impl<'de, T: Classified + Deserialize<'de>> Deserialize<'de> for Unredacted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record = T::deserialize(deserializer)?;
        match redacted_field(&record) {
            None => Ok(Self(record)),
            Some((record, field)) => Err(D::Error::custom(format_args!(
                "the field `{field}` of `{record}` holds redacted data"
            ))),
        }
    }
}

/// A function for serde's `deserialize_with`: reads a value unless it is a redacted one, as
/// [`Unredacted`] does for all fields of a record.
///
/// Beside an `Option`, add `#[serde(default)]` if the field may be missing.
///
/// ```
/// use intune_privacy::Classified;
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Import {
///     #[serde(deserialize_with = "intune_privacy::unredacted")]
///     serial_number: String,
/// }
///
/// assert!(serde_json::from_str::<Import>(r#"{"serial_number":"C02XK1JGJHD3"}"#).is_ok());
/// let error = serde_json::from_str::<Import>(r#"{"serial_number":"[identified]"}"#).unwrap_err();
/// assert_eq!(error.to_string(), "redacted data in the place of a value at line 1 column 32");
/// ```
///
/// # Errors
///
/// If the value cannot be read, or is a marker, a mask, or of the form of a pseudonym.
pub fn unredacted<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DataValue + Deserialize<'de>,
{
    let value = T::deserialize(deserializer)?;
    if is_redacted(value.value(), true) {
        return Err(D::Error::custom("redacted data in the place of a value"));
    }
    Ok(value)
}

/// The names of the first record that holds redacted data and of its field.
fn redacted_field(record: &dyn Record) -> Option<(&'static str, &'static str)> {
    let schema = record.schema();
    let variant = schema.variants().get(record.variant())?;
    variant.fields().iter().enumerate().find_map(|(index, field)| {
        let value = record.value(index);
        let personal = field.class() != Some(Class::NonPersonal);
        if is_redacted(value, personal) {
            return Some((schema.name(), field.name()));
        }
        nested(value)
    })
}

/// The same of the records in a value.
fn nested(value: Value<'_>) -> Option<(&'static str, &'static str)> {
    let mut found = None;
    let mut visit = |value| {
        found = nested(value);
        if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let _ = match value {
        Value::Record(record) => return redacted_field(record),
        Value::Records(records) => records.each(&mut visit),
        Value::RecordMap(records) => records.each(&mut |_, record| visit(record)),
        _ => ControlFlow::Continue(()),
    };
    found
}

/// Whether a leaf value, or one in a list or map, is redacted. The keys of a map of records count,
/// too.
fn is_redacted(value: Value<'_>, personal: bool) -> bool {
    let is_mark =
        |text: &str| is_marker(text) || personal && (is_masked(text) || is_pseudonym(text));
    let until = |found| if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    value.any(&|value| match value {
        Value::Str(text) => is_mark(text),
        #[cfg(feature = "std")]
        Value::Path(path) => path.to_str().is_some_and(is_mark),
        Value::RecordMap(entries) => {
            entries.each(&mut |key, _| until(is_redacted(key, personal))).is_break()
        }
        _ => false,
    })
}
