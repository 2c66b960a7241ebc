use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = user)]
struct Person {
    #[data(identified, required, mam)]
    phone_number: String,
}

fn main() {}
