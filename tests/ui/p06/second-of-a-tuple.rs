use intune_privacy::Classified;

#[derive(Classified)]
struct Reading(
    #[data(non_personal)] u8,
    #[data(pseudonymized, required)] String,
);

fn main() {}
