use intune_privacy::NoIdentified;

fn send(_: &impl NoIdentified) {}

fn main() {
    send(&String::from("adele@contoso.example"));
}
