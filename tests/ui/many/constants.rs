use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: Option<User>,
    #[data(pseudonymized, required, mam)]
    intune_device_id: String,
    #[data(aggregated, required)]
    enrolled_device_count: String,
    #[data(pseudonymized, item = telemetry::health)]
    health: String,
    #[data(pseudonymized, required, mam)]
    encryption_keys: String,
}

#[derive(Classified)]
struct User {
    #[data(identified, required, mam)]
    user_principal_name: String,
}

fn main() {}
