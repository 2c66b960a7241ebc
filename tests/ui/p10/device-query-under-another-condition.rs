use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = device_query, collected_if = optional_data_consent)]
struct Answer {
    #[data(identified)]
    file_path: String,
}

fn main() {}
