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
    if kind == Kind::NoValue {
        return Evidence::Against;
    }
    if matches!(kind, Kind::Other | Kind::Parameter) {
        return Evidence::Neutral;
    }
    let (fit, possible) = match item.format {
        // An aggregate is a number, whatever its format.
        _ if item.class == Some(Class::Aggregated) => (NUMBERS, NONE),
        // The rules ask for a type that protects it, and say so better.
        Format::Secret => return Evidence::Neutral,
        Format::Count => (NUMBERS, TEXT),
        Format::Number => (NUMBERS, &[Kind::Text, Kind::Duration] as &[_]),
        Format::Guid => (&[Kind::Text, Kind::Guid] as &[_], BYTES),
        Format::Imei | Format::Iccid | Format::Phone | Format::Serial => (TEXT, INTEGER),
        Format::Ip => (&[Kind::Text, Kind::IpAddress] as &[_], INTEGER),
        Format::Location => (TEXT, &[Kind::Float, Kind::Several, Kind::Json, Kind::Url] as &[_]),
        Format::Mac => (&[Kind::Text, Kind::Bytes] as &[_], INTEGER),
        Format::Path => (&[Kind::Text, Kind::Path] as &[_], &[Kind::Url] as &[_]),
        // Whether a device is healthy or enrolled can be a yes or no.
        Format::Text if item.name.ends_with("_status") => (WORDS, STATUS),
        Format::Text => (WORDS, &STATUS[1..]),
        Format::Timestamp => (&[Kind::Text, Kind::Time] as &[_], INTEGER),
        Format::Version => (TEXT, &[Kind::Integer, Kind::Names] as &[_]),
        _ => (TEXT, NONE),
    };
    if fit.contains(&kind) {
        Evidence::For
    } else if possible.contains(&kind) || kind == Kind::Secret {
        Evidence::Neutral
    } else {
        Evidence::Against
    }
}

const NONE: &[Kind] = &[];
const TEXT: &[Kind] = &[Kind::Text];
const WORDS: &[Kind] = &[Kind::Text, Kind::Names];
const NUMBERS: &[Kind] = &[Kind::Integer, Kind::Float];
const INTEGER: &[Kind] = &[Kind::Integer];
const BYTES: &[Kind] = &[Kind::Bytes];
const STATUS: &[Kind] =
    &[Kind::Bool, Kind::Guid, Kind::IpAddress, Kind::Url, Kind::Json, Kind::Path];

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
