//! Types that hold themselves, directly or through another.

use std::collections::BTreeMap;
use std::rc::Rc;

use intune_privacy::{Class, Classified, Field};
use intune_privacy_tests::open;

#[derive(Classified)]
struct List {
    #[data(identified, undocumented = "test")]
    name: &'static str,
    #[data(nested)]
    next: Option<Box<Self>>,
}

#[test]
fn a_list() {
    let list = List { name: "Ada", next: Some(Box::new(List { name: "Grace", next: None })) };
    assert_eq!(open(&list), r#"List { name: "Ada", next: List { name: "Grace", next: None } }"#);
    assert!(List::SCHEMA.fields().any(|field| field.class() == Some(Class::Identified)));
}

#[derive(Classified)]
struct Node<T> {
    #[data(identified, undocumented = "test")]
    value: T,
    #[data(nested)]
    children: Vec<Node<T>>,
    #[data(nested)]
    shared: BTreeMap<u8, Rc<Self>>,
}

#[test]
fn a_generic_tree() {
    let leaf = |value| Node { value, children: Vec::new(), shared: BTreeMap::new() };
    let shared = BTreeMap::from([(9, Rc::new(leaf("Mary")))]);
    let tree = Node { value: "Ada", children: vec![leaf("Grace")], shared };
    assert_eq!(
        open(&tree),
        r#"Node { value: "Ada", children: [Node { value: "Grace", children: [], shared: {} }], shared: {9: Node { value: "Mary", children: [], shared: {} }} }"#,
    );
    let shown = format!("{tree:?}");
    assert!(!shown.contains("Mary") && !shown.contains('9'), "{shown}");
}

#[derive(Classified)]
enum Expression<'a> {
    Name(#[data(identified, undocumented = "test")] &'a str),
    Pair(#[data(nested)] Box<Expression<'a>>, #[data(nested)] Box<Self>),
    Borrowed(#[data(nested)] &'a Expression<'a>),
}

#[test]
fn an_enum() {
    let name = Expression::Name("Ada");
    let pair = Expression::Pair(
        Box::new(Expression::Borrowed(&name)),
        Box::new(Expression::Name("Grace")),
    );
    assert_eq!(open(&pair), r#"Pair(Borrowed(Name("Ada")), Name("Grace"))"#);
    assert_eq!(format!("{pair:?}"), "Pair(Borrowed(Name([identified])), Name([identified]))");
}

/// One knows what it holds from a field of its own, so it does not need the other's schema.
#[derive(Classified)]
#[data(category = hardware_inventory)]
struct Person {
    #[data(identified, required, item = serial_number)]
    name: &'static str,
    #[data(nested)]
    team: Option<Box<Team>>,
}

#[derive(Classified)]
struct Team {
    #[data(identified, undocumented = "test")]
    lead: &'static str,
    #[data(nested)]
    members: Vec<Person>,
}

#[test]
fn two_types() {
    let team = Team { lead: "Ada", members: vec![Person { name: "Grace", team: None }] };
    let person = Person { name: "Mary", team: Some(Box::new(team)) };
    assert_eq!(
        open(&person),
        r#"Person { name: "Mary", team: Team { lead: "Ada", members: [Person { name: "Grace", team: None }] } }"#,
    );
    let schema = Person::SCHEMA.field("team").and_then(Field::nested).expect("nested");
    assert_eq!(schema.name(), "Team");
    let schema = schema.field("members").and_then(Field::nested).expect("nested");
    assert_eq!(schema.name(), "Person");
}

#[test]
fn a_deep_list_is_shown_whole() {
    let mut list = None;
    for _ in 0..200 {
        list = Some(Box::new(List { name: "Ada", next: list }));
    }
    let shown = format!("{list:?}");
    assert_eq!(shown.matches("[identified]").count(), 200);
    assert!(!shown.contains("Ada"));
}
