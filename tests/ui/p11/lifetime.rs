use intune_privacy::Classified;

#[derive(Classified)]
struct Access<'a> {
    #[data(identified, required)]
    private_key: &'a str,
}

fn main() {}
