use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mam)]
struct Device {
    #[data(identified, required, mam)]
    device_name: String,
    #[data(identified, item = device_query::file_name)]
    file: Option<String>,
}

fn main() {}
