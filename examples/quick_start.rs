//! The first example of the README: a record that cannot be logged in clear.
//!
//! ```text
//! cargo run -q -p intune-privacy-examples --example quick_start
//! ```

use intune_privacy::{Classified, Policy};

#[derive(Classified, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[data(category = hardware_inventory)]
struct ManagedDevice {
    #[data(identified, required, mam, subject)]
    user_principal_name: String,
    #[data(identified, required)]
    serial_number: String,
    #[data(non_personal)]
    is_encrypted: bool,
}

fn main() -> serde_json::Result<()> {
    let device = ManagedDevice {
        user_principal_name: "adele@contoso.example".into(),
        serial_number: "C02XK1JGJHD3".into(),
        is_encrypted: true,
    };
    println!("{device:?}");
    println!("{}", serde_json::to_string(&device.redacted(&Policy::logs()))?);
    Ok(())
}
