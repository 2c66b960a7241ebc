//! A point in time as Graph writes it.

use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A point in time as Graph writes it (`Edm.DateTimeOffset`): RFC 3339, with an offset that is kept
/// as it was read.
///
/// Two of them are equal, and one comes before another, by the point in time and not by the offset.
///
/// ```
/// use intune_privacy::audit::Timestamp;
///
/// let time: Timestamp = "2016-12-31T23:59:51.6363086-08:00".parse()?;
/// assert_eq!(time, "2017-01-01T07:59:51.6363086Z".parse()?);
/// assert_eq!(time.to_string(), "2016-12-31T23:59:51.6363086-08:00");
/// # Ok::<(), intune_privacy::audit::TimestampError>(())
/// ```
#[derive(Clone)]
pub struct Timestamp {
    timestamp: jiff::Timestamp,
    text: String,
}

/// A text is no point in time, or a time is before the year 0 or after the year 9999, which RFC 3339
/// cannot write. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a point in time such as 2026-05-04T09:30:00Z (RFC 3339, with an offset)")]
pub struct TimestampError;

impl Timestamp {
    /// The present, by the clock of the system.
    pub fn now() -> Self {
        let timestamp = jiff::Timestamp::now();
        Self { timestamp, text: timestamp.to_string() }
    }

    /// Of a time and its text, which is written if it is not given.
    fn new(timestamp: jiff::Timestamp, text: Option<&str>) -> Result<Self, TimestampError> {
        let text = text.map_or_else(|| timestamp.to_string(), String::from);
        if has_form(&text) { Ok(Self { timestamp, text }) } else { Err(TimestampError) }
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds.
    pub fn as_nanosecond(&self) -> i128 {
        self.timestamp.as_nanosecond()
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    pub fn as_millisecond(&self) -> i64 {
        self.timestamp.as_millisecond()
    }

    pub(super) const fn in_utc(&self) -> jiff::Timestamp {
        self.timestamp
    }

    /// The text, with the offset as it was read; `Z` if it was made from a time.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

#[cfg(feature = "jiff")]
impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: jiff::Timestamp) -> Result<Self, TimestampError> {
        Self::new(time, None)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        Self::new(time.try_into().map_err(|_| TimestampError)?, None)
    }
}

impl From<&Timestamp> for SystemTime {
    fn from(time: &Timestamp) -> Self {
        time.timestamp.into()
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::new(text.parse().map_err(|_| TimestampError)?, Some(text))
    }
}

/// Whether a text has the form of RFC 3339 (section 5.6, `date-time`) with capital letters. `jiff`
/// reads more, such as times without seconds and with the name of a time zone.
fn has_form(text: &str) -> bool {
    const TIME: &str = "0000-00-00T00:00:00";
    let is = |form: &str, text: &[u8]| {
        let fits = |(form, byte): (u8, &u8)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => form == *byte,
        };
        form.len() == text.len() && form.bytes().zip(text).all(fits)
    };
    let Some((time, rest)) = text.as_bytes().split_at_checked(TIME.len()) else { return false };
    let offset = match rest.strip_prefix(b".") {
        Some([b'0'..=b'9', rest @ ..]) => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            &rest[digits..]
        }
        _ => rest,
    };
    is(TIME, time) && ["Z", "+00:00", "-00:00"].iter().any(|form| is(form, offset))
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.timestamp == other.timestamp
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.timestamp.cmp(&other.timestamp)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Timestamp;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a point in time such as 2026-05-04T09:30:00Z")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}
