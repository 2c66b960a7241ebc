//! The derives where the facade has another name: by `crate = guard`, in the edition 2021.

pub use guard as privacy;

use guard::{Classified, DataValue};
use serde::Serialize;

/// A device that has nested records, a field rendered by a module, and one that serde writes with
/// a function.
#[derive(Classified, Serialize)]
#[data(crate = guard, category = hardware_inventory)]
pub struct Device {
    /// A documented item.
    #[data(identified, required)]
    pub serial_number: String,
    /// A leaf value of ours.
    #[data(non_personal)]
    #[serde(serialize_with = "shout")]
    pub color: Color,
    /// Text by a module of ours.
    #[data(identified, undocumented = "the owner asked for it", with = star)]
    #[serde(serialize_with = "star::serialize")]
    pub nickname: Nickname,
    /// A record.
    #[data(nested)]
    pub dock: Option<Box<Device>>,
    /// Records by name.
    #[data(nested)]
    pub state: State,
}

/// An enum with data.
#[derive(Classified, Serialize)]
#[data(crate = ::guard)]
pub enum State {
    /// Without fields.
    Idle,
    /// With a field.
    Lost(#[data(identified, undocumented = "who to ask")] String),
}

/// A leaf value.
#[derive(DataValue, Serialize, Clone, Copy, Debug)]
#[data(crate = guard)]
pub enum Color {
    /// A color.
    Green,
}

/// A generic leaf value.
#[derive(DataValue, Debug)]
#[data(crate = ::guard)]
pub struct Wrapper<T>(pub T);

/// No value by itself.
#[derive(Debug)]
pub struct Nickname(pub &'static str);

mod star {
    use super::Nickname;
    use std::fmt;

    pub(crate) fn fmt(nickname: &Nickname, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "*{}*", nickname.0)
    }

    pub(crate) fn serialize<S: serde::Serializer>(
        nickname: &Nickname,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(nickname.0)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn shout<S: serde::Serializer>(color: &Color, serializer: S) -> Result<S::Ok, S::Error> {
    match color {
        Color::Green => serializer.serialize_str("GREEN!"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Color, Device, Nickname, State, Wrapper};
    use guard::{Action, Class, Classified, DataValue, Policy, Value};

    const OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

    fn device() -> Device {
        Device {
            serial_number: "C02XK1".into(),
            color: Color::Green,
            nickname: Nickname("Bolt"),
            dock: None,
            state: State::Lost("reception".into()),
        }
    }

    #[test]
    fn the_views_work_under_the_other_name() {
        assert_eq!(
            format!("{:?}", device()),
            "Device { serial_number: [identified], color: \"Green\", nickname: [identified], \
             dock: None, state: Lost([identified]) }"
        );
        assert_eq!(
            format!("{:?}", device().redacted(&OPEN)),
            "Device { serial_number: \"C02XK1\", color: \"Green\", nickname: *Bolt*, dock: None, \
             state: Lost(\"reception\") }"
        );
        assert_eq!(format!("{:?}", State::Idle), "Idle");
    }

    #[test]
    fn the_json_works_under_the_other_name() {
        let device = Device { dock: Some(Box::new(device())), ..device() };
        assert_eq!(
            serde_json::to_string(&device.redacted(&OPEN)).unwrap(),
            serde_json::to_string(&device).unwrap(),
        );
    }

    #[test]
    fn leaf_values_work_under_the_other_name() {
        assert!(matches!(Wrapper(7_u8).value(), Value::Uint(7)));
        assert!(matches!(Wrapper(Color::Green).value(), Value::Str("Green")));
    }
}
