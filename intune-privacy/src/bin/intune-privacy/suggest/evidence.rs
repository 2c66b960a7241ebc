//! Whether a type can hold what a documented item is.

use intune_privacy_taxonomy::{Class, Format, Item};

use super::form::Kind;

/// What a field's type says of the item that its name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// It is how such an item is held.
    For,
    /// It may be.
    Neutral,
    /// It is not: the field is something else than its name says.
    Against,
}

/// What the type says. A type that nothing is known of says nothing.
pub(super) fn evidence(item: &Item, kind: Kind) -> Evidence {
    use Evidence::{Against, For, Neutral};
    // An aggregate is a number, whatever its format.
    if item.class == Some(Class::Aggregated) {
        return match kind {
            Kind::Integer | Kind::Float => For,
            Kind::Other | Kind::Parameter => Neutral,
            _ => Against,
        };
    }
    match (item.format, kind) {
        (_, Kind::NoValue) => Against,
        (_, Kind::Other | Kind::Parameter | Kind::Secret) => Neutral,
        // The rules ask for a type that protects it, and say so better.
        (Format::Secret, _) => Neutral,
        (Format::Number | Format::Count, Kind::Integer | Kind::Float)
        | (Format::Guid, Kind::Guid)
        | (Format::Ip, Kind::IpAddress)
        | (Format::Path, Kind::Path)
        | (Format::Timestamp, Kind::Time)
        | (Format::Mac, Kind::Bytes) => For,
        (Format::Count | Format::Number, Kind::Text) => Neutral,
        (_, Kind::Text) | (Format::Text, Kind::Names) => For,
        (Format::Version, Kind::Names) => Neutral,
        // Whether a device is healthy or enrolled can be a yes or no.
        (Format::Text, Kind::Bool) if item.name.ends_with("_status") => Neutral,
        (
            Format::Imei | Format::Iccid | Format::Phone | Format::Serial | Format::Version,
            Kind::Integer,
        )
        | (Format::Timestamp | Format::Mac | Format::Ip, Kind::Integer)
        | (Format::Guid, Kind::Bytes)
        | (Format::Text, Kind::Guid | Kind::IpAddress | Kind::Url | Kind::Json | Kind::Path)
        | (Format::Location, Kind::Float | Kind::Several | Kind::Json | Kind::Url)
        | (Format::Number, Kind::Duration)
        | (Format::Path, Kind::Url) => Neutral,
        _ => Against,
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, evidence};
    use crate::suggest::form::Kind;
    use intune_privacy_taxonomy::items;

    #[test]
    fn a_type_that_cannot_hold_the_item_is_against_it() {
        let serial = &items::hardware_inventory::SERIAL_NUMBER;
        assert_eq!(evidence(serial, Kind::Text), Evidence::For);
        assert_eq!(evidence(serial, Kind::Integer), Evidence::Neutral);
        assert_eq!(evidence(serial, Kind::Bool), Evidence::Against);
        assert_eq!(evidence(serial, Kind::Time), Evidence::Against);
        let health = &items::managed_application::HEALTH_STATUS;
        assert_eq!(evidence(health, Kind::Bool), Evidence::Neutral);
        let count = &items::tenant_account::ENROLLED_COUNT;
        assert_eq!(evidence(count, Kind::Integer), Evidence::For);
        assert_eq!(evidence(count, Kind::Text), Evidence::Against);
    }

    #[test]
    fn text_can_hold_every_item_but_an_aggregate() {
        for item in items::ALL {
            let aggregated = item.class == Some(intune_privacy_taxonomy::Class::Aggregated);
            let against = evidence(item, Kind::Text) == Evidence::Against;
            assert_eq!(against, aggregated, "{item}");
        }
    }
}
