use intune_privacy::Classified;

#[derive(Classified)]
struct Person {
    #[data(identified, required, mam)]
    user_principal_nam: String,
}

fn main() {}
