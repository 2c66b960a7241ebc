//! The types of other crates as values, each behind the feature of its crate's name.

use core::fmt::Display;

/// A value of another crate that writes itself: with `Display` as text, and with its own
/// `Serialize` through serde.
///
/// Sealed: a type of yours is a [`DataValue`](super::DataValue) in place of this.
#[cfg(feature = "serde")]
pub trait Foreign: Display + erased_serde::Serialize + sealed::Sealed {}

/// A value of another crate that writes itself with `Display`.
///
/// Sealed: a type of yours is a [`DataValue`](super::DataValue) in place of this.
#[cfg(not(feature = "serde"))]
pub trait Foreign: Display + sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

/// Implements [`Foreign`] and `DataValue` for `[parameters] Type, shape, other value`.
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "serde_json",
    feature = "time",
    feature = "uuid"
))]
macro_rules! foreign {
    ($( [$($parameters:tt)*] $Type:ty, $shape:ident, $other:expr; )+) => {$(
        impl <$($parameters)*> super::sealed::Sealed for $Type {}

        impl <$($parameters)*> super::Foreign for $Type {}

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
        [] NaiveDateTime, TEXT, Self::default();
        [] NaiveDate, TEXT, Self::default();
        [] NaiveTime, TEXT, Self::default();
        [] TimeDelta, NUMBER, Self::zero();
        [] Weekday, TEXT, Self::Thu;
    }

    impl<Tz: TimeZone<Offset: Display>> super::sealed::Sealed for DateTime<Tz> {}

    impl<Tz: TimeZone<Offset: Display>> super::Foreign for DateTime<Tz> {}

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
        [] Timestamp, TEXT, Self::UNIX_EPOCH;
        [] Zoned, TEXT, Self::new(Timestamp::UNIX_EPOCH, TimeZone::UTC);
        [] DateTime, TEXT, Self::constant(1970, 1, 1, 0, 0, 0, 0);
        [] Date, TEXT, Self::constant(1970, 1, 1);
        [] Time, TEXT, Self::midnight();
        [] Span, NUMBER, Self::new();
        [] SignedDuration, NUMBER, Self::ZERO;
    }
}

#[cfg(feature = "secrecy")]
mod secrecy {
    use core::any::Any;

    use crate::value::{Change, DataValue, Shape, Unchangeable, Value};
    use secrecy::zeroize::Zeroize;
    use secrecy::{ExposeSecretMut, SecretBox, SecretString};

    #[diagnostic::do_not_recommend]
    impl<T: ?Sized + Zeroize + 'static> DataValue for SecretBox<T> {
        const SHAPE: Shape = Shape::SECRET;

        fn value(&self) -> Value<'_> {
            Value::Secret
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
}

#[cfg(feature = "serde_json")]
mod json {
    use core::ops::ControlFlow;

    use crate::value::{Change, DataValue, Entries, Fate, Leaf, Shape, Unchangeable, Value};
    use serde_json::{Map, Number};

    foreign! {
        [] Number, NUMBER, 0.into();
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
        [] OffsetDateTime, TEXT, Self::UNIX_EPOCH;
        [] PrimitiveDateTime, TEXT, Self::new(UtcDateTime::UNIX_EPOCH.date(), Time::MIDNIGHT);
        [] UtcDateTime, TEXT, Self::UNIX_EPOCH;
        [] Date, TEXT, UtcDateTime::UNIX_EPOCH.date();
        [] Time, TEXT, Self::MIDNIGHT;
        [] UtcOffset, TEXT, Self::UTC;
        [] Duration, NUMBER, Self::ZERO;
        [] Month, TEXT, Self::January;
        [] Weekday, TEXT, Self::Thursday;
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

        /// A marker or pseudonym is no URL, and refused.
        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            if !change.keeps() {
                let text = change.text(self.value())?;
                *self = Self::parse(&text).map_err(|_| Unchangeable)?;
            }
            Ok(())
        }
    }
}

#[cfg(feature = "uuid")]
mod uuid {
    foreign! {
        [] uuid::Uuid, TEXT, Self::nil();
    }
}
