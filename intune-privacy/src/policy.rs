//! What may be seen of each class and item.

use alloc::sync::Arc;
use core::fmt;

#[cfg(feature = "export")]
use crate::export::Selection;
use crate::schema::{Field, Schema};
use intune_privacy_taxonomy::{Basis, Class, Item, items, row};

mod action;
#[cfg(feature = "std")]
mod default;
#[cfg(feature = "serde")]
mod document;
mod fixed;

pub use action::{Action, Rounding};
#[cfg(feature = "std")]
pub use default::DefaultPolicyError;
pub use fixed::{Analytics, AsPolicy, HidesIdentified, HidesPersonal, Logs, Strict, Support};

#[cfg(feature = "pseudonym")]
use crate::pseudonym::Pseudonyms;

/// What may be seen of each class of data, and over that, of single items.
///
/// | Preset | identified | pseudonymized | aggregated | non-personal |
/// |---|---|---|---|---|
/// | [`strict`](Self::strict) | erase | erase | erase | keep |
/// | [`logs`](Self::logs) | erase | keep | keep | keep |
/// | [`support`](Self::support) | mask | keep | keep | keep |
/// | [`analytics`](Self::analytics) | erase, IDs of devices pseudonymize | pseudonymize, measurements keep | suppress below 5 | keep |
///
/// ```
/// use intune_privacy::{Action, Class, Policy, items};
///
/// const HELPDESK: Policy = Policy::support()
///     .with(Class::Pseudonymized, Action::Erase)
///     .with_item(&items::user::DISPLAY_NAME, Action::Keep);
///
/// assert_eq!(HELPDESK.action(Class::Identified), Action::Mask);
/// assert_eq!(HELPDESK.action_for_item(&items::user::DISPLAY_NAME), Action::Keep);
/// ```
///
/// Secrets are erased under every policy. A policy is a table of about 800 bytes; cloning copies
/// it, and a service that changes its policy while it runs swaps an `Arc<Policy>`.
#[derive(Clone)]
pub struct Policy {
    /// By the class's index plus 1; what has no class is erased.
    classes: [Action; Class::ALL.len() + 1],
    /// By the row of the item.
    items: [Option<Action>; items::ALL.len()],
    /// The answer for a field by its [slot](row::SLOT), where that is all there is to ask.
    quick: [Quick; row::SLOTS],
    /// Whether an action is to omit, which follows from the actions, as `quick` does.
    may_omit: bool,
    /// Which fields there are to decide about; of the others nothing is shown.
    selection: Option<Selection>,
    /// Here without the feature, too: whether a type has to be dropped decides what compiles.
    pseudonyms: Option<Shared>,
}

/// What an export holds. Without the feature there is none.
#[cfg(not(feature = "export"))]
type Selection = core::convert::Infallible;

/// Keys. Without the feature there are none.
#[cfg(not(feature = "pseudonym"))]
type Pseudonyms = core::convert::Infallible;

#[derive(Clone)]
struct Shared(Arc<Pseudonyms>);

/// Keys are equal if they are the very same.
impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Shared {}

/// Two policies are equal if they have the same actions and the very same keys.
impl PartialEq for Policy {
    fn eq(&self, other: &Self) -> bool {
        self.classes == other.classes
            && self.items == other.items
            && self.pseudonyms == other.pseudonyms
    }
}

impl Eq for Policy {}

/// Where a field stands, as far as a decision about it needs to know.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The row of the item, or [`row::NO_ITEM`].
    pub(crate) item: u8,
    /// The schema of the record, where there is a selection.
    #[cfg_attr(not(feature = "export"), expect(dead_code, reason = "a selection goes by it"))]
    pub(crate) schema: Option<&'static Schema>,
}

/// What happens to a field by its slot.
#[derive(Clone, Copy)]
enum Quick {
    Erase,
    Keep,
    Omit,
    /// It depends on the item, or takes another action.
    Ask,
}

impl Policy {
    /// Records are kept, for each of their fields has an action of its own.
    const ERASE_SLOTS: [Quick; row::SLOTS] = {
        let mut slots = [Quick::Erase; row::SLOTS];
        slots[row::NESTED as usize] = Quick::Keep;
        slots
    };

    const ERASE_ALL: Self = Self {
        classes: [Action::Erase; Class::ALL.len() + 1],
        items: [None; items::ALL.len()],
        quick: Self::ERASE_SLOTS,
        may_omit: false,
        selection: None,
        pseudonyms: None,
    };

    /// Only what is not personal is kept.
    #[must_use]
    pub const fn strict() -> Self {
        Self::ERASE_ALL.with(Class::NonPersonal, Action::Keep)
    }

    /// For logs, and what the `Debug` of every classified type follows unless
    /// [`set_default`](Self::set_default) says otherwise: identified data is erased, the rest is
    /// kept.
    #[must_use]
    pub const fn logs() -> Self {
        Self::strict()
            .with(Class::Pseudonymized, Action::Keep)
            .with(Class::Aggregated, Action::Keep)
    }

    /// For a support bundle that a person reads: identified data is masked, the rest is kept.
    #[must_use]
    pub const fn support() -> Self {
        Self::logs().with(Class::Identified, Action::Mask)
    }

    /// For telemetry: identified data is erased, except that the IDs of devices are pseudonymized,
    /// as pseudonymized data is; small counts are suppressed.
    ///
    /// Without `with_pseudonyms` what would be pseudonymized is erased. What telemetry is there to
    /// measure is kept, though documented as pseudonymized data: response times, success rates and
    /// how often a feature is used.
    #[must_use]
    pub const fn analytics() -> Self {
        Self::strict()
            .with(Class::Pseudonymized, Action::Pseudonymize)
            .with(Class::Aggregated, Action::SUPPRESS)
            .with_item(&items::device_data::ENTRA_DEVICE_ID, Action::Pseudonymize)
            .with_item(&items::device_data::INTUNE_DEVICE_ID, Action::Pseudonymize)
            .with_item(&items::device_data::DEVICE_MANAGEMENT_ID, Action::Pseudonymize)
            .with_item(&items::managed_application::ENTRA_DEVICE_ID, Action::Pseudonymize)
            .with_item(&items::managed_application::DEVICE_MANAGEMENT_ID, Action::Pseudonymize)
            .with_item(&items::diagnostics::RESPONSE_TIME, Action::Keep)
            .with_item(&items::diagnostics::SUCCESS_RATE, Action::Keep)
            .with_item(&items::diagnostics::FEATURE_USE_COUNT, Action::Keep)
    }

    /// This policy with another action for `class`.
    #[must_use]
    pub const fn with(mut self, class: Class, action: Action) -> Self {
        self.classes[class as usize + 1] = action;
        self.settled()
    }

    /// This policy with an action for `item`, whatever the class of the field that holds it. A
    /// secret is erased all the same, so for a secret this does nothing.
    #[must_use]
    pub const fn with_item(mut self, item: &Item, action: Action) -> Self {
        if item.secret || item.row as usize >= self.items.len() {
            return self;
        }
        self.items[item.row as usize] = Some(action);
        self.settled()
    }

    /// This policy with what follows from its actions.
    const fn settled(mut self) -> Self {
        let mut has_items = false;
        self.may_omit = false;
        let mut i = 0;
        while i < self.items.len() {
            has_items |= self.items[i].is_some();
            self.may_omit |= matches!(self.items[i], Some(Action::Omit));
            i += 1;
        }
        i = 0;
        while i < Class::ALL.len() {
            self.may_omit |= matches!(self.classes[i + 1], Action::Omit);
            self.quick[i + 1] = match self.classes[i + 1] {
                _ if has_items => Quick::Ask,
                Action::Erase => Quick::Erase,
                Action::Keep => Quick::Keep,
                Action::Omit => Quick::Omit,
                _ => Quick::Ask,
            };
            i += 1;
        }
        #[cfg(feature = "export")]
        if let Some(selection) = self.selection {
            self.may_omit = true;
            self.quick[row::UNCLASSED as usize] = Quick::Omit;
            self.quick[row::SECRET_SLOT as usize] = Quick::Omit;
            if selection.mam_only.is_some() {
                self.quick[row::NESTED as usize] = Quick::Ask;
            }
            i = 0;
            while i < Class::ALL.len() {
                if !selection.has_class(Class::ALL[i]) {
                    self.quick[i + 1] = Quick::Omit;
                } else if selection.asks_more_than_the_class() {
                    self.quick[i + 1] = Quick::Ask;
                }
                i += 1;
            }
        }
        self
    }

    /// This policy for the selected fields, with all others omitted, secrets among them.
    #[cfg(feature = "export")]
    pub(crate) const fn within(mut self, selection: Selection) -> Self {
        self.selection = Some(selection);
        self.settled()
    }

    /// Whether there are selected fields: what is shown is an export then.
    #[inline]
    pub(crate) const fn selects(&self) -> bool {
        self.selection.is_some()
    }

    /// This policy with keys for [`Action::Pseudonymize`].
    #[cfg(feature = "pseudonym")]
    #[must_use]
    pub fn with_pseudonyms(mut self, pseudonyms: impl Into<Arc<Pseudonyms>>) -> Self {
        self.pseudonyms = Some(Shared(pseudonyms.into()));
        self
    }

    /// What happens to the values of `class`, unless their item has an action of its own.
    #[inline]
    pub const fn action(&self, class: Class) -> Action {
        self.classes[class as usize + 1]
    }

    /// What happens to the values of `item`.
    ///
    /// It is the item's own action, or that of its class. An item whose class depends on the record
    /// that holds it counts as identified here, and one without a documented class is erased;
    /// [`action_for`](Self::action_for) knows the field.
    pub const fn action_for_item(&self, item: &Item) -> Action {
        if item.secret || item.row as usize >= self.items.len() {
            return Action::Erase;
        }
        match (self.items[item.row as usize], item.class) {
            (Some(action), _) => action,
            (None, _) if item.identified_when_tied => self.action(Class::Identified),
            (None, Some(class)) => self.action(class),
            (None, None) => Action::Erase,
        }
    }

    /// What happens to the value of `field`.
    ///
    /// A secret is always erased. A field of nested records is kept, for each of their fields has
    /// an action of its own.
    pub fn action_for(&self, field: &Field) -> Action {
        self.action_at(field.flags(), || Place { item: field.item_row(), schema: None })
    }

    /// What the slot in these [`row`] facts says by itself.
    #[inline]
    fn quick(&self, flags: u32) -> Quick {
        self.quick[(flags >> row::SLOT) as usize % row::SLOTS]
    }

    /// Whether a field of these [`row`] facts is erased in every place.
    #[inline]
    #[cfg(feature = "serde")]
    pub(crate) fn erases(&self, flags: u32) -> bool {
        matches!(self.quick(flags), Quick::Erase)
    }

    /// What happens to the value of a field of these [`row`] facts in this place.
    #[inline]
    pub(crate) fn action_at(&self, flags: u32, place: impl FnOnce() -> Place) -> Action {
        match self.quick(flags) {
            Quick::Erase => Action::Erase,
            Quick::Keep => Action::Keep,
            Quick::Omit => Action::Omit,
            Quick::Ask => self.ask(flags, place()),
        }
    }

    /// The same for what has no quick answer.
    const fn ask(&self, flags: u32, place: Place) -> Action {
        #[cfg(feature = "export")]
        if let Some(selection) = self.selection
            && selection.withholds(flags, place).is_some()
        {
            return Action::Omit;
        }
        if flags >> row::SLOT == row::NESTED {
            return Action::Keep;
        }
        if (place.item as usize) < self.items.len()
            && let Some(action) = self.items[place.item as usize]
        {
            return self.possible(action);
        }
        match row::class(flags) {
            Some(class) => self.possible(self.action(class)),
            None => Action::Erase,
        }
    }

    /// The action, or to erase if it needs keys that are missing.
    #[inline]
    const fn possible(&self, action: Action) -> Action {
        match action {
            Action::Pseudonymize if self.pseudonyms.is_none() => Action::Erase,
            action => action,
        }
    }

    #[cfg(feature = "serde")]
    #[inline]
    pub(crate) const fn may_omit(&self) -> bool {
        self.may_omit
    }

    /// What happens to the keys of a map of records, which have no class: the same as to
    /// identified data.
    #[inline]
    pub(crate) const fn key_action(&self) -> Action {
        #[cfg(feature = "export")]
        if let Some(selection) = self.selection
            && (!selection.has_class(Class::Identified) || selection.asks_more_than_the_class())
        {
            return Action::Omit;
        }
        self.possible(self.action(Class::Identified))
    }

    /// The items that have an action of their own, in the order of the taxonomy.
    pub fn item_actions(&self) -> impl Iterator<Item = (&'static Item, Action)> + '_ {
        let own = |item: &'static Item| Some((item, self.items[usize::from(item.row)]?));
        items::ALL.into_iter().filter_map(own)
    }

    pub(crate) fn pseudonyms(&self) -> Option<&Pseudonyms> {
        self.pseudonyms.as_ref().map(|shared| &*shared.0)
    }

    /// Whether no identified data can be read in what this policy shows: identified data is erased,
    /// omitted or pseudonymized, by class and in every item that may hold some.
    ///
    /// ```
    /// use intune_privacy::Policy;
    ///
    /// assert!(Policy::logs().hides_identified());
    /// assert!(!Policy::support().hides_identified(), "a part of the value shows");
    /// ```
    pub const fn hides_identified(&self) -> bool {
        self.action(Class::Identified).hides_identity() && self.no_item_shows(true)
    }

    /// Whether no personal data is in what this policy shows: identified and pseudonymized data is
    /// erased or omitted, by class and in every item that may hold some.
    ///
    /// A pseudonym does not count as hidden, because the data is still personal (GDPR recital
    /// 26). Aggregated data is not.
    ///
    /// ```
    /// use intune_privacy::Policy;
    ///
    /// assert!(Policy::strict().hides_personal());
    /// assert!(!Policy::logs().hides_personal(), "pseudonymized data is kept");
    /// ```
    pub const fn hides_personal(&self) -> bool {
        self.action(Class::Identified).hides_person()
            && self.action(Class::Pseudonymized).hides_person()
            && self.no_item_shows(false)
    }

    /// Whether no item's own action shows more than a pseudonym of a person, or than nothing.
    const fn no_item_shows(&self, pseudonyms: bool) -> bool {
        let mut i = 0;
        while i < items::ALL.len() {
            let item = items::ALL[i];
            if let Some(action) = self.items[item.row as usize] {
                let hides = action.hides_person() || pseudonyms && action.hides_identity();
                let harmless = match always(item) {
                    Some(Class::Pseudonymized) => pseudonyms,
                    Some(Class::Aggregated) => true,
                    _ => false,
                };
                if !hides && !harmless {
                    return false;
                }
            }
            i += 1;
        }
        true
    }
}

/// The class of every field of the item: a documented one cannot be changed.
const fn always(item: &Item) -> Option<Class> {
    match item.basis {
        Basis::Documented if !item.identified_when_tied => item.class,
        _ => None,
    }
}

/// The actions of the classes and of the items that have one of their own; whether there are keys
/// shows, the keys do not.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Policy");
        for class in Class::ALL {
            out.field(class.as_str(), &self.action(*class));
        }
        out.field("items", &ItemActions(self));
        out.field("pseudonyms", &self.pseudonyms());
        out.finish()
    }
}

struct ItemActions<'a>(&'a Policy);

impl fmt::Debug for ItemActions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_map();
        for (item, action) in self.0.item_actions() {
            out.entry(&format_args!("{item}"), &action);
        }
        out.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Place, Policy};
    use crate::schema::{Field, Inner};
    use alloc::format;
    use intune_privacy_taxonomy::{Class, items, row};

    const OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

    fn at(item: u8) -> Place {
        Place { item, schema: None }
    }

    fn actions(policy: &Policy) -> [Action; 4] {
        [Class::Identified, Class::Pseudonymized, Class::Aggregated, Class::NonPersonal]
            .map(|class| policy.action(class))
    }

    #[test]
    fn presets() {
        use Action::{Erase, Keep, Mask, Pseudonymize};
        assert_eq!(actions(&Policy::strict()), [Erase, Erase, Erase, Keep]);
        assert_eq!(actions(&Policy::logs()), [Erase, Keep, Keep, Keep]);
        assert_eq!(actions(&Policy::support()), [Mask, Keep, Keep, Keep]);
        let analytics = [Erase, Pseudonymize, Action::Suppress { minimum: 5 }, Keep];
        assert_eq!(actions(&Policy::analytics()), analytics);
    }

    #[test]
    fn a_secret_is_erased_under_every_policy() {
        let policy = OPEN.with_item(&items::access_control::PRIVATE_KEY, Action::Keep);
        let secret = Field::of_class(Class::Identified, row::SECRET);
        assert_eq!(policy.action_for(&secret), Action::Erase);
        assert_eq!(policy.action_for_item(&items::access_control::PRIVATE_KEY), Action::Erase);
    }

    #[test]
    fn a_field_without_a_class_is_erased_unless_it_is_nested() {
        fn inner() -> Inner {
            unreachable!("the policy asks only whether there is one")
        }
        assert_eq!(OPEN.action_for(&Field::NONE), Action::Erase);
        let nested = Field::of_record(inner);
        assert_eq!(Policy::strict().action_for(&nested), Action::Keep);
    }

    #[test]
    fn without_keys_what_would_be_pseudonymized_is_erased() {
        let policy = Policy::strict().with(Class::Identified, Action::Pseudonymize);
        let field = Field::of_class(Class::Identified, 0);
        assert_eq!(policy.action_for(&field), Action::Erase);
        assert_eq!(policy.key_action(), Action::Erase);
    }

    #[test]
    fn an_item_goes_over_its_class() {
        let item = &items::hardware_inventory::IMEI;
        let policy = Policy::strict().with_item(item, Action::Mask);
        assert_eq!(policy.action_for_item(item), Action::Mask);
        assert_eq!(policy.action_for_item(&items::hardware_inventory::ICCID), Action::Erase);
        let flags = row::slot(item.class, false, false);
        assert_eq!(policy.action_at(flags, || at(item.row)), Action::Mask);
        assert_eq!(policy.action_at(flags, || at(row::NO_ITEM)), Action::Erase);
    }

    #[test]
    fn an_item_that_the_taxonomy_does_not_have_is_erased() {
        let mut item = items::hardware_inventory::IMEI;
        for row in [u8::try_from(items::ALL.len()).unwrap(), u8::MAX] {
            item.row = row;
            let policy = OPEN.with_item(&item, Action::Keep);
            assert_eq!(policy, OPEN);
            assert_eq!(policy.action_for_item(&item), Action::Erase);
            let flags = row::slot(Some(Class::Identified), false, false);
            assert_eq!(Policy::support().action_at(flags, || at(row)), Action::Mask);
        }
    }

    #[test]
    fn an_item_whose_class_depends_on_its_record_counts_as_identified() {
        let (tied, never_tied) =
            (&items::device_data::ACCOUNT_ID, &items::diagnostics::CORRELATION_ID);
        assert_eq!([tied.class, never_tied.class], [Some(Class::Pseudonymized); 2]);
        assert_eq!(Policy::logs().action_for_item(tied), Action::Erase);
        assert_eq!(Policy::logs().action_for_item(never_tied), Action::Keep);
    }

    #[test]
    fn policies_are_equal_if_they_have_the_same_actions() {
        let phone = OPEN.with_item(&items::user::PHONE_NUMBER, Action::Mask);
        assert_eq!(OPEN, Policy::support().with(Class::Identified, Action::Keep));
        for other in [Policy::logs(), OPEN.with(Class::NonPersonal, Action::Omit), phone] {
            assert_ne!(OPEN, other);
        }
    }

    #[cfg(feature = "pseudonym")]
    #[test]
    fn policies_are_equal_if_they_have_the_very_same_keys() {
        use crate::{Key, Keyring};
        use alloc::sync::Arc;

        let keyring = Keyring::new(Key::from_bytes("k1", &[1, 2].repeat(16)).unwrap());
        let [one, other] = ["contoso", "contoso"].map(|it| Arc::new(keyring.pseudonyms(it)));
        let policy = OPEN.with_pseudonyms(Arc::clone(&one));
        assert_eq!(policy, OPEN.with_pseudonyms(one));
        assert_ne!(policy, OPEN.with_pseudonyms(other));
        assert_ne!(policy, OPEN);
    }

    #[test]
    fn what_a_policy_hides_is_decided_by_class_and_item() {
        let imei = &items::hardware_inventory::IMEI;
        let enrolled = &items::tenant_account::ENROLLED_COUNT;
        // Both are pseudonymized data, but that one is identified in the record of a person.
        let (correlation, account) =
            (&items::diagnostics::CORRELATION_ID, &items::device_data::ACCOUNT_ID);
        for (policy, identified, personal) in [
            (Policy::strict(), true, true),
            (Policy::logs(), true, false),
            (Policy::support(), false, false),
            (Policy::analytics(), true, false),
            (OPEN, false, false),
            (Policy::strict().with_item(imei, Action::Keep), false, false),
            (Policy::strict().with_item(imei, Action::Generalize), false, false),
            (Policy::strict().with_item(imei, Action::Pseudonymize), true, false),
            (Policy::strict().with_item(imei, Action::Omit), true, true),
            (Policy::strict().with(Class::Identified, Action::SUPPRESS), false, false),
            (Policy::strict().with(Class::Aggregated, Action::Keep), true, true),
            (Policy::strict().with_item(enrolled, Action::Keep), true, true),
            (Policy::strict().with_item(correlation, Action::Keep), true, false),
            (Policy::strict().with_item(account, Action::Keep), false, false),
        ] {
            assert_eq!(policy.hides_identified(), identified, "{policy:?}");
            assert_eq!(policy.hides_personal(), personal, "{policy:?}");
        }
    }

    #[test]
    fn debug_lists_the_actions() {
        let text =
            format!("{:?}", Policy::strict().with_item(&items::user::PHONE_NUMBER, Action::Mask));
        assert!(
            text.contains("identified: Erase") && text.contains("non_personal: Keep"),
            "{text}"
        );
        assert!(text.contains("items: {user::phone_number: Mask}"), "{text}");
    }
}
