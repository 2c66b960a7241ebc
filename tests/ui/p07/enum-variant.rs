use intune_privacy::Classified;

#[derive(Classified)]
enum Entry {
    Sms {
        #[data(non_personal)]
        text_message: String,
    },
    Call,
}

fn main() {}
