//! A crate without the prelude.
#![no_implicit_prelude]

#[derive(::intune_privacy::Classified, ::serde::Serialize)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: ::std::string::String,
    #[data(non_personal)]
    color: Color,
    #[data(nested)]
    dock: ::std::option::Option<::std::boxed::Box<Device>>,
}

#[derive(::intune_privacy::DataValue, ::serde::Serialize)]
enum Color {
    Green,
}

fn main() {
    let device = Device {
        serial_number: ::std::string::String::new(),
        color: Color::Green,
        dock: ::std::option::Option::None,
    };
    ::std::assert_eq!(
        ::std::format!("{device:?}"),
        r#"Device { serial_number: [identified], color: "Green", dock: None }"#,
    );
}
