//! Which records and views a sink accepts. What it refuses is in `ui/sinks`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet, LinkedList, VecDeque};
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;

use intune_privacy::{
    Action, Analytics, AsPolicy, Class, Classified, DataValue, HidesIdentified, HidesPersonal,
    Logs, MamCollected, NoIdentified, NoPersonal, Policy, Redacted, Strict, Support, fixed_policy,
};
use intune_privacy_tests::policies::pseudonyms;

fn no_identified<T: ?Sized + NoIdentified>(_: &T) {}
fn no_personal<T: ?Sized + NoPersonal>(_: &T) {}
fn mam_collected<T: ?Sized + MamCollected>(_: &T) {}

/// Whether a type implements a trait, as a constant: an inherent method goes over that of a trait.
macro_rules! implements {
    ($Type:ty: $Trait:ident) => {{
        #[allow(dead_code, reason = "one of the two methods is called")]
        trait Otherwise {
            fn holds(&self) -> bool {
                false
            }
        }

        impl<T: ?Sized> Otherwise for std::marker::PhantomData<T> {}

        struct Probe<T: ?Sized>(std::marker::PhantomData<T>);

        #[allow(dead_code, reason = "one of the two methods is called")]
        impl<T: ?Sized + $Trait> Probe<T> {
            fn holds(&self) -> bool {
                true
            }
        }

        impl<T: ?Sized> std::ops::Deref for Probe<T> {
            type Target = std::marker::PhantomData<T>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        Probe::<$Type>(std::marker::PhantomData).holds()
    }};
}

/// Which of the three traits the type implements, in the order of the module.
macro_rules! sinks_of {
    ($Type:ty) => {
        [
            implements!($Type: NoIdentified),
            implements!($Type: NoPersonal),
            implements!($Type: MamCollected),
        ]
    };
}

#[derive(Classified)]
struct Device {
    #[data(identified, required, item = hardware_inventory::serial_number)]
    serial_number: String,
}

#[derive(Classified)]
struct Owner {
    #[data(identified, required, mam, item = user::principal_name)]
    name: String,
}

#[derive(Classified, PartialEq, Eq, PartialOrd, Ord, Hash, Clone)]
struct Heartbeat {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct Installation {
    #[data(pseudonymized, undocumented = "the random number of an installation")]
    number: u64,
}

#[derive(Classified)]
struct Enrolled {
    #[data(aggregated, required, item = tenant_account::enrolled_count)]
    devices: u64,
    #[data(non_personal)]
    release: &'static str,
}

#[derive(Classified)]
struct Unit;

#[test]
fn a_record_qualifies_by_its_classes() {
    assert_eq!(sinks_of!(Device), [false, false, false]);
    assert_eq!(sinks_of!(Owner), [false, false, true]);
    assert_eq!(sinks_of!(Heartbeat), [true, false, true]);
    assert_eq!(sinks_of!(Installation), [true, false, false]);
    assert_eq!(sinks_of!(Enrolled), [true, true, false]);
    assert_eq!(sinks_of!(Unit), [true, true, true]);
    // What derives nothing has none.
    assert_eq!(sinks_of!(String), [false, false, false]);
    assert_eq!(sinks_of!(u64), [false, false, false]);
}

#[test]
fn the_items_decide_what_mam_collects_and_not_the_class() {
    #[derive(Classified)]
    #[data(tied)]
    struct Conditional {
        #[data(identified, required, mam(mdm_enrolled), item = device_data::intune_device_id)]
        id: String,
        #[data(non_personal)]
        attempts: u32,
    }
    assert_eq!(sinks_of!(Conditional), [false, false, true]);
}

#[test]
fn a_record_holds_what_its_records_hold() {
    #[derive(Classified)]
    struct Of<T> {
        #[data(nested)]
        records: Vec<T>,
        #[data(non_personal)]
        number: u32,
    }

    #[derive(Classified)]
    struct Report {
        #[data(nested)]
        device: Option<Box<Device>>,
        #[data(nested)]
        enrolled: Enrolled,
    }

    assert_eq!(sinks_of!(Report), [false, false, false]);
    assert_eq!(sinks_of!(Of<Device>), [false, false, false]);
    assert_eq!(sinks_of!(Of<Owner>), [false, false, true]);
    assert_eq!(sinks_of!(Of<Heartbeat>), [true, false, true]);
    assert_eq!(sinks_of!(Of<Enrolled>), [true, true, false]);
    assert_eq!(sinks_of!(Of<Of<Of<Heartbeat>>>), [true, false, true]);
    assert_eq!(sinks_of!(Of<Of<Of<Device>>>), [false, false, false]);
    let page = Of { records: vec![Enrolled { devices: 1, release: "2611" }], number: 1 };
    no_personal(&page);
    assert_eq!(page.records.len() + page.number as usize, 2);
}

#[test]
fn every_variant_counts() {
    #[derive(Classified)]
    enum Event<'a> {
        Started,
        Alive(#[data(pseudonymized, required, mam, item = intune_device_id)] &'a str),
        Counted {
            #[data(aggregated, undocumented = "test")]
            attempts: u32,
        },
    }

    #[derive(Classified)]
    enum Named<'a> {
        Started,
        By(#[data(identified, required, mam, item = user::display_name)] &'a str),
    }

    assert_eq!(sinks_of!(Event<'static>), [true, false, false]);
    assert_eq!(sinks_of!(Named<'static>), [false, false, true]);
    let id = String::from("b3f1");
    for event in [Event::Started, Event::Alive(&id), Event::Counted { attempts: 1 }] {
        no_identified(&event);
    }
    for event in [Named::Started, Named::By("Adele")] {
        mam_collected(&event);
    }
}

#[test]
fn records_with_parameters_of_every_kind() {
    #[derive(Classified)]
    struct Many<'a, T, const N: usize>(
        #[data(aggregated, undocumented = "test")] [u64; N],
        #[data(non_personal)] T,
        #[data(pseudonymized, undocumented = "test")] &'a str,
        #[data(nested)] Option<Heartbeat>,
    )
    where
        T: Debug;

    // A leaf of any type is no more personal than its class says.
    #[derive(Classified)]
    struct Leaf<T> {
        #[data(pseudonymized, undocumented = "test")]
        value: T,
    }
    no_identified(&Many([1, 2], "any", "a", None));
    assert_eq!(sinks_of!(Many<'static, String, 3>), [true, false, false]);

    no_identified(&Leaf { value: String::new() });
    assert_eq!(sinks_of!(Leaf<u8>), [true, false, false]);
}

#[test]
fn what_holds_records_holds_what_they_hold() {
    let beat = Heartbeat { intune_device_id: String::new() };
    no_identified(&&beat);
    no_identified(&Box::new(beat.clone()));
    no_identified(&Rc::new(beat.clone()));
    no_identified(&Arc::new(beat.clone()));
    no_identified(&Some(beat.clone()));
    no_identified(&[beat.clone(), beat.clone()]);
    no_identified([beat.clone(), beat.clone()].as_slice());
    no_identified(&vec![beat.clone()]);
    no_identified(&VecDeque::from([beat.clone()]));
    no_identified(&LinkedList::from([beat.clone()]));
    no_identified(&BTreeSet::from([beat.clone()]));
    no_identified(&HashSet::from([beat.clone()]));
    no_identified(&Cow::Borrowed(&beat));
    assert_eq!(sinks_of!(Vec<Option<&'static Device>>), [false, false, false]);
    // The keys of a map have no class.
    assert_eq!(sinks_of!(BTreeMap<u8, Enrolled>), [false, false, false]);
}

fixed_policy! {
    /// With pseudonyms, so that it hides whom the data is of, but not that it is somebody's.
    struct Telemetry = Policy::strict()
            .with(Class::Identified, Action::Pseudonymize)
            .with(Class::Pseudonymized, Action::Pseudonymize),
        hides identified;
    /// As strict as can be, and it says nothing of it.
    pub(crate) struct Silent = Policy::strict();
    struct Nothing = Policy::strict().with(Class::Identified, Action::Omit), hides personal and identified;
}

#[test]
fn a_view_qualifies_by_the_type_of_its_policy() {
    type View<P> = Redacted<'static, Device, P>;
    type Own<P> = Redacted<'static, Owner, P>;

    assert_eq!(sinks_of!(View<Strict>), [true, true, false]);
    assert_eq!(sinks_of!(View<Logs>), [true, false, false]);
    assert_eq!(sinks_of!(View<Analytics>), [true, false, false]);
    assert_eq!(sinks_of!(View<Support>), [false, false, false]);
    assert_eq!(sinks_of!(View<Policy>), [false, false, false]);
    assert_eq!(sinks_of!(View<Telemetry>), [true, false, false]);
    assert_eq!(sinks_of!(View<Silent>), [false, false, false]);
    assert_eq!(sinks_of!(View<Nothing>), [true, true, false]);
    assert_eq!(sinks_of!(View<&'static Arc<Box<Strict>>>), [true, true, false]);
    assert_eq!(sinks_of!(View<Arc<Policy>>), [false, false, false]);
    assert_eq!(sinks_of!(View<dyn HidesPersonal>), [false, true, false]);
    // A view of data that MAM collects is of data that MAM collects.
    assert_eq!(sinks_of!(Own<Policy>), [false, false, true]);
}

#[test]
fn a_policy_type_shows_what_its_policy_shows() {
    let device = Device { serial_number: "C02XK1JGJHD3".into() };
    let owner = Owner { name: "adele@contoso.example".into() };
    let shown = |policy: &dyn AsPolicy| format!("{:?}", owner.redacted(policy.as_policy()));
    assert_eq!(shown(&Strict::new()), shown(&Policy::strict()));
    assert_eq!(shown(&Logs::new()), shown(&Policy::logs()));
    assert_eq!(shown(&Support::new()), "Owner { name: a***@contoso.example }");
    assert_eq!(shown(&Nothing::new()), "Owner { .. }");
    assert_eq!(shown(&Arc::new(Silent::new())), shown(&Policy::strict()));
    assert_eq!(Telemetry::POLICY, *Telemetry::new().as_policy());
    // Without keys a pseudonym is nothing.
    let view = format!("{:?}", device.redacted(&Telemetry::new()));
    assert_eq!(view, "Device { serial_number: [identified] }");
    let keyed = Telemetry::new().with_pseudonyms(pseudonyms());
    let view = format!("{:?}", device.redacted(&keyed));
    let pseudonym = device.redacted(&Telemetry::POLICY.with_pseudonyms(pseudonyms())).to_string();
    assert_eq!(view, pseudonym);
    assert!(!view.contains("identified") && !view.contains("C02XK1JGJHD3"), "{view}");
}

/// A sink of a library: it forwards to others what it was given.
fn forward<T: NoPersonal + NoIdentified + Debug>(events: &[T]) -> String {
    no_personal(events);
    events.iter().for_each(no_identified);
    format!("{events:?}")
}

#[test]
fn sinks_can_be_generic_and_take_any_that_qualifies() {
    assert_eq!(forward(&[Unit, Unit]), "[Unit, Unit]");
    let device = Device { serial_number: "C02XK1JGJHD3".into() };
    let policy = Strict::new();
    let views = [device.redacted(&policy)];
    assert_eq!(forward(&views), "[Device { serial_number: [identified] }]");
    let events: [&dyn NoIdentified; 2] =
        [&views[0], &Heartbeat { intune_device_id: String::new() }];
    for event in events {
        no_identified(event);
    }
}

fn redacted_by<P: HidesIdentified>(device: &Device, policy: &P) -> String {
    let view = device.redacted(policy);
    no_identified(&view);
    view.to_string()
}

#[test]
fn the_policy_of_a_sink_can_be_generic() {
    let device = Device { serial_number: "C02XK1JGJHD3".into() };
    let expected = "Device { serial_number: [identified] }";
    assert_eq!(redacted_by(&device, &Logs::new()), expected);
    assert_eq!(redacted_by(&device, &&Strict::new()), expected);
}

/// A type that is written by hand says for itself what it holds.
#[test]
fn by_hand() {
    struct Envelope<T>(T);
    impl<T: NoPersonal> NoPersonal for Envelope<T> {}
    assert_eq!(sinks_of!(Envelope<Enrolled>), [false, true, false]);
    assert_eq!(sinks_of!(Envelope<Device>), [false, false, false]);
    no_personal(&Envelope(Unit).0);
}

/// The generated impls name nothing that is in scope where the type is declared.
#[no_implicit_prelude]
mod no_prelude {
    #[derive(::intune_privacy::Classified)]
    pub(super) struct Beats<T> {
        #[data(nested)]
        pub(super) beats: ::std::vec::Vec<T>,
        #[data(nested)]
        pub(super) last: ::std::option::Option<super::Heartbeat>,
    }

    ::intune_privacy::fixed_policy! {
        pub(super) struct Own = ::intune_privacy::Policy::strict(), hides identified and personal;
    }
}

/// The names of the traits, meaning something else.
#[allow(dead_code, unused_macros, reason = "they shadow")]
mod shadowed {
    pub(super) struct NoIdentified;
    pub(super) struct NoPersonal;
    pub(super) struct MamCollected;
    pub(super) struct HidesIdentified;
    pub(super) struct HidesPersonal;
    pub(super) struct AsPolicy;
    pub(super) struct Policy;
    pub(super) struct Pseudonyms;
    mod intune_privacy {}
    mod core {}
    mod alloc {}

    macro_rules! assert {
        ($($any:tt)*) => {
            compile_error!("the macro in scope is called")
        };
    }

    #[derive(::intune_privacy::Classified)]
    pub(super) struct Shadowed {
        #[data(nested)]
        pub(super) beat: super::Heartbeat,
    }

    ::intune_privacy::fixed_policy! {
        pub(super) struct Own = ::intune_privacy::Policy::strict(), hides identified and personal;
    }
}

/// The facade by way of another crate, which knows it by another name.
mod exported {
    use intune_privacy_tests_renamed::privacy::Classified;

    #[derive(Classified)]
    #[data(crate = intune_privacy_tests_renamed::privacy)]
    pub(super) struct Beat {
        #[data(nested)]
        pub(super) beat: super::Heartbeat,
    }
}

#[test]
fn hygiene() {
    assert_eq!(sinks_of!(no_prelude::Beats<Heartbeat>), [true, false, true]);
    assert_eq!(sinks_of!(no_prelude::Beats<Device>), [false, false, false]);
    assert_eq!(sinks_of!(shadowed::Shadowed), [true, false, true]);
    assert_eq!(sinks_of!(exported::Beat), [true, false, true]);
    let beat = Heartbeat { intune_device_id: "b3f1".into() };
    let shadowed = shadowed::Shadowed { beat: beat.clone() };
    no_personal(&shadowed.redacted(&shadowed::Own::new()));
    let page = no_prelude::Beats { beats: vec![beat.clone()], last: Some(beat.clone()) };
    no_personal(&page.redacted(&no_prelude::Own::new()));
    no_identified(&exported::Beat { beat });
}

/// A leaf that is a type of the user's is judged by the class of its field.
#[test]
fn leaves_of_ones_own() {
    #[derive(DataValue)]
    struct Email(String);

    #[derive(Classified)]
    struct Contact {
        #[data(identified, required, mam, item = user::email)]
        email: Email,
    }

    assert_eq!(sinks_of!(Contact), [false, false, true]);
    assert_eq!(sinks_of!(Email), [false, false, false]);
    mam_collected(&Contact { email: Email(String::new()) });
}

#[derive(Classified)]
struct Size {
    #[data(non_personal)]
    size: u32,
}

#[test]
fn slices_behind_pointers_hold_what_their_records_hold() {
    fn accepts(sizes: &(impl NoIdentified + ?Sized)) {
        let _ = sizes;
    }
    let sizes: Box<[Size]> = Box::new([Size { size: 1 }]);
    accepts(&sizes);
    accepts(&*sizes);
    accepts(&Arc::<[Size]>::from([]));
    assert_eq!(format!("{:?}", sizes[0]), "Size { size: 1 }");
}
