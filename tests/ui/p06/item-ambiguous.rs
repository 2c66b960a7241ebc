use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, required, item = phone_number)]
    number: String,
}

fn main() {}
