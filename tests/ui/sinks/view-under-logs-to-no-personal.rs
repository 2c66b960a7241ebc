use intune_privacy::{Classified, Logs, NoPersonal};

#[derive(Classified)]
struct Heartbeat {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

fn publish(_: &impl NoPersonal) {}

fn main() {
    let heartbeat = Heartbeat { intune_device_id: String::new() };
    publish(&heartbeat.redacted(&Logs::new()));
}
