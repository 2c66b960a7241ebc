//! No view allocates for the built-in leaf types, whatever the action.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use allocation_counter::measure;
use intune_privacy::{Action, Classified};
use intune_privacy_tests::policies::{ACTIONS, all};
use serde::Serialize;

#[derive(Classified, Serialize)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam, item = user::email)]
    email: String,
    #[data(identified, required, mam, item = user::display_name)]
    person: Option<&'static str>,
    #[data(identified, required)]
    imei: u64,
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    ip_address: IpAddr,
    #[data(identified, required, item = ip_address)]
    addresses: Vec<Ipv6Addr>,
    #[data(identified, required)]
    wifi_mac_address: String,
    #[data(identified, required, mam)]
    os_version: String,
    #[data(identified, required, item = application_inventory::install_location)]
    path: Option<PathBuf>,
    #[data(identified, required, item = device_data::location)]
    position: Option<String>,
    #[data(pseudonymized, required, mam, item = managed_application::last_check_in)]
    seen: SystemTime,
    #[data(pseudonymized, undocumented = "test")]
    uptime: Duration,
    #[data(pseudonymized, undocumented = "test")]
    wide: u128,
    #[data(pseudonymized, undocumented = "test")]
    ratio: f64,
    #[data(pseudonymized, undocumented = "test")]
    initial: char,
    #[data(aggregated, required, mam, item = tenant_account::installed_device_count)]
    count: u64,
    #[data(non_personal)]
    encrypted: bool,
    #[data(nested)]
    docks: Vec<Dock>,
}

#[derive(Classified, Serialize)]
#[data(tied)]
enum Dock {
    Idle,
    Named {
        #[data(identified, undocumented = "test")]
        name: [String; 2],
    },
}

fn device() -> Device {
    Device {
        email: "adele@contoso.example".into(),
        person: Some("Adele Vance"),
        imei: 490_154_203_237_518,
        serial_number: "C02XK1JGJHD3".into(),
        ip_address: Ipv4Addr::new(203, 0, 113, 7).into(),
        addresses: vec![Ipv6Addr::LOCALHOST],
        wifi_mac_address: "a4:83:e7:12:34:56".into(),
        os_version: "10.0.22631.4317".into(),
        path: Some("/home/adele/letter.txt".into()),
        position: Some("59.3293, 18.0686".into()),
        seen: SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_341_601),
        uptime: Duration::from_millis(1234),
        wide: u128::MAX,
        ratio: 0.25,
        initial: 'é',
        count: 3,
        encrypted: true,
        docks: vec![Dock::Idle, Dock::Named { name: ["one".into(), "two".into()] }],
    }
}

/// What looking allocates once there is room for what is written.
#[test]
fn no_view_allocates() {
    let device = device();
    for action in ACTIONS {
        let policy = all(action);
        let view = device.redacted(&policy);
        let mut text = String::with_capacity(16_384);
        let mut bytes = Vec::with_capacity(16_384);
        let used = measure(|| {
            write!(text, "{view:?}").expect("room");
            write!(text, "{view:#?}").expect("room");
            write!(text, "{view}").expect("room");
            serde_json::to_writer(&mut bytes, &view).expect("JSON");
            serde_json::to_writer_pretty(&mut bytes, &view).expect("JSON");
        });
        assert_eq!(used.count_total, 0, "{action:?}");
        assert_eq!(text.contains("adele"), action == Action::Keep);
        assert!(text.len() < text.capacity() && bytes.len() < bytes.capacity());
    }
}

/// The test above can fail.
#[test]
fn an_allocation_is_noticed() {
    let used = measure(|| drop(std::hint::black_box(device())));
    assert!(used.count_total > 5);
}
