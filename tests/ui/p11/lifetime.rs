use intune_privacy::Classified;

#[derive(Classified)]
struct Access<'a> {
    #[data(non_personal)]
    region: &'a str,
    #[data(identified, required)]
    private_key: &'a str,
}

fn main() {}
