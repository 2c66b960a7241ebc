use intune_privacy::DataValue;

#[derive(DataValue, serde::Serialize)]
#[serde(untagged)]
enum Owner {
    Company,
    Personal,
}

fn main() {}
