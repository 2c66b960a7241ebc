use intune_privacy::Classified;

#[derive(Classified)]
struct Access<T> {
    #[data(identified, required)]
    private_key: T,
}

fn main() {
    let _ = <Access<String> as Classified>::SCHEMA;
}
