//! Records as fields of the events and spans of `tracing`.
//!
//! [`field`] takes a classified record or a view of one, and nothing else: what nobody has
//! classified does not compile. It works with every subscriber and needs no layer of its own.
//!
//! ```
//! use intune_privacy::{Classified, Policy, tracing::field};
//! use tracing::{info, info_span};
//!
//! #[derive(Classified)]
//! #[data(category = hardware_inventory)]
//! struct Device {
//!     #[data(identified, required)]
//!     serial_number: String,
//!     #[data(non_personal)]
//!     encrypted: bool,
//! }
//!
//! let device = Device { serial_number: "C02XK1JGJHD3".into(), encrypted: true };
//! let replaced: Option<Device> = None;
//!
//! // As `Debug` shows it: `device=Device { serial_number: [identified], encrypted: true }`.
//! info!(device = field(&device), "checked in");
//! // As a policy of your own shows it.
//! info!(device = field(&device.redacted(&Policy::strict())), "checked in");
//! // What is absent is no field of the event.
//! let span = info_span!("check_in", device = field(&device), replaced = field(&replaced));
//! # let _ = span;
//! ```
//!
//! ```compile_fail,E0277
//! # use intune_privacy::tracing::field;
//! let serial_number = String::from("C02XK1JGJHD3");
//! tracing::info!(device = field(&serial_number), "checked in");
//! ```
//!
//! A field of `tracing` is otherwise written in clear: `device = %device.serial_number` compiles and
//! leaks. In a code base where every field of personal data goes through [`field`], the sigils `%`
//! and `?` can be looked for in review.
//!
//! The record is formatted only if a subscriber asks for it. The field is text on one line, whatever
//! the format of the subscriber, and in JSON it is a string.

use core::fmt;

use ::tracing::field::{DisplayValue, display};

use crate::redact::{self, Redacted};
use crate::schema::Classified;
use crate::value::Record;

/// What can be a field of an event or span: a record that is [`Classified`], a view of one, or an
/// `Option` of either.
///
/// It cannot be implemented outside this crate.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not classified, so it cannot be a field of an event or span",
    label = "nothing says what this holds",
    note = "a record that derives `Classified` is shown under the process's default policy, and a \
            view of it under the view's own",
    note = "help: derive `intune_privacy::Classified` for the type and write `field(&record)`, or \
            pass the view `&record.redacted(&policy)` of the record that holds the value"
)]
pub trait Loggable: sealed::Sealed {
    /// What is shown in the field; `None` if there is no record. [`field`] asks for it.
    fn line(&self) -> Option<Line<'_>>;
}

/// A classified record, or a view of one, as a field of an event or span.
///
/// A record is shown as its `Debug` shows it, under the default policy of the process:
/// [`Policy::logs`](crate::Policy::logs), unless
#[cfg_attr(feature = "std", doc = "[`Policy::set_default`](crate::Policy::set_default)")]
#[cfg_attr(not(feature = "std"), doc = "`Policy::set_default`")]
/// has said otherwise. A view is shown under its own policy. What is absent is not recorded. The
/// [module](self) has examples.
// The result does not depend on `T`, so that a `T` which is refused is one error.
#[inline]
pub fn field<T: ?Sized + Loggable>(value: &T) -> Option<DisplayValue<Line<'_>>> {
    value.line().map(display)
}

/// A record as a policy lets it be seen, on one line.
#[derive(Clone, Copy)]
pub struct Line<'a>(Shown<'a>);

#[derive(Clone, Copy)]
enum Shown<'a> {
    /// Under the default policy of the process.
    Record(&'a dyn Record),
    /// A [`Redacted`].
    View(&'a dyn fmt::Display),
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(record) => redact::debug(*record, f),
            Self::View(view) => view.fmt(f),
        }
    }
}

impl fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written anew, so that no flag of the format reaches the values.
        write!(f, "{:?}", self.0)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Classified> Loggable for T {
    #[inline]
    fn line(&self) -> Option<Line<'_>> {
        Some(Line(Shown::Record(self)))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Classified, P: ?Sized> Loggable for Redacted<'_, T, P> {
    #[inline]
    fn line(&self) -> Option<Line<'_>> {
        Some(Line(Shown::View(self)))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Loggable> Loggable for Option<T> {
    #[inline]
    fn line(&self) -> Option<Line<'_>> {
        self.as_ref()?.line()
    }
}

mod sealed {
    use crate::redact::Redacted;
    use crate::schema::Classified;

    #[diagnostic::on_unimplemented(
        message = "`Loggable` cannot be implemented outside `intune-privacy`",
        label = "derive `intune_privacy::Classified` in place of this"
    )]
    pub trait Sealed {}

    #[diagnostic::do_not_recommend]
    impl<T: Classified> Sealed for T {}

    impl<T, P: ?Sized> Sealed for Redacted<'_, T, P> {}

    impl<T: Sealed> Sealed for Option<T> {}
}
