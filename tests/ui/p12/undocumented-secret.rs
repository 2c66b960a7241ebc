use intune_privacy::Classified;

#[derive(Classified)]
struct Access {
    #[data(identified, undocumented = "for the tests")]
    private_key: secrecy::SecretString,
}

fn main() {}
