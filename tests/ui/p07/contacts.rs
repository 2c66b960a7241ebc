use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    encrypted: bool,
    #[data(identified, required)]
    contacts: Vec<String>,
}

fn main() {}
