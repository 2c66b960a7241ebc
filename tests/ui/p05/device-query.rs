use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = device_query)]
struct Answer {
    #[data(identified, mam)]
    file_name: Option<String>,
}

fn main() {}
