use intune_privacy::DataValue;

#[derive(DataValue, serde::Serialize)]
#[serde(tag = "kind")]
enum Owner {
    Company,
    Personal,
}

fn main() {}
