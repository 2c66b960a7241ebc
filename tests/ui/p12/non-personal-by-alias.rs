use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(non_personal)]
    user_apple_id: String,
}

fn main() {}
