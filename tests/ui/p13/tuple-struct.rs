use intune_privacy::Classified;

#[derive(Classified)]
#[data(workload = mam)]
struct Phone(
    #[data(identified, required, mam, item = device_name)] String,
    #[data(identified, required, item = imei)] String,
);

fn main() {}
