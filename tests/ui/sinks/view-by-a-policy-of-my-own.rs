use intune_privacy::{Action, Class, Classified, NoPersonal, Policy, fixed_policy};

fixed_policy! {
    struct Telemetry = Policy::logs().with(Class::Pseudonymized, Action::Pseudonymize),
        hides identified;
}

#[derive(Classified)]
struct Heartbeat {
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
}

fn publish(_: &impl NoPersonal) {}

fn main() {
    let heartbeat = Heartbeat { intune_device_id: String::new() };
    publish(&heartbeat.redacted(&Telemetry::new()));
}
