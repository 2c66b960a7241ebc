//! What is behind a secret, as far as anyone may ask.

use core::fmt;

/// What a secret protects. It can be compared with what another one protects, so that a change of a
/// secret can be on record, and that is all.
///
/// ```
/// use intune_privacy::{DataValue, Secret, Value};
///
/// struct Pin([u8; 4]);
///
/// impl DataValue for Pin {
///     fn value(&self) -> Value<'_> {
///         Value::Secret(Secret::of(&self.0))
///     }
/// }
///
/// assert_eq!(format!("{:?}", Secret::of(&Pin(*b"4711").0)), "[secret]");
/// ```
#[derive(Clone, Copy, Default)]
pub struct Secret<'a>(Option<&'a [u8]>);

impl<'a> Secret<'a> {
    /// Of these bytes.
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self(Some(bytes))
    }

    /// Of something that cannot be compared. It counts as changed whenever it is compared, because
    /// a trail of changes may say too much, but not too little.
    pub const fn opaque() -> Self {
        Self(None)
    }

    /// Whether both are known to protect the same.
    pub fn is_same(self, other: Self) -> bool {
        self.0.is_some() && self.0 == other.0
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(intune_privacy_taxonomy::row::SECRET_MARKER)
    }
}
