//! Policies of every kind, and what they say of a field.

use std::fmt;
use std::sync::Arc;

use intune_privacy::{Action, Algorithm, Class, Item, Key, Keyring, Policy, Pseudonyms, items};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Every action, those with parameters in each of their presets.
pub const ACTIONS: [Action; 11] = [
    Action::Keep,
    Action::Erase,
    Action::Omit,
    Action::Mask,
    Action::MaskToLength,
    Action::Generalize,
    Action::Pseudonymize,
    Action::SUPPRESS,
    Action::SUPPRESS_CMS,
    Action::ROUND,
    Action::ROUND_NHS,
];

/// The classes in the order of [`Parts::classes`].
pub const CLASSES: [Class; 4] =
    [Class::Identified, Class::Pseudonymized, Class::Aggregated, Class::NonPersonal];

/// A keyring with one key of this id. Every id has the same secret.
///
/// # Panics
///
/// If the id is not valid.
pub fn keyring(id: &str) -> Keyring {
    let secret: Vec<u8> = (0..32).collect();
    Keyring::new(Key::from_bytes(id, &secret).expect("a valid key"))
}

/// The pseudonyms of the tenant `contoso.example`.
pub fn pseudonyms() -> Pseudonyms {
    keyring("k1").pseudonyms("contoso.example")
}

/// The policy with one action for every class, and with keys.
pub fn all(action: Action) -> Policy {
    Parts::all(action).policy()
}

/// What a policy is made of.
#[derive(Clone)]
pub struct Parts {
    /// The actions of the [`CLASSES`].
    pub classes: [Action; 4],
    /// The actions of items.
    pub items: Vec<(&'static Item, Action)>,
    /// The keys.
    pub pseudonyms: Option<Arc<Pseudonyms>>,
}

impl Parts {
    /// One action for every class, and keys.
    pub fn all(action: Action) -> Self {
        Self { classes: [action; 4], items: Vec::new(), pseudonyms: Some(Arc::new(pseudonyms())) }
    }

    /// The policy.
    pub fn policy(&self) -> Policy {
        let mut policy = Policy::strict();
        for (class, action) in CLASSES.into_iter().zip(self.classes) {
            policy = policy.with(class, action);
        }
        for (item, action) in &self.items {
            policy = policy.with_item(item, *action);
        }
        match &self.pseudonyms {
            Some(pseudonyms) => policy.with_pseudonyms(Arc::clone(pseudonyms)),
            None => policy,
        }
    }

    /// What is to happen to a field that is no secret: an item goes over its class, and without keys
    /// there are no pseudonyms.
    pub fn action(&self, class: Class, item: Option<&Item>) -> Action {
        let of_item = |item: &Item| {
            let named = |(other, _): &&(&Item, Action)| other.row == item.row;
            self.items.iter().find(named).map(|(_, action)| *action)
        };
        let of_class = || {
            let index = CLASSES.into_iter().position(|other| other == class);
            index.map_or(Action::Erase, |index| self.classes[index])
        };
        match item.and_then(of_item).unwrap_or_else(of_class) {
            Action::Pseudonymize if self.pseudonyms.is_none() => Action::Erase,
            action => action,
        }
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.policy(), f)
    }
}

/// Any of the [`ACTIONS`].
pub fn any_action() -> impl Strategy<Value = Action> {
    select(&ACTIONS[..])
}

/// Any action for each class and for some of these items and of all, with keys or without.
pub fn any_parts(own: &'static [&'static Item]) -> impl Strategy<Value = Parts> {
    let classes = [any_action(), any_action(), any_action(), any_action()];
    let items = (subsequence(own, 0..=own.len().min(6)), subsequence(&items::ALL[..], 0..4));
    let items = items.prop_map(|(own, others)| {
        let known = |other: &&Item| own.iter().all(|item| item.row != other.row);
        let others: Vec<_> = others.into_iter().filter(known).collect();
        own.into_iter().chain(others).collect::<Vec<_>>()
    });
    let items = items.prop_flat_map(|items| {
        let actions = prop::collection::vec(any_action(), items.len());
        actions.prop_map(move |actions| items.iter().copied().zip(actions).collect::<Vec<_>>())
    });
    let algorithms = [Algorithm::HmacSha256, Algorithm::SipHash];
    let keys = prop::option::weighted(0.8, select(algorithms.to_vec()));
    let keys = keys.prop_map(|algorithm| {
        algorithm
            .map(|algorithm| Arc::new(keyring("k1").pseudonyms_with("contoso.example", algorithm)))
    });
    (classes, items, keys).prop_map(|(classes, items, pseudonyms)| Parts {
        classes,
        items,
        pseudonyms,
    })
}
