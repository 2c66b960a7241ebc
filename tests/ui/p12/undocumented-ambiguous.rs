use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, undocumented = "to call back")]
    phone_number: String,
}

fn main() {}
