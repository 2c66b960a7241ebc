use intune_privacy::Classified;

#[derive(Classified)]
#[allow(non_snake_case)]
struct Person {
    #[data(non_personal)]
    browsingHistory: Vec<String>,
}

fn main() {}
