//! What a mistake is called, and what is proposed in its place. The compile-fail cases of the derive
//! show the same as the compiler prints it.

use intune_privacy_taxonomy::{
    Annotation, Category, Class, Container, Finding, ItemPath, MamClaim, Place, Requirement, Rule,
    TypeFact, rules,
};

fn identified(name: &str) -> Annotation {
    let mut field = Annotation::new(name, "String");
    field.classes.push(Class::Identified);
    field.requirements.push(Requirement::Required);
    field
}

/// The only finding.
#[track_caller]
fn finding(container: Container, field: Annotation) -> Finding {
    let mut found = rules::check(&container, &[field]).findings;
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// What P06 says of an item that a field names.
#[track_caller]
fn of_item(category: Option<&str>, name: &str) -> [String; 3] {
    let mut field = identified("badge");
    field.item = Some(ItemPath { category: category.map(Into::into), name: name.into() });
    let found = finding(Container::default(), field);
    assert_eq!((found.rule, found.place), (Rule::P06, Place::Item));
    [found.headline, found.note, found.help]
}

#[test]
fn an_item_that_is_not_there_is_named_with_the_nearest() {
    let [headline, note, help] = of_item(Some("hardware_inventroy"), "serial_number");
    assert_eq!(headline, "`hardware_inventroy` is no documented category");
    assert_eq!(note, "a category with a similar name exists: `hardware_inventory`");
    assert!(help.contains("item = hardware_inventory::serial_number"), "{help}");

    let [headline, note, help] = of_item(Some("kitchen"), "shoe_size");
    assert_eq!(headline, "`kitchen` is no documented category");
    assert!(note.starts_with("the categories are `"), "{note}");
    for category in Category::ALL {
        assert!(note.contains(&format!("`{category}`")), "{note}");
    }
    assert!(help.contains("undocumented = "), "{help}");

    let [headline, note, help] = of_item(Some("hardware_inventory"), "serial_numbr");
    assert_eq!(headline, "`hardware_inventory::serial_numbr` is no documented data item");
    assert_eq!(note, "an item with a similar name exists: `hardware_inventory::serial_number`");
    assert!(help.contains("item = hardware_inventory::serial_number"), "{help}");

    let [_, note, _] = of_item(Some("managed_application"), "shoe_size");
    assert!(note.contains(" lists `"), "{note}");
    let [_, note, _] = of_item(None, "shoe_size");
    assert!(note.contains("item named `shoe_size`"), "{note}");
}

#[test]
fn a_name_of_several_items_is_called_ambiguous() {
    let [headline, note, help] = of_item(None, "phone_number");
    assert_eq!(headline, "`phone_number` is the name of more than one documented item");
    for candidate in ["admin_account::phone_number", "user::phone_number"] {
        assert!(note.contains(candidate), "{note}");
    }
    assert!(help.contains("item = "), "{help}");
    let found = finding(Container::default(), identified("phone_number"));
    assert_eq!((found.rule, found.place), (Rule::P06, Place::Name));
    assert_eq!((found.headline, found.note), (headline, note));
}

#[test]
fn a_requirement_and_its_contrary_are_one_mistake() {
    let mut field = identified("serial_number");
    field.requirements.push(Requirement::Optional);
    let mut hardware = Container::default();
    hardware.category = Some(Category::HardwareInventory);
    let found = finding(hardware, field);
    assert_eq!((found.rule, found.place), (Rule::P04, Place::Requirement(1)));
    assert!(found.headline.contains("cannot be both required and optional"), "{}", found.headline);
    assert_eq!(found.help, "write `#[data(identified, required)]`");
}

#[test]
fn undocumented_optional_data_is_not_collected_by_mam() {
    let mut field = identified("shoe_size");
    field.requirements = vec![Requirement::Optional];
    field.undocumented = Some("ordered with the uniform".into());
    field.mam = Some(MamClaim::Plain);
    let found = finding(Container::default(), field);
    assert_eq!((found.rule, found.place), (Rule::P05, Place::Mam));
    assert!(found.headline.contains("is optional data, which the MAM column does not cover"));
    assert!(!found.help.contains("mam"), "{}", found.help);
}

#[test]
fn a_record_in_a_mam_only_one_has_to_be_within_mam() {
    let mut field = Annotation::new("owner", "Owner");
    field.nested = true;
    let demands = |mam_only| {
        let mut container = Container::default();
        container.mam_only = mam_only;
        rules::check(&container, &[field.clone()]).demands
    };
    let found = demands(true);
    let [demand] = &*found else { panic!("{found:?}") };
    assert!(matches!(demand.fact, TypeFact::WithinMam(0)), "{:?}", demand.fact);
    assert_eq!((demand.finding.rule, demand.finding.place), (Rule::P13, Place::Type));
    assert!(demand.finding.note.contains("a record of `Owner`"), "{}", demand.finding.note);
    assert!(demands(false).is_empty());
}
