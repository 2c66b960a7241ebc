use intune_privacy::Classified;

#[derive(Classified)]
struct Person<T> {
    #[data(non_personal)]
    region: T,
    #[data(non_personal)]
    camera_roll: Vec<T>,
}

fn main() {}
