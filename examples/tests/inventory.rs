//! What the models of the examples hold is on record, as a user's crate would have it.

use intune_privacy_examples as _;

#[test]
fn what_the_models_hold_is_on_record() {
    intune_privacy::assert_privacy_lock!();
}
