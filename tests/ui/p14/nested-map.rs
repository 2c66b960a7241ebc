use intune_privacy::Classified;

#[derive(Classified)]
struct Device {
    #[data(nested)]
    owner: std::collections::BTreeMap<String, User>,
}

struct User;

fn main() {}
