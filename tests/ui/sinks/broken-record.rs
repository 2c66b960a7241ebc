use intune_privacy::{Classified, MamCollected, NoIdentified, NoPersonal};

#[derive(Classified)]
struct Broken {
    serial_number: String,
}

#[derive(Classified)]
struct Report {
    #[data(nested)]
    broken: Vec<Broken>,
}

fn send(_: &(impl NoIdentified + NoPersonal + MamCollected)) {}

fn main() {
    let broken = || Broken { serial_number: String::new() };
    send(&broken());
    send(&Report { broken: vec![broken()] });
}
