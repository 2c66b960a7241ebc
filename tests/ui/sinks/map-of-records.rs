use std::collections::BTreeMap;

use intune_privacy::{Classified, NoIdentified};

#[derive(Classified)]
struct Heartbeat {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    let by_user: BTreeMap<String, Heartbeat> = BTreeMap::new();
    send(&by_user);
}
