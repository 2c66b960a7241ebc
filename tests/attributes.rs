//! How attributes may be written, and which others may stand beside them.
#![expect(clippy::non_minimal_cfg, reason = "the spelling is what is tested")]

use intune_privacy::{Category, Class, Classified, DataValue, Value};
use intune_privacy_tests::open;

#[derive(Classified)]
#[data(category = hardware_inventory)]
#[data(tied)]
#[data()]
struct Split {
    #[data(identified)]
    #[doc = "between"]
    #[data(required)]
    #[data(subject)]
    serial_number: String,
    #[data(identified, required)]
    imei: String,
    #[data(required, item = device_data::intune_device_id, mam, identified,)]
    id: String,
    #[data { non_personal }]
    braces: u8,
    #[data[non_personal]]
    brackets: u8,
}

#[test]
fn an_attribute_may_be_split_and_ordered_freely() {
    let schema = Split::SCHEMA;
    assert!(schema.is_tied());
    assert_eq!(schema.category(), Some(Category::HardwareInventory));
    let serial = schema.field("serial_number").expect("a field");
    assert!(serial.is_required() && serial.is_subject());
    assert_eq!(serial.class(), Some(Class::Identified));
    let id = schema.field("id").expect("a field");
    assert!(id.is_mam() && id.is_required());
    assert_eq!(id.item().map(|item| item.name), Some("intune_device_id"));
    let record = Split {
        serial_number: "C02".into(),
        imei: "35".into(),
        id: "ab".into(),
        braces: 1,
        brackets: 2,
    };
    assert_eq!(
        open(&record),
        r#"Split { serial_number: "C02", imei: "35", id: "ab", braces: 1, brackets: 2 }"#,
    );
}

/// With documentation, conditional compilation, lints and a representation.
#[derive(Clone, Classified, Default, PartialEq)]
#[must_use]
#[repr(C)]
#[non_exhaustive]
#[cfg_attr(all(), data(category = hardware_inventory))]
struct Beside {
    /// Documented in words.
    #[cfg_attr(all(), data(identified, required))]
    #[allow(dead_code, reason = "an attribute of the compiler's")]
    /** And in a block. */
    serial_number: String,
    #[cfg(any())]
    never: NoSuchType,
    #[cfg(all())]
    #[data(non_personal)]
    always: u8,
}

#[test]
fn other_attributes_may_stand_beside() {
    let record = Beside { serial_number: "C02".into(), always: 1 };
    assert_eq!(open(&record.clone()), r#"Beside { serial_number: "C02", always: 1 }"#);
    assert!(record != Beside::default());
    assert_eq!(Beside::SCHEMA.fields().count(), 2);
}

#[derive(Classified, Default)]
enum Variants {
    /// Documented.
    #[default]
    #[doc(alias = "none")]
    First,
    #[cfg(any())]
    Never(NoSuchType),
    #[non_exhaustive]
    Second {
        /// Documented.
        #[data(identified, undocumented = "test")]
        name: u8,
    },
}

#[test]
fn attributes_of_variants() {
    assert_eq!(format!("{:?}", Variants::default()), "First");
    assert_eq!(open(&Variants::Second { name: 1 }), "Second { name: 1 }");
    assert_eq!(Variants::SCHEMA.variants().len(), 2);
}

/// `deprecated` must warn whoever uses the type, not whoever declares it.
mod outdated {
    #![deny(deprecated)]

    use intune_privacy::{Classified, DataValue};

    #[deprecated]
    #[derive(Classified)]
    pub(super) struct Whole {
        #[data(identified, undocumented = "test")]
        pub(super) name: u8,
    }

    #[derive(Classified)]
    pub(super) struct Part {
        #[deprecated = "use `new`"]
        #[data(identified, undocumented = "test")]
        pub(super) old: u8,
        #[data(identified, undocumented = "test")]
        pub(super) new: u8,
    }

    #[derive(Classified)]
    pub(super) enum Variants {
        #[deprecated = "use `New`"]
        Old {
            #[deprecated = "for certain"]
            #[data(identified, undocumented = "test")]
            name: u8,
        },
        New,
    }

    #[deprecated]
    #[derive(DataValue)]
    pub(super) struct Leaf(pub(super) u8);

    #[derive(DataValue)]
    pub(super) enum Leaves {
        #[deprecated = "use `New`"]
        Old,
        New,
    }
}

#[test]
#[expect(deprecated, reason = "that is the test")]
fn deprecated_types_and_fields() {
    assert_eq!(open(&outdated::Whole { name: 1 }), "Whole { name: 1 }");
    assert_eq!(open(&outdated::Part { old: 1, new: 2 }), "Part { old: 1, new: 2 }");
    assert_eq!(open(&outdated::Variants::Old { name: 1 }), "Old { name: 1 }");
    assert_eq!(open(&outdated::Variants::New), "New");
    assert!(matches!(outdated::Leaf(1).value(), Value::Uint(1)));
    assert!(matches!(outdated::Leaves::Old.value(), Value::Str("Old")));
    assert!(matches!(outdated::Leaves::New.value(), Value::Str("New")));
}

/// Every visibility, of types and of fields.
#[expect(unreachable_pub, reason = "`pub` is one of them")]
mod visible {
    use intune_privacy::Classified;

    pub mod inner {
        use intune_privacy::Classified;

        #[derive(Classified)]
        pub(in crate::visible) struct Restricted {
            #[data(identified, undocumented = "test")]
            pub(in crate::visible) name: u8,
            #[data(identified, undocumented = "test")]
            hidden: u8,
        }

        impl Restricted {
            pub(in crate::visible) fn new() -> Self {
                Self { name: 1, hidden: 2 }
            }
        }
    }

    #[derive(Classified)]
    pub struct Public(
        #[data(identified, undocumented = "test")] pub u8,
        #[data(identified, undocumented = "test")] pub(crate) u8,
        #[data(nested)] pub(super) Private,
        #[data(nested)] pub(self) inner::Restricted,
    );

    #[derive(Classified)]
    pub(super) struct Private {
        #[data(identified, undocumented = "test")]
        name: u8,
    }

    pub fn public() -> Public {
        let restricted = inner::Restricted::new();
        let name = restricted.name;
        Public(1, 2, Private { name }, restricted)
    }
}

#[test]
fn every_visibility() {
    let record = visible::public();
    assert_eq!(
        open(&record),
        "Public(1, 2, Private { name: 1 }, Restricted { name: 1, hidden: 2 })",
    );
}
