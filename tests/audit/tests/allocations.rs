//! Most comparisons are of records that did not change, and allocate nothing.

use allocation_counter::measure;
use intune_privacy::Classified;
use intune_privacy::audit::{Actor, AuditEvent};
use std::hint::black_box;
use std::net::IpAddr;

#[derive(Classified, Clone)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required, mam, item = user::principal_name)]
    principal_name: String,
    #[data(identified, required, mam, item = user::display_name)]
    display_name: String,
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required)]
    imei: String,
    #[data(identified, required)]
    ip_address: IpAddr,
    #[data(identified, required)]
    wifi_mac_address: String,
    #[data(identified, required, item = user::phone_number)]
    phone_number: String,
    #[data(identified, required, mam)]
    intune_device_id: uuid::Uuid,
    #[data(non_personal)]
    memory: u64,
    #[data(non_personal)]
    disks: Vec<u64>,
    #[data(identified, undocumented = "free text")]
    tag: Option<String>,
    #[data(nested)]
    users: Vec<User>,
}

#[derive(Classified, Clone)]
#[data(category = user)]
struct User {
    #[data(identified, required, mam, subject)]
    principal_name: String,
    #[data(identified, required, mam)]
    display_name: String,
    #[data(identified, required)]
    phone_number: String,
}

fn device() -> Device {
    let user = User {
        principal_name: "adele.vance@contoso.example".into(),
        display_name: "Adele Vance".into(),
        phone_number: "+1 (425) 555-0123".into(),
    };
    Device {
        principal_name: user.principal_name.clone(),
        display_name: user.display_name.clone(),
        serial_number: "C02XK1JGJHD3-004217".into(),
        imei: "49-015420-323751-8".into(),
        ip_address: [203, 0, 113, 7].into(),
        wifi_mac_address: "00:1b:44:11:3a:b7".into(),
        phone_number: user.phone_number.clone(),
        intune_device_id: uuid::Uuid::from_u128(7),
        memory: 17_179_869_184,
        disks: vec![511_999_086_592; 16],
        tag: Some("corner office, north".into()),
        users: vec![user; 4],
    }
}

#[test]
fn comparing_equal_records_allocates_nothing() {
    let (before, after) = (device(), device());
    let used = measure(|| assert!(black_box(&before).changes(black_box(&after)).is_empty()));
    assert_eq!(used.count_total, 0);
    let used = measure(|| {
        let event = AuditEvent::update(black_box(&before), black_box(&after)).finish();
        assert!(event.is_none());
    });
    assert_eq!(used.count_total, 0);
    // Nor does what says who did it.
    let used = measure(|| {
        let draft = AuditEvent::update(&before, &after).actor(Actor::system()).component("Fleet");
        assert!(draft.category("Device").correlation_id(7).finish().is_none());
    });
    assert_eq!(used.count_total, 0);
}

#[test]
fn to_find_that_a_record_changed_allocates_nothing() {
    let (before, mut after) = (device(), device());
    after.users[3].phone_number.push('1');
    let used = measure(|| assert!(!black_box(&before).changes(black_box(&after)).is_empty()));
    assert_eq!(used.count_total, 0);
}

/// The tests above can fail.
#[test]
fn an_allocation_is_noticed() {
    let (before, mut after) = (device(), device());
    after.memory = 0;
    let used = measure(|| assert!(AuditEvent::update(&before, &after).finish().is_some()));
    assert!(used.count_total > 5);
    let used = measure(|| drop(black_box(device())));
    assert!(used.count_total > 5);
}
