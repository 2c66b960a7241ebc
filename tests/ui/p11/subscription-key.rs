use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = admin_account)]
struct Account {
    #[data(identified, required, mam)]
    subscription_key: String,
}

fn main() {}
