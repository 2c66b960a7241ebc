//! The scalar types of the standard library as values.

use alloc::boxed::Box;
use alloc::string::String;
use core::marker::PhantomData;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use core::num::{NonZero, Saturating, Wrapping};
use core::time::Duration;

use super::{Change, DataValue, Shape, Unchangeable, Value};

/// Implements [`DataValue`] for `pattern: Type => value, shape; what it is changed to`, where the
/// pattern takes `self` apart. A type that says nothing of a change refuses it.
macro_rules! scalars {
    ($( $this:pat => $Type:ty, $value:expr, $shape:ident $(, $how:ident $other:expr)?; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl DataValue for $Type {
            const SHAPE: Shape = Shape::$shape;

            fn value(&self) -> Value<'_> {
                let $this = self;
                $value
            }

            $( scalars! { @$how $other } )?
        }
    )+};
    // The same for every value.
    (@to $other:expr) => {
        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            change.set(self, $other);
            Ok(())
        }
    };
    // By this method of `Change`.
    (@by $method:expr) => {
        fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
            $method(change, self)
        }
    };
    // The text as this type, in a box or behind a reference.
    (@unsized $of_str:expr) => {
        fn changed(&self, change: &mut dyn Change) -> Option<Result<Box<Self>, Unchangeable>> {
            let text = change.text(self.value());
            Some(text.map(|text| Box::from($of_str(&*text))))
        }

        fn of_marker<'a>(marker: &'static str) -> Option<&'a Self> {
            Some($of_str(marker))
        }
    };
}

scalars! {
    this => bool, Value::Bool(*this), TEXT, to false;
    this => char, Value::Char(*this), TEXT, to '*';
    this => f32, Value::Float32(*this), NUMBER, to 0.0;
    this => f64, Value::Float(*this), NUMBER, to 0.0;
    this => str, Value::Str(this), TEXT, unsized str_itself;
    this => String, Value::Str(this), TEXT, by <dyn Change>::set_text;
    () => (), Value::Null, TEXT, to ();
    this => Duration, Value::Duration(*this), NUMBER, to Duration::ZERO;
    this => IpAddr, Value::Text(this), TEXT, to Ipv4Addr::UNSPECIFIED.into();
    this => Ipv4Addr, Value::Text(this), TEXT, to Ipv4Addr::UNSPECIFIED;
    this => Ipv6Addr, Value::Text(this), TEXT, to Ipv6Addr::UNSPECIFIED;
    this => SocketAddr, Value::Text(this), TEXT, to (Ipv4Addr::UNSPECIFIED, 0).into();
    this => SocketAddrV4, Value::Text(this), TEXT, to Self::new(Ipv4Addr::UNSPECIFIED, 0);
    this => SocketAddrV6, Value::Text(this), TEXT, to Self::new(Ipv6Addr::UNSPECIFIED, 0, 0, 0);
}

#[cfg(feature = "std")]
scalars! {
    this => std::time::SystemTime, Value::SystemTime(*this), TEXT, to Self::UNIX_EPOCH;
    this => std::path::Path, Value::Path(this), TEXT, unsized std::path::Path::new;
    this => std::path::PathBuf, Value::Path(this), TEXT, by <dyn Change>::set_text;
}

const fn str_itself(text: &str) -> &str {
    text
}

/// An integer by itself and in the wrappers of `core::num`.
macro_rules! integers {
    ($( $int:ident => $variant:ident as $wide:ident; )+) => {
        scalars! {$(
            this => $int, Value::$variant(*this as $wide), NUMBER, by number;
            this => NonZero<$int>, Value::$variant(this.get() as $wide), NUMBER;
            Wrapping(this) => Wrapping<$int>, Value::$variant(*this as $wide), NUMBER,
                by |change, this: &mut Self| this.0.change(change);
            Saturating(this) => Saturating<$int>, Value::$variant(*this as $wide), NUMBER,
                by |change, this: &mut Self| this.0.change(change);
        )+}
    };
}

/// Puts the number that stands in its place, or 0.
fn number<N>(change: &mut dyn Change, value: &mut N) -> Result<(), Unchangeable>
where
    N: DataValue + TryFrom<i128> + TryFrom<u128> + Default,
{
    if !change.keeps() {
        *value = change.replacement(value.value())?.number();
    }
    Ok(())
}

#[expect(
    clippy::cast_lossless,
    trivial_numeric_casts,
    reason = "`From` covers neither `isize` nor `usize`; every cast here widens"
)]
mod integers {
    use super::{
        Change, DataValue, NonZero, Saturating, Shape, Unchangeable, Value, Wrapping, number,
    };

    integers! {
        i8 => Int as i64;
        i16 => Int as i64;
        i32 => Int as i64;
        i64 => Int as i64;
        isize => Int as i64;
        i128 => Int128 as i128;
        u8 => Uint as u64;
        u16 => Uint as u64;
        u32 => Uint as u64;
        u64 => Uint as u64;
        usize => Uint as u64;
        u128 => Uint128 as u128;
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> DataValue for PhantomData<T> {
    fn value(&self) -> Value<'_> {
        Value::Null
    }

    fn change(&mut self, _: &mut dyn Change) -> Result<(), Unchangeable> {
        Ok(())
    }
}
