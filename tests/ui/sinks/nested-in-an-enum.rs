use intune_privacy::{Classified, NoPersonal};

#[derive(Classified)]
struct Heartbeat {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

#[derive(Classified)]
enum Event {
    Started,
    Alive(#[data(nested)] Option<Heartbeat>),
}

fn publish(_: &impl NoPersonal) {}

fn main() {
    // The variant that is present holds nothing, but the type may.
    publish(&Event::Started);
}
