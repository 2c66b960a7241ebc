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

/// Implements [`Foreign`] and `DataValue` for `[parameters] Type, shape`.
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "serde_json",
    feature = "time",
    feature = "uuid"
))]
macro_rules! foreign {
    ($( [$($parameters:tt)*] $Type:ty, $shape:ident; )+) => {$(
        impl <$($parameters)*> super::sealed::Sealed for $Type {}

        impl <$($parameters)*> super::Foreign for $Type {}

        #[diagnostic::do_not_recommend]
        impl <$($parameters)*> crate::value::DataValue for $Type {
            const SHAPE: crate::value::Shape = crate::value::Shape::$shape;

            fn value(&self) -> crate::value::Value<'_> {
                crate::value::Value::Foreign(self)
            }
        }
    )+};
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};
    use core::fmt::Display;

    foreign! {
        [Tz: TimeZone<Offset: Display>] DateTime<Tz>, TEXT;
        [] NaiveDateTime, TEXT;
        [] NaiveDate, TEXT;
        [] NaiveTime, TEXT;
        [] TimeDelta, NUMBER;
        [] Weekday, TEXT;
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::civil::{Date, DateTime, Time};
    use jiff::{SignedDuration, Span, Timestamp, Zoned};

    foreign! {
        [] Timestamp, TEXT;
        [] Zoned, TEXT;
        [] DateTime, TEXT;
        [] Date, TEXT;
        [] Time, TEXT;
        [] Span, NUMBER;
        [] SignedDuration, NUMBER;
    }
}

#[cfg(feature = "secrecy")]
mod secrecy {
    use crate::value::{DataValue, Shape, Value};
    use secrecy::SecretBox;
    use secrecy::zeroize::Zeroize;

    #[diagnostic::do_not_recommend]
    impl<T: ?Sized + Zeroize> DataValue for SecretBox<T> {
        const SHAPE: Shape = Shape::SECRET;

        fn value(&self) -> Value<'_> {
            Value::Secret
        }
    }
}

#[cfg(feature = "serde_json")]
mod json {
    use core::ops::ControlFlow;

    use crate::value::{DataValue, Entries, Leaf, Shape, Value};
    use serde_json::{Map, Number};

    foreign! {
        [] Number, NUMBER;
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
    }

    #[diagnostic::do_not_recommend]
    impl DataValue for Map<alloc::string::String, serde_json::Value> {
        const SHAPE: Shape = Shape::TEXT.or_absent();

        fn value(&self) -> Value<'_> {
            Value::Map(self)
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
        [] OffsetDateTime, TEXT;
        [] PrimitiveDateTime, TEXT;
        [] UtcDateTime, TEXT;
        [] Date, TEXT;
        [] Time, TEXT;
        [] UtcOffset, TEXT;
        [] Duration, NUMBER;
        [] Month, TEXT;
        [] Weekday, TEXT;
    }
}

#[cfg(feature = "url")]
mod url {
    use crate::value::{DataValue, Value};

    #[diagnostic::do_not_recommend]
    impl DataValue for url::Url {
        fn value(&self) -> Value<'_> {
            Value::Str(self.as_str())
        }
    }
}

#[cfg(feature = "uuid")]
mod uuid {
    foreign! {
        [] uuid::Uuid, TEXT;
    }
}
