use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    phone_number: String,
}

fn main() {}
