//! The scalar types of the standard library as values.

use alloc::string::String;
use core::marker::PhantomData;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use core::num::{NonZero, Saturating, Wrapping};
use core::time::Duration;

use super::{DataValue, Shape, Value};

/// Implements [`DataValue`] for `pattern: Type => value, shape`, where the pattern takes `self`
/// apart.
macro_rules! scalars {
    ($( $this:pat => $Type:ty, $value:expr, $shape:ident; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl DataValue for $Type {
            const SHAPE: Shape = Shape::$shape;

            fn value(&self) -> Value<'_> {
                let $this = self;
                $value
            }
        }
    )+};
}

scalars! {
    this => bool, Value::Bool(*this), TEXT;
    this => char, Value::Char(*this), TEXT;
    this => f32, Value::Float32(*this), NUMBER;
    this => f64, Value::Float(*this), NUMBER;
    this => str, Value::Str(this), TEXT;
    this => String, Value::Str(this), TEXT;
    () => (), Value::Null, TEXT;
    this => Duration, Value::Duration(*this), NUMBER;
    this => IpAddr, Value::Text(this), TEXT;
    this => Ipv4Addr, Value::Text(this), TEXT;
    this => Ipv6Addr, Value::Text(this), TEXT;
    this => SocketAddr, Value::Text(this), TEXT;
    this => SocketAddrV4, Value::Text(this), TEXT;
    this => SocketAddrV6, Value::Text(this), TEXT;
}

#[cfg(feature = "std")]
scalars! {
    this => std::time::SystemTime, Value::SystemTime(*this), TEXT;
    this => std::path::Path, Value::Path(this), TEXT;
    this => std::path::PathBuf, Value::Path(this), TEXT;
}

/// An integer by itself and in the wrappers of `core::num`.
macro_rules! integers {
    ($( $int:ident => $variant:ident as $wide:ident; )+) => {
        scalars! {$(
            this => $int, Value::$variant(*this as $wide), NUMBER;
            this => NonZero<$int>, Value::$variant(this.get() as $wide), NUMBER;
            Wrapping(this) => Wrapping<$int>, Value::$variant(*this as $wide), NUMBER;
            Saturating(this) => Saturating<$int>, Value::$variant(*this as $wide), NUMBER;
        )+}
    };
}

#[expect(
    clippy::cast_lossless,
    trivial_numeric_casts,
    reason = "`From` covers neither `isize` nor `usize`; every cast here widens"
)]
mod integers {
    use super::{DataValue, NonZero, Saturating, Shape, Value, Wrapping};

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
}
