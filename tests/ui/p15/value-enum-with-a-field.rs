use intune_privacy::DataValue;

#[derive(DataValue)]
enum Owner {
    Company,
    Person(String),
}

fn main() {}
