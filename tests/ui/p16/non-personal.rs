use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal, subject)]
    badge: String,
}

fn main() {}
