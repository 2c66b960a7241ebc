use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    encrypted: bool,
    #[data(non_personal)]
    photos: Vec<String>,
}

fn main() {}
