use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, required)]
    phone_number: String,
}

fn main() {}
