//! What needs a crate of its own to be accepted in: attributes of the whole crate, and places
//! where no test can stand.

#[test]
fn accepted() {
    trybuild::TestCases::new().pass("pass/*.rs");
}
