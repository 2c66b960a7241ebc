use intune_privacy::Classified;

#[derive(Classified)]
struct Access {
    #[data(identified, required)]
    customer_password: String,
}

fn main() {}
