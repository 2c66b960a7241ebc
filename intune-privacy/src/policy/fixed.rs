//! Policies that are types, so that the compiler knows what they hide.

use alloc::boxed::Box;
use alloc::sync::Arc;

use super::Policy;

/// A [`Policy`], or a type that stands for one.
///
/// A record can be redacted by any of them. Under a type that stands for a policy the view's own
/// type says what it hides, and sinks accept it: see [`NoIdentified`](crate::NoIdentified).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no policy",
    label = "not a policy",
    note = "help: pass a policy such as `&Policy::strict()`, or a type that `fixed_policy!` declares"
)]
pub trait AsPolicy {
    /// The policy.
    fn as_policy(&self) -> &Policy;
}

impl AsPolicy for Policy {
    #[inline]
    fn as_policy(&self) -> &Policy {
        self
    }
}

/// Implements [`AsPolicy`] for pointers to a policy. They hide what the policy hides.
macro_rules! pointers {
    ($( $Type:ty; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<P: ?Sized + AsPolicy> AsPolicy for $Type {
            #[inline]
            fn as_policy(&self) -> &Policy {
                (**self).as_policy()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<P: ?Sized + HidesIdentified> HidesIdentified for $Type {}

        #[diagnostic::do_not_recommend]
        impl<P: ?Sized + HidesPersonal> HidesPersonal for $Type {}
    )+};
}

pointers! {
    &P;
    Box<P>;
    Arc<P>;
}

/// A policy type that shows no identified data. [`fixed_policy!`](crate::fixed_policy) implements
/// it, and proves it.
#[diagnostic::on_unimplemented(
    message = "the policy `{Self}` is not known to hide identified data",
    label = "may show identified data",
    note = "what a `Policy` does is known only at run time, and `Support` shows parts of values",
    note = "help: redact by `&Strict::new()`, `&Logs::new()` or `&Analytics::new()`, or by a policy \
            of your own that `fixed_policy!` declares with `hides identified`"
)]
pub trait HidesIdentified: AsPolicy {}

/// A policy type that shows no personal data. [`fixed_policy!`](crate::fixed_policy) implements it,
/// and proves it.
#[diagnostic::on_unimplemented(
    message = "the policy `{Self}` is not known to hide personal data",
    label = "may show personal data",
    note = "pseudonymized data is personal data (GDPR recital 26), and what a `Policy` does is known \
            only at run time",
    note = "help: redact by `&Strict::new()`, or by a policy of your own that `fixed_policy!` \
            declares with `hides personal`"
)]
pub trait HidesPersonal: AsPolicy {}

/// Declares types that stand for a policy which is known at compile time.
///
/// After the policy the type may name what it hides, [`HidesIdentified`], [`HidesPersonal`] or
/// both; a policy that does not is an error at compile time. The type has a constant `POLICY`, a
/// `const` function `new`, and with the feature `pseudonym` a function `with_pseudonyms`, because
/// keys are known only at run time.
///
/// ```
/// use intune_privacy::{Action, Class, Classified, NoIdentified, Policy, fixed_policy};
///
/// fixed_policy! {
///     /// What our telemetry may see.
///     pub struct Telemetry = Policy::analytics().with(Class::Pseudonymized, Action::Erase),
///         hides identified;
/// }
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// fn send(event: &(impl NoIdentified + std::fmt::Debug)) -> String {
///     format!("{event:?}")
/// }
///
/// let device = Device { serial_number: "C02XK1JGJHD3".into() };
/// assert_eq!(send(&device.redacted(&Telemetry::new())), "Device { serial_number: [identified] }");
/// ```
///
/// ```compile_fail
/// # use intune_privacy::{Action, Class, Policy, fixed_policy};
/// fixed_policy! {
///     /// It keeps what it says it hides.
///     pub struct Open = Policy::logs().with(Class::Identified, Action::Keep), hides identified;
/// }
/// ```
#[macro_export]
macro_rules! fixed_policy {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis struct $Type:ident = $policy:expr $(, hides $($fact:ident)and+)?;
    )+) => {$(
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        $visibility struct $Type($crate::Policy);

        impl $Type {
            /// The policy, without keys.
            $visibility const POLICY: $crate::Policy = $policy;

            /// The policy type, without keys.
            #[must_use]
            #[allow(dead_code, clippy::new_without_default)]
            $visibility const fn new() -> Self {
                Self(Self::POLICY)
            }

            $crate::__with_pseudonyms!($visibility);
        }

        impl $crate::AsPolicy for $Type {
            #[inline]
            fn as_policy(&self) -> &$crate::Policy {
                &self.0
            }
        }

        $($( $crate::__hides!($fact $Type); )+)?
    )+};
}

/// The part of [`fixed_policy!`] that depends on a feature of this crate, which the crate that
/// expands the macro cannot ask for.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "pseudonym")]
macro_rules! __with_pseudonyms {
    ($visibility:vis) => {
        /// The policy type with keys for its pseudonyms.
        #[must_use]
        #[allow(dead_code)]
        $visibility fn with_pseudonyms(
            self,
            pseudonyms: impl $crate::__private::core::convert::Into<
                $crate::__private::alloc::sync::Arc<$crate::Pseudonyms>,
            >,
        ) -> Self {
            Self(self.0.with_pseudonyms(pseudonyms))
        }
    };
}

#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "pseudonym"))]
macro_rules! __with_pseudonyms {
    ($visibility:vis) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __hides {
    (identified $Type:ident) => {
        const _: () = $crate::__private::core::assert!(
            {
                // By reference, because a constant cannot be dropped at compile time.
                const POLICY: &$crate::Policy = &$Type::POLICY;
                POLICY.hides_identified()
            },
            $crate::__private::core::concat!(
                "the policy `",
                $crate::__private::core::stringify!($Type),
                "` does not hide identified data: it has to erase, omit or pseudonymize it, by \
                 class and by item",
            ),
        );

        impl $crate::HidesIdentified for $Type {}
    };
    (personal $Type:ident) => {
        const _: () = $crate::__private::core::assert!(
            {
                // By reference, because a constant cannot be dropped at compile time.
                const POLICY: &$crate::Policy = &$Type::POLICY;
                POLICY.hides_personal()
            },
            $crate::__private::core::concat!(
                "the policy `",
                $crate::__private::core::stringify!($Type),
                "` does not hide personal data: it has to erase or omit identified and \
                 pseudonymized data, by class and by item",
            ),
        );

        impl $crate::HidesPersonal for $Type {}
    };
    ($fact:ident $Type:ident) => {
        $crate::__private::core::compile_error!("a policy hides `identified`, `personal`, or both");
    };
}

fixed_policy! {
    /// [`Policy::strict`] as a type.
    pub struct Strict = Policy::strict(), hides identified and personal;
    /// [`Policy::logs`] as a type.
    pub struct Logs = Policy::logs(), hides identified;
    /// [`Policy::support`] as a type.
    pub struct Support = Policy::support();
    /// [`Policy::analytics`] as a type.
    pub struct Analytics = Policy::analytics(), hides identified;
}
