use intune_privacy::Classified;

#[derive(Classified)]
enum Access {
    Key {
        #[data(identified, required)]
        private_key: String,
    },
    None,
}

fn main() {}
