use intune_privacy::{Action, Policy, fixed_policy, items};

fixed_policy! {
    struct Helpdesk = Policy::strict().with_item(&items::user::DISPLAY_NAME, Action::Keep),
        hides identified;
}

fn main() {}
