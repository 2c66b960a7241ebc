use std::collections::BTreeMap;

use intune_privacy::{Classified, NoIdentified};

#[derive(Classified)]
struct Heartbeat {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
struct Fleet {
    #[data(nested)]
    by_user: BTreeMap<String, Heartbeat>,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    send(&Fleet { by_user: BTreeMap::new() });
}
