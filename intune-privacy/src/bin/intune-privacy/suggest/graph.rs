//! The properties of Microsoft Graph's Intune resources that hold a documented item under a name
//! that the documents do not use.
//!
//! The names are those of the resource types `managedDevice` and `managedAppRegistration` of Graph
//! v1.0 (metadata of August 2026), in snake case. Which item each holds follows from Graph's
//! description of the property; that is a reading of it, so a field placed by it is never `certain`.

use intune_privacy_taxonomy::{Category, Item, items};

use items::{
    device_data as device, hardware_inventory as hardware, managed_application as app, user,
};

/// A resource of Graph.
#[derive(Debug)]
pub(super) struct Resource {
    /// The resource type, as Graph writes it.
    pub(super) name: &'static str,
    /// The type's name in snake case.
    snake: &'static str,
    /// What most of its properties are.
    pub(super) category: Category,
    /// Names that mean something in this resource only, or something else than elsewhere.
    own: &'static [(&'static str, &'static Item)],
    /// Names that mean the same wherever they stand.
    anywhere: &'static [(&'static str, &'static Item)],
    /// What to know of properties that are no documented item.
    unlisted: &'static [(&'static str, &'static str)],
}

static RESOURCES: [Resource; 2] = [
    Resource {
        name: "managedDevice",
        snake: "managed_device",
        category: Category::HardwareInventory,
        own: &[
            ("azure_ad_device_id", &device::ENTRA_DEVICE_ID),
            ("azure_active_directory_device_id", &device::ENTRA_DEVICE_ID),
            ("id", &device::INTUNE_DEVICE_ID),
            ("phone_number", &user::PHONE_NUMBER),
        ],
        anywhere: &[
            ("ethernet_mac_address", &device::MAC_ADDRESS),
            ("free_storage_space_in_bytes", &device::STORAGE_SPACE),
            ("jail_broken", &app::HEALTH_STATUS),
            ("meid", &device::PLATFORM_SPECIFIC_ID),
            ("partner_reported_threat_state", &app::HEALTH_STATUS),
            ("total_storage_space_in_bytes", &device::STORAGE_SPACE),
            ("udid", &device::PLATFORM_SPECIFIC_ID),
        ],
        unlisted: &[
            ("activation_lock_bypass_code", "it is a secret: hold it in a `secrecy::SecretString`"),
            ("notes", "an admin writes it, so it may hold anything"),
            ("user_id", "it identifies a user, so it is personal data"),
        ],
    },
    Resource {
        name: "managedAppRegistration",
        snake: "managed_app_registration",
        category: Category::ManagedApplication,
        own: &[
            ("app_identifier", &app::APP_ID),
            ("application_version", &app::APP_VERSION),
            ("created_date_time", &app::MAM_ENROLLED_AT),
            ("device_type", &hardware::DEVICE_TYPE),
            ("last_sync_date_time", &app::LAST_CHECK_IN),
            ("platform_version", &hardware::OS_VERSION),
        ],
        anywhere: &[
            ("flagged_reasons", &app::HEALTH_STATUS),
            ("management_sdk_version", &app::SDK_VERSION),
        ],
        unlisted: &[("user_id", "it identifies a user, so it is personal data")],
    },
];

impl Resource {
    /// The resource that a type of that name is, in snake case.
    pub(super) fn of_type(name: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|resource| resource.snake == name)
    }

    /// What a name means in this resource only.
    pub(super) fn own(&self, name: &str) -> Option<&'static Item> {
        find(self.own, name)
    }

    /// What is known of a property that no document lists.
    pub(super) fn unlisted(&self, name: &str) -> Option<&'static str> {
        find(self.unlisted, name)
    }
}

/// What a property's name means in a resource, or in any record, and whose property it is.
pub(super) fn property(
    name: &str,
    resource: Option<&'static Resource>,
) -> Option<(&'static Item, &'static Resource)> {
    let own = resource.and_then(|resource| Some((resource.own(name)?, resource)));
    let anywhere = |resource: &'static Resource| Some((find(resource.anywhere, name)?, resource));
    own.or_else(|| RESOURCES.iter().find_map(anywhere))
}

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::{RESOURCES, Resource};
    use intune_privacy_taxonomy::{Meaning, meaning_of_field};

    #[test]
    fn no_property_of_any_record_contradicts_the_taxonomy() {
        for resource in &RESOURCES {
            for (name, item) in resource.anywhere {
                match meaning_of_field(name, Some(resource.category)) {
                    Meaning::Item(other) => assert_eq!(other, *item, "{name}"),
                    Meaning::Ambiguous(items) => assert!(items.contains(item), "{name}"),
                    Meaning::Unknown => {}
                    never => panic!("{name}: {never:?}"),
                }
            }
        }
    }

    #[test]
    fn a_resource_is_known_by_its_whole_name() {
        assert!(Resource::of_type("managed_device").is_some());
        assert!(Resource::of_type("unmanaged_device").is_none());
    }
}
