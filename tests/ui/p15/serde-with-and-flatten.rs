use intune_privacy::Classified;
use std::collections::BTreeMap;

#[derive(Classified, serde::Serialize)]
struct Device {
    #[serde(flatten, serialize_with = "write_tags")]
    #[data(identified, undocumented = "free tags")]
    tags: BTreeMap<String, String>,
}

type Tags = BTreeMap<String, String>;

fn write_tags<S: serde::Serializer>(tags: &Tags, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(tags)
}

fn main() {}
