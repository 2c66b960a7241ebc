use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(required)]
    photo: String,
}

fn main() {}
