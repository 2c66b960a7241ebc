use intune_privacy::{Classified, NoIdentified};

fn send(_: &impl NoIdentified) {}

fn forward<T: Classified>(record: &T) {
    send(record);
}

fn main() {
    let _ = forward::<&Empty>;
}

#[derive(Classified)]
struct Empty;
