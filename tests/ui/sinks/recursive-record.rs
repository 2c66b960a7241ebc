use intune_privacy::{Classified, NoIdentified};

#[derive(Classified)]
struct Group {
    #[data(non_personal)]
    size: u32,
    #[data(nested)]
    parts: Vec<Group>,
}

fn send(_: &impl NoIdentified) {}

fn main() {
    send(&Group { size: 1, parts: Vec::new() });
}
