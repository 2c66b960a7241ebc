use intune_privacy::Classified;

#[derive(Classified)]
struct Access {
    #[data(identified, required, with = shown)]
    private_key: secrecy::SecretString,
}

mod shown {
    pub fn fmt(_: &secrecy::SecretString, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("...")
    }
}

fn main() {}
