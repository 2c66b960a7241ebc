use intune_privacy::Classified;

#[derive(Classified)]
#[data(category = hardware_inventory)]
enum Device {
    Phone {
        #[data(identified, required)]
        imie: String,
    },
    Desktop,
}

fn main() {}
