use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    encrypted: bool,
    #[data(pseudonymized)]
    text_messages: Vec<String>,
}

fn main() {}
