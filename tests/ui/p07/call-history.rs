use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    encrypted: bool,
    #[data(identified, required)]
    call_history: Vec<String>,
}

fn main() {}
