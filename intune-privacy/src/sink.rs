//! Traits by which a sink, such as a telemetry client, says what it accepts.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::{BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::policy::{HidesIdentified, HidesPersonal};
use crate::redact::Redacted;

/// Holds no identified data.
///
/// The derive implements it for a record none of whose fields is identified, at any depth, and for
/// no other. A view is one if its policy is a type that hides identified data, such as
/// [`Logs`](crate::Logs).
///
/// ```
/// use intune_privacy::{Analytics, Classified, NoIdentified};
///
/// #[derive(Classified)]
/// #[data(category = hardware_inventory)]
/// struct Device {
///     #[data(identified, required)]
///     serial_number: String,
/// }
///
/// #[derive(Classified)]
/// struct Heartbeat {
///     #[data(pseudonymized, required, mam)]
///     intune_device_id: String,
/// }
///
/// fn send(event: &(impl NoIdentified + std::fmt::Debug)) -> String {
///     format!("{event:?}")
/// }
///
/// let device = Device { serial_number: "C02XK1JGJHD3".into() };
/// let heartbeat = Heartbeat { intune_device_id: "b3f1".into() };
/// send(&heartbeat);
/// send(&device.redacted(&Analytics::new()));
/// ```
///
/// ```compile_fail,E0277
/// # use intune_privacy::{Classified, NoIdentified};
/// # #[derive(Classified)]
/// # #[data(category = hardware_inventory)]
/// # struct Device {
/// #     #[data(identified, required)]
/// #     serial_number: String,
/// # }
/// # fn send(event: &(impl NoIdentified + std::fmt::Debug)) -> String {
/// #     format!("{event:?}")
/// # }
/// let device = Device { serial_number: "C02XK1JGJHD3".into() };
/// send(&device);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may hold identified data",
    label = "must not hold identified data here",
    note = "a record qualifies if no field of it is `identified`, at any depth; a map does not, for \
            its keys have no class, nor does a record that can hold itself",
    note = "help: pass the view `&record.redacted(&intune_privacy::Logs::new())` of the record that \
            holds the data, or a view by another policy type that hides identified data"
)]
pub trait NoIdentified {}

/// Holds no personal data: only what is aggregated or not personal.
///
/// The derive implements it for a record none of whose fields is identified or pseudonymized, at
/// any depth. Pseudonymized data is personal (GDPR recital 26); aggregated data, in the words of
/// ISO/IEC 19944-1, has no entries about individuals. A view is one if its policy is a type that
/// hides personal data, such as [`Strict`](crate::Strict).
///
/// ```
/// use intune_privacy::{Classified, NoPersonal};
///
/// #[derive(Classified)]
/// struct Enrolled {
///     #[data(aggregated, required, item = tenant_account::enrolled_count)]
///     devices: u64,
/// }
///
/// fn publish(figures: &impl NoPersonal) {}
///
/// publish(&Enrolled { devices: 1200 });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may hold personal data",
    label = "must not hold personal data here",
    note = "a record qualifies if every field of it is `aggregated` or `non_personal`, at any \
            depth; a map does not, for its keys have no class, nor does a record that can hold \
            itself",
    note = "help: pass the view `&record.redacted(&intune_privacy::Strict::new())` of the record \
            that holds the data, or a view by another policy type that hides personal data"
)]
pub trait NoPersonal {}

/// Holds no personal data beyond what the MAM workload collects.
///
/// The derive implements it for a record whose every personal field is `mam`, at any depth. A view
/// of such a record is one under any policy.
///
/// ```
/// use intune_privacy::{Classified, MamCollected, Policy};
///
/// #[derive(Classified)]
/// #[data(tied)]
/// struct Registration {
///     #[data(identified, required, mam, item = hardware_inventory::device_name)]
///     device: String,
///     #[data(non_personal)]
///     attempts: u32,
/// }
///
/// fn store(record: &impl MamCollected) {}
///
/// let registration = Registration { device: "Adele's phone".into(), attempts: 1 };
/// store(&registration);
/// store(&registration.redacted(&Policy::logs()));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` may hold data that the MAM workload does not collect",
    label = "must hold nothing beyond MAM data here",
    note = "a record qualifies if every personal field of it is `mam`, at any depth (2023 edition), \
            and a view if its record does, whatever the policy",
    note = "help: move the fields that are not `mam` to a record of their own"
)]
pub trait MamCollected {}

impl<T, P: ?Sized + HidesIdentified> NoIdentified for Redacted<'_, T, P> {}

impl<T, P: ?Sized + HidesPersonal> NoPersonal for Redacted<'_, T, P> {}

impl<T: MamCollected, P: ?Sized> MamCollected for Redacted<'_, T, P> {}

/// Implements the traits for what holds records: it holds what they hold. A map does not qualify,
/// for its keys have no class.
macro_rules! containers {
    ($( $Trait:ident )+) => {$(
        containers! { $Trait, ?Sized: &T, &mut T, Box<T>, Rc<T>, Arc<T>, }
        containers! {
            $Trait, Sized:
            Option<T>, [T], Vec<T>, VecDeque<T>, LinkedList<T>, BinaryHeap<T>, BTreeSet<T>,
        }

        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + ToOwned + $Trait> $Trait for Cow<'_, T> {}

        #[diagnostic::do_not_recommend]
        impl<T: $Trait, const N: usize> $Trait for [T; N] {}

        #[cfg(feature = "std")]
        #[diagnostic::do_not_recommend]
        impl<T: $Trait, S> $Trait for std::collections::HashSet<T, S> {}
    )+};
    ($Trait:ident, ?Sized: $( $Type:ty, )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + $Trait> $Trait for $Type {}
    )+};
    ($Trait:ident, Sized: $( $Type:ty, )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: $Trait> $Trait for $Type {}
    )+};
}

containers! { NoIdentified NoPersonal MamCollected }
