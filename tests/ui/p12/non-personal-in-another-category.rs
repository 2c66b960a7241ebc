use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = user)]
struct Person {
    #[data(non_personal)]
    serial_number: String,
}

fn main() {}
