//! Whose a record is: by every field that names a subject, in it and in the records within.

use std::collections::{BTreeMap, HashMap};

use intune_privacy::Classified;
use intune_privacy::export::Subject;
use serde::Serialize;
use uuid::Uuid;

const UPN: &str = "adele@contoso.example";
const ID: &str = "8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f815";

fn adele() -> Subject {
    Subject::new(UPN).or(ID).or("adele.vance@contoso.example")
}

#[derive(Classified, Serialize, Default)]
struct Owner {
    #[data(identified, required, mam, subject, item = user::principal_name)]
    upn: Option<String>,
    #[data(identified, undocumented = "test")]
    note: String,
}

fn owner(upn: &str) -> Owner {
    Owner { upn: Some(upn.into()), note: String::new() }
}

#[derive(Classified, Serialize, Default)]
struct Device {
    #[data(nested)]
    owner: Option<Box<Owner>>,
    #[data(nested)]
    users: Vec<Owner>,
    #[data(nested)]
    by_role: BTreeMap<String, Vec<Option<Owner>>>,
    #[data(nested)]
    by_number: HashMap<u32, Owner>,
    #[data(nested)]
    state: State,
    #[data(nested)]
    #[serde(flatten)]
    flat: Owner,
    #[data(nested)]
    parts: Vec<Device>,
}

#[derive(Classified, Serialize, Default)]
#[serde(tag = "kind")]
enum State {
    #[default]
    Idle,
    Lent {
        #[data(identified, required, mam, subject, item = user::principal_name)]
        to: String,
        #[data(identified, undocumented = "test")]
        by: String,
    },
    Kept(#[data(nested)] Owner),
}

/// A device that names a person somewhere.
fn naming(upn: &str) -> [Device; 9] {
    [
        Device { owner: Some(Box::new(owner(upn))), ..Device::default() },
        Device { users: vec![Owner::default(), owner(upn)], ..Device::default() },
        Device {
            by_role: [("user".into(), vec![None, Some(owner(upn))])].into(),
            ..Device::default()
        },
        Device { by_number: [(1, owner(upn))].into(), ..Device::default() },
        Device {
            state: State::Lent { to: upn.into(), by: "alex@contoso.example".into() },
            ..Device::default()
        },
        Device { state: State::Kept(owner(upn)), ..Device::default() },
        Device { flat: owner(upn), ..Device::default() },
        Device {
            parts: vec![Device { users: vec![owner(upn)], ..Device::default() }],
            ..Device::default()
        },
        Device {
            parts: vec![Device {
                parts: vec![Device { flat: owner(upn), ..Device::default() }],
                ..Device::default()
            }],
            ..Device::default()
        },
    ]
}

#[test]
fn a_record_is_the_subjects_wherever_it_names_them() {
    for (place, device) in naming(UPN).iter().enumerate() {
        assert!(adele().owns(device), "place {place}");
    }
    for (place, device) in naming("alex@contoso.example").iter().enumerate() {
        assert!(!adele().owns(device), "place {place}");
    }
}

#[test]
fn a_record_that_names_nobody_is_nobodys() {
    assert!(!adele().owns(&Device::default()));
    assert!(!adele().owns(&Device { state: State::Kept(owner("")), ..Device::default() }));
    for device in naming("") {
        assert!(!adele().owns(&device));
        assert!(!Subject::new("").owns(&device), "an empty identifier is nobody's");
    }
}

#[test]
fn a_record_that_names_somebody_else_as_well_is_not_the_subjects() {
    for mut device in naming(UPN) {
        device.users.push(owner("alex@contoso.example"));
        assert!(!adele().owns(&device));
    }
    for mut device in naming("alex@contoso.example") {
        device.users.insert(0, owner(UPN));
        assert!(!adele().owns(&device));
    }
}

#[test]
fn a_record_can_name_the_subject_by_several_identifiers() {
    for mut device in naming("ADELE@Contoso.Example") {
        device.users.push(owner("Adele.Vance@contoso.example"));
        device.users.push(Owner::default());
        assert!(adele().owns(&device));
    }
    assert!(!Subject::new(UPN).owns(&naming("adele.vance@contoso.example")[0]));
}

#[test]
fn only_a_field_that_names_a_subject_counts() {
    let mut device = naming("alex@contoso.example").into_iter().next().expect("one");
    device.flat.note = UPN.into();
    assert!(!adele().owns(&device));
    let noted = Device { flat: Owner { upn: None, note: UPN.into() }, ..Device::default() };
    assert!(!adele().owns(&noted));
}

#[derive(Classified, Serialize)]
struct Shared {
    #[data(identified, required, undocumented = "test", subject)]
    users: Vec<Option<String>>,
}

#[test]
fn a_list_of_subjects_is_theirs_if_all_of_it_is() {
    let shared = |users: &[Option<&str>]| Shared {
        users: users.iter().map(|user| user.map(str::to_owned)).collect(),
    };
    assert!(adele().owns(&shared(&[Some(UPN), None, Some(ID)])));
    assert!(!adele().owns(&shared(&[Some(UPN), Some("alex@contoso.example")])));
    assert!(!adele().owns(&shared(&[Some("alex@contoso.example"), Some(UPN)])));
    assert!(!adele().owns(&shared(&[None])));
    assert!(!adele().owns(&shared(&[])));
}

#[derive(Classified, Serialize)]
struct Registration {
    #[data(identified, required, undocumented = "test", subject)]
    user_id: Uuid,
}

#[derive(Classified, Serialize)]
struct Account {
    #[data(identified, required, undocumented = "test", subject)]
    number: u64,
}

#[test]
fn a_subject_can_be_named_by_an_id_or_a_number() {
    let registration = |id: &str| Registration { user_id: Uuid::parse_str(id).expect("a GUID") };
    assert!(adele().owns(&registration(ID)));
    assert!(Subject::new(format!("{{{}}}", ID.to_uppercase())).owns(&registration(ID)));
    assert!(!adele().owns(&registration("8f2c1d77-5e43-4b6a-a1d9-60c3e2b7f816")));
    assert!(Subject::new("4711").owns(&Account { number: 4711 }));
    assert!(!Subject::new("04711").owns(&Account { number: 4711 }));
}

#[test]
fn what_only_looks_alike_is_somebody_elses() {
    for other in [
        "adele@contoso.example ",
        " adele@contoso.example",
        "adele@contoso.example.evil.example",
        "xadele@contoso.example",
        "adele@contoso\u{2024}example",
        "\u{430}dele@contoso.example",
        "adele",
        "*",
        "%",
    ] {
        assert!(!adele().owns(&naming(other)[0]), "{other}");
    }
}
