//! The memory that an export needs does not grow with the number of records, and the plain formats
//! need none for a record.

use std::iter::repeat_n;

use allocation_counter::{AllocationInfo, measure};
use chrono::{DateTime, Utc};
use intune_privacy::export::{Format, Scope, write};
use intune_privacy::{Class, Classified};

#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Device {
    #[data(identified, required)]
    serial_number: String,
    #[data(identified, required, mam, item = hardware_inventory::device_name)]
    name: Option<String>,
    #[data(identified, undocumented = "when the user enrolled the device")]
    enrolled: DateTime<Utc>,
    #[data(identified, undocumented = "how often the user started the device")]
    starts: Vec<u32>,
    #[data(nested)]
    owner: Owner,
    #[data(nested)]
    former: Vec<Owner>,
    #[data(non_personal)]
    encrypted: bool,
    #[data(non_personal)]
    load: f64,
}

#[derive(Classified)]
#[data(category = user)]
struct Owner {
    #[data(identified, required, mam, subject)]
    principal_name: String,
    #[data(identified, required, mam)]
    display_name: Option<String>,
}

fn device() -> Device {
    let owner = |name: &str| Owner { principal_name: name.into(), display_name: None };
    Device {
        serial_number: "C02XK1JGJHD3".into(),
        name: Some("Adele's \"laptop\"".into()),
        enrolled: DateTime::UNIX_EPOCH,
        starts: vec![1, 2, 3],
        owner: owner("adele@contoso.example"),
        former: vec![owner("alex@contoso.example"), owner("megan@contoso.example")],
        encrypted: true,
        load: 0.75,
    }
}

/// What it takes to export so many records.
fn export(format: Format, scope: &Scope, records: usize) -> AllocationInfo {
    let device = device();
    measure(|| {
        let written = write(format, repeat_n(&device, records), scope, std::io::sink());
        assert!(matches!(written, Ok(count) if count == records as u64));
    })
}

const FORMATS: [Format; 6] =
    [Format::Json, Format::JsonLines, Format::Csv, Format::CsvWithBom, Format::Xml, Format::Html];

#[test]
fn the_plain_formats_allocate_nothing_for_a_record() {
    for scope in [Scope::classes(Class::ALL), Scope::subject_access()] {
        for format in [Format::Json, Format::JsonLines, Format::Csv] {
            let few = export(format, &scope, 500).count_total;
            let many = export(format, &scope, 1_500).count_total;
            assert_eq!(few, many, "{format}");
        }
    }
}

#[test]
fn memory_does_not_grow_with_the_number_of_records() {
    for scope in [Scope::classes(Class::ALL), Scope::classes(Class::ALL).described()] {
        for format in FORMATS {
            let few = export(format, &scope, 500).bytes_max;
            let many = export(format, &scope, 5_000).bytes_max;
            assert!(many <= few + 64 * 1024, "{format}: {few} bytes, then {many}");
        }
    }
}

#[test]
fn one_long_record_does_not_keep_its_memory() {
    let mut long = device();
    long.serial_number = "x".repeat(4 << 20);
    let short = device();
    let records = [&long].into_iter().chain(repeat_n(&short, 3_000));
    let scope = Scope::classes(Class::ALL);
    let used = measure(|| {
        write(Format::Json, records, &scope, std::io::sink()).expect("a sink takes everything");
    });
    assert!(used.bytes_current == 0, "{} bytes are left", used.bytes_current);
    assert!(used.bytes_max < 24 << 20, "{} bytes at most", used.bytes_max);
}
