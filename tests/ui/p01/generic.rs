use intune_privacy::Classified;

#[derive(Classified)]
struct Page<T> {
    rows: Vec<T>,
}

fn main() {}
