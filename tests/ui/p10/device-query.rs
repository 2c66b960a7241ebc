use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = device_query)]
struct Answer {
    #[data(identified)]
    file_path: std::path::PathBuf,
}

fn main() {}
