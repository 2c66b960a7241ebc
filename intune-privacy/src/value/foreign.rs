//! The types of other crates as values, each behind the feature of its crate's name.

use core::any::Any;
use core::fmt::Display;

/// A value of another crate that writes itself: with `Display` as text, and with its own
/// `Serialize` through serde.
///
/// Sealed: a type of yours is a [`DataValue`](super::DataValue) in place of this.
#[cfg(feature = "serde")]
pub trait Foreign: Any + Display + erased_serde::Serialize + sealed::Sealed {
    /// Whether the other value is of the same type and equal.
    #[doc(hidden)]
    fn is_same(&self, other: &dyn Any) -> bool;
}

/// A value of another crate that writes itself with `Display`.
///
/// Sealed: a type of yours is a [`DataValue`](super::DataValue) in place of this.
#[cfg(not(feature = "serde"))]
pub trait Foreign: Any + Display + sealed::Sealed {
    /// Whether the other value is of the same type and equal.
    #[doc(hidden)]
    fn is_same(&self, other: &dyn Any) -> bool;
}

mod sealed {
    pub trait Sealed {}
}

/// Implements [`Foreign`] and `DataValue` for `[parameters] Type, shape, other value, equality`. Two
/// points in time are the same only with the same offset, which is written with them.
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "serde_json",
    feature = "time",
    feature = "uuid"
))]
macro_rules! foreign {
    ($( [$($parameters:tt)*] $Type:ty, $shape:ident, $other:expr, $same:expr; )+) => {$(
        impl <$($parameters)*> super::sealed::Sealed for $Type {}

        impl <$($parameters)*> super::Foreign for $Type {
            fn is_same(&self, other: &dyn core::any::Any) -> bool {
                let same: fn(&Self, &Self) -> bool = $same;
                other.downcast_ref().is_some_and(|other| same(self, other))
            }
        }

        #[diagnostic::do_not_recommend]
        impl <$($parameters)*> crate::value::DataValue for $Type {
            const SHAPE: crate::value::Shape = crate::value::Shape::$shape;

            fn value(&self) -> crate::value::Value<'_> {
                crate::value::Value::Foreign(self)
            }

            fn change(
                &mut self,
                change: &mut dyn crate::value::Change,
            ) -> Result<(), crate::value::Unchangeable> {
                change.set(self, $other);
                Ok(())
            }
        }
    )+};
}

// What stands in place of a time is 1970-01-01T00:00:00Z, a Thursday.

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{
        DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
        Utc, Weekday,
    };
    use core::any::Any;
    use core::fmt::Display;

    use crate::value::{Change, DataValue, Shape, Unchangeable, Value};

    foreign! {
        [] NaiveDateTime, TEXT, Self::default(), Self::eq;
        [] NaiveDate, TEXT, Self::default(), Self::eq;
        [] NaiveTime, TEXT, Self::default(), Self::eq;
        [] TimeDelta, NUMBER, Self::zero(), Self::eq;
        [] Weekday, TEXT, Self::Thu, Self::eq;
    }

    impl<Tz: TimeZone<Offset: Display>> super::sealed::Sealed for DateTime<Tz> {}

    impl<Tz: TimeZone<Offset: Display> + 'static> super::Foreign for DateTime<Tz> {
        fn is_same(&self, other: &dyn Any) -> bool {
            let same =
                |other: &&Self| *other == self && other.offset().fix() == self.offset().fix();
            other.downcast_ref::<Self>().as_ref().is_some_and(same)
        }
    }

    #[diagnostic::do_not_recommend]
    impl<Tz: TimeZone<Offset: Display> + 'static> DataValue for DateTime<Tz> {
        const SHAPE: Shape = Shape::TEXT;

        fn value(&self) -> Value<'_> {
            Value::Foreign(self)
        }

        /// The time zone tells where somebody is, so it goes too, or is one for all values.
        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            if change.keeps() {
                return Ok(());
            }
            if let Some(time) = (self as &mut dyn Any).downcast_mut::<DateTime<FixedOffset>>() {
                *time = DateTime::UNIX_EPOCH.with_timezone(&Utc.fix());
            } else if size_of::<Tz>() == 0 {
                *self = DateTime::UNIX_EPOCH.with_timezone(&self.timezone());
            } else {
                return Err(Unchangeable);
            }
            Ok(())
        }
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Span, Timestamp, Zoned};

    foreign! {
        [] Timestamp, TEXT, Self::UNIX_EPOCH, Self::eq;
        [] Zoned, TEXT, Self::new(Timestamp::UNIX_EPOCH, TimeZone::UTC), |one, other| {
            one == other && one.time_zone() == other.time_zone()
        };
        [] DateTime, TEXT, Self::constant(1970, 1, 1, 0, 0, 0, 0), Self::eq;
        [] Date, TEXT, Self::constant(1970, 1, 1), Self::eq;
        [] Time, TEXT, Self::midnight(), Self::eq;
        [] Span, NUMBER, Self::new(), |one, other| one.fieldwise() == other.fieldwise();
        [] SignedDuration, NUMBER, Self::ZERO, Self::eq;
    }
}

#[cfg(feature = "secrecy")]
mod secrecy {
    use alloc::string::String;
    use alloc::vec::Vec;
    use core::any::Any;

    use crate::value::{Change, DataValue, Secret, Shape, Unchangeable, Value};
    use secrecy::zeroize::Zeroize;
    use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox, SecretString};

    #[diagnostic::do_not_recommend]
    impl<T: ?Sized + Zeroize + 'static> DataValue for SecretBox<T> {
        const SHAPE: Shape = Shape::SECRET;

        fn value(&self) -> Value<'_> {
            Value::Secret(secret(self))
        }

        /// Wipes the secret, whether it is kept or not. Of a text the length goes too.
        fn change(&mut self, _: &mut dyn Change) -> Result<(), Unchangeable> {
            self.expose_secret_mut().zeroize();
            if let Some(text) = (self as &mut dyn Any).downcast_mut::<SecretString>() {
                *text = SecretString::default();
            }
            Ok(())
        }
    }

    /// What can be compared of the types that secrets usually are.
    fn secret<T: ?Sized + Zeroize + 'static>(secret: &SecretBox<T>) -> Secret<'_> {
        fn bytes<S: ?Sized + Zeroize + AsRef<[u8]> + 'static>(secret: &dyn Any) -> Option<&[u8]> {
            Some(secret.downcast_ref::<SecretBox<S>>()?.expose_secret().as_ref())
        }
        let secret: &dyn Any = secret;
        bytes::<str>(secret)
            .or_else(|| bytes::<String>(secret))
            .or_else(|| bytes::<Vec<u8>>(secret))
            .or_else(|| bytes::<[u8]>(secret))
            .or_else(|| bytes::<[u8; 16]>(secret))
            .or_else(|| bytes::<[u8; 32]>(secret))
            .or_else(|| bytes::<[u8; 64]>(secret))
            .map_or(Secret::opaque(), Secret::of)
    }
}

#[cfg(feature = "serde_json")]
mod json {
    use core::ops::ControlFlow;

    use crate::value::{Change, DataValue, Entries, Fate, Leaf, Shape, Unchangeable, Value};
    use serde_json::{Map, Number};

    foreign! {
        [] Number, NUMBER, 0.into(), Self::eq;
    }

    #[diagnostic::do_not_recommend]
    impl DataValue for serde_json::Value {
        const SHAPE: Shape = Shape::TEXT.or_absent();

        fn value(&self) -> Value<'_> {
            match self {
                Self::Null => Value::Null,
                Self::Bool(bool) => Value::Bool(*bool),
                Self::Number(number) => Value::Foreign(number),
                Self::String(string) => Value::Str(string),
                Self::Array(array) => Value::List(array),
                Self::Object(object) => Value::Map(object),
            }
        }

        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            match (change.fate(), &mut *self) {
                (Fate::Keep, _) | (Fate::Replace, Self::Null) => Ok(()),
                (Fate::Replace, Self::Array(array)) => array.change(change),
                (Fate::Replace, Self::Object(object)) => object.change(change),
                _ => {
                    *self = Self::String(change.text(self.value())?);
                    Ok(())
                }
            }
        }
    }

    #[diagnostic::do_not_recommend]
    impl DataValue for Map<alloc::string::String, serde_json::Value> {
        const SHAPE: Shape = Shape::TEXT.or_absent();

        fn value(&self) -> Value<'_> {
            Value::Map(self)
        }

        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            change.set(self, Self::new());
            Ok(())
        }
    }

    impl Entries<Leaf> for Map<alloc::string::String, serde_json::Value> {
        fn count(&self) -> usize {
            self.len()
        }

        fn each<'a>(
            &'a self,
            visit: &mut dyn FnMut(Value<'a>, Value<'a>) -> ControlFlow<()>,
        ) -> ControlFlow<()> {
            self.iter().try_for_each(|(key, value)| visit(Value::Str(key), value.value()))
        }
    }
}

#[cfg(feature = "time")]
mod time {
    use time::{
        Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime, UtcOffset,
        Weekday,
    };

    foreign! {
        [] OffsetDateTime, TEXT, Self::UNIX_EPOCH, |one, other| {
            one == other && one.offset() == other.offset()
        };
        [] PrimitiveDateTime, TEXT, Self::new(UtcDateTime::UNIX_EPOCH.date(), Time::MIDNIGHT), Self::eq;
        [] UtcDateTime, TEXT, Self::UNIX_EPOCH, Self::eq;
        [] Date, TEXT, UtcDateTime::UNIX_EPOCH.date(), Self::eq;
        [] Time, TEXT, Self::MIDNIGHT, Self::eq;
        [] UtcOffset, TEXT, Self::UTC, Self::eq;
        [] Duration, NUMBER, Self::ZERO, Self::eq;
        [] Month, TEXT, Self::January, Self::eq;
        [] Weekday, TEXT, Self::Thursday, Self::eq;
    }
}

#[cfg(feature = "url")]
mod url {
    use crate::value::{Change, DataValue, Unchangeable, Value};

    #[diagnostic::do_not_recommend]
    impl DataValue for url::Url {
        fn value(&self) -> Value<'_> {
            Value::Str(self.as_str())
        }

        /// A marker, or a mask of a URL, is none. `about:blank` (RFC 6694) is in its place, the
        /// same for all.
        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            if !change.keeps() {
                let text = change.text(self.value())?;
                let other = Self::parse(&text).or_else(|_| Self::parse("about:blank"));
                *self = other.map_err(|_| Unchangeable)?;
            }
            Ok(())
        }
    }
}

#[cfg(feature = "uuid")]
mod uuid {
    foreign! {
        [] uuid::Uuid, TEXT, Self::nil(), Self::eq;
    }
}
