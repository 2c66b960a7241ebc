use intune_privacy::DataValue;

#[derive(Clone, DataValue, serde::Serialize)]
#[serde(into = "String")]
struct Upn(String);

impl From<Upn> for String {
    fn from(upn: Upn) -> String {
        upn.0
    }
}

fn main() {}
