use intune_privacy::DataValue;

#[derive(DataValue)]
enum Owner {
    Company,
    Person { name: String },
}

fn main() {}
