use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    phone_number: String,
}

fn main() {}
