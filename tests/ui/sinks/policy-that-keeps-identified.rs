use intune_privacy::{Action, Class, Policy, fixed_policy};

fixed_policy! {
    struct Open = Policy::logs().with(Class::Identified, Action::Keep), hides identified;
}

fn main() {}
