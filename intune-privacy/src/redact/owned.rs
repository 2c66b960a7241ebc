//! A record whose values are changed in place, so that it stays a value of its own type.

use alloc::string::String;
use core::fmt::Write;
use core::ops::ControlFlow;

use super::treatment::{Seen, Treatment};
use super::{FieldView, View};
use crate::policy::{Action, Policy};
use crate::schema::Schema;
use crate::value::{
    Change, ChangeRecords, Fate, Record, RecordMut, Replacement, Slot, Unchangeable, Value,
    ValueMut,
};

/// Why a record cannot be [redacted into](crate::Classified::redact_into) its own type. It holds no
/// value of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedactError {
    /// The policy does not keep a field whose type has no other value to put in its place.
    #[error(
        "`{record}.{field}` is not kept and `{type_name}` cannot be changed: show the record with \
         `redacted` in place of `redact_into`, or hold the value in a type that can"
    )]
    Unchangeable {
        /// The type of the record.
        record: &'static str,
        /// The field.
        field: &'static str,
        /// The type of the field, as the declaration has it.
        type_name: &'static str,
    },
    /// A hand-written record is of a variant that its schema does not have.
    #[error("`{record}` is of a variant that its schema does not have")]
    UnknownVariant {
        /// The type of the record.
        record: &'static str,
    },
}

/// Changes every field that the policy does not keep, at any depth.
pub(crate) fn redact(record: &mut dyn RecordMut, policy: &Policy) -> Result<(), RedactError> {
    let schema = record.as_record().schema();
    let Some(variant) = (View { record: record.as_record(), policy }).variant() else {
        return Err(RedactError::UnknownVariant { record: schema.name() });
    };
    let outline = Outline(schema);
    for field in (View { record: &outline, policy }).fields(variant) {
        let index = field.index;
        let action = field.action();
        let mut records = Records { policy, error: None };
        let done = match record.field_mut(index) {
            // Only a hand-written record has a leaf value in place of records; nobody classified it.
            ValueMut::Leaf(leaf) if field.is_nested() => {
                leaf.change_leaf(&mut FieldChange::new(Action::Erase, field))
            }
            ValueMut::Leaf(leaf) => leaf.change_leaf(&mut FieldChange::new(action, field)),
            ValueMut::Nested(nested) if action == Action::Keep => {
                nested.change_nested(&mut records)
            }
            ValueMut::Nested(_) => Err(Unchangeable),
            ValueMut::Fixed => {
                FieldView { view: View { record: record.as_record(), policy }, ..field }.leave()
            }
        };
        if done.is_err() {
            let error = || {
                let type_name = field.fields.get(index).map_or("", |field| field.type_name());
                RedactError::Unchangeable { record: schema.name(), field: field.name(), type_name }
            };
            return Err(records.error.unwrap_or_else(error));
        }
    }
    Ok(())
}

/// A record that has no values: what a [`Treatment`] has to know of a record that is being changed.
struct Outline(&'static Schema);

impl Record for Outline {
    fn get(&self, slot: Slot) -> Value<'_> {
        match slot {
            Slot::Schema => Value::Schema(self.0),
            _ => Value::Null,
        }
    }
}

/// What the policy does to a field.
struct FieldChange<'a> {
    action: Action,
    place: FieldView<'a>,
}

impl<'a> FieldChange<'a> {
    fn new(action: Action, place: FieldView<'a>) -> Self {
        Self { action, place }
    }
}

impl Change for FieldChange<'_> {
    fn fate(&self) -> Fate {
        match self.action {
            Action::Keep => Fate::Keep,
            Action::Erase | Action::Omit => Fate::Empty,
            _ => Fate::Replace,
        }
    }

    fn marker(&self) -> &'static str {
        self.place.marker()
    }

    fn replacement(&mut self, value: Value<'_>) -> Result<Replacement, Unchangeable> {
        if self.fate() != Fate::Replace {
            return Ok(Replacement::Text(self.marker().into()));
        }
        let treatment = Treatment::new(self.action, self.place);
        let seen = treatment.see(value, |seen| match seen {
            Seen::Value(value) => Ok(match value {
                Value::Null => Replacement::Null,
                Value::Int(number) => Replacement::Int(number.into()),
                Value::Uint(number) => Replacement::Uint(number.into()),
                Value::Int128(number) => Replacement::Int(number),
                Value::Uint128(number) => Replacement::Uint(number),
                _ => Replacement::Text(self.marker().into()),
            }),
            Seen::Text(text) => Ok(Replacement::Text(text.into())),
            Seen::Display(text) => {
                let mut written = String::new();
                write!(written, "{text}").map(|()| Replacement::Text(written))
            }
        });
        seen.and_then(|replacement| replacement).map_err(|_| Unchangeable)
    }
}

/// What the policy does to nested records.
struct Records<'a> {
    policy: &'a Policy,
    /// The first error, of the innermost record.
    error: Option<RedactError>,
}

impl ChangeRecords for Records<'_> {
    fn record(&mut self, record: &mut dyn RecordMut) -> Result<(), Unchangeable> {
        redact(record, self.policy).map_err(|error| {
            self.error.get_or_insert(error);
            Unchangeable
        })
    }

    fn leave(&self, value: Value<'_>) -> Result<(), Unchangeable> {
        if stays(self.policy, value) { Ok(()) } else { Err(Unchangeable) }
    }

    fn keeps_keys(&self) -> bool {
        self.policy.key_action() == Action::Keep
    }
}

impl FieldView<'_> {
    /// Asks whether a field that cannot be changed may stay as it is.
    fn leave(self) -> Result<(), Unchangeable> {
        let value = self.view.record.value(self.index);
        let kept = match self.action() {
            Action::Keep if self.is_nested() => stays(self.view.policy, value),
            Action::Keep => !value.holds_secret(),
            _ => false,
        };
        if kept { Ok(()) } else { Err(Unchangeable) }
    }
}

/// Whether the policy keeps all of some records, and they hold no secret.
fn stays(policy: &Policy, value: Value<'_>) -> bool {
    let until = |stays| if stays { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    match value {
        Value::Null => true,
        Value::Record(record) => {
            let view = View { record, policy };
            let fields = view.variant().map(|variant| view.fields(variant));
            fields.is_some_and(|mut fields| fields.all(|field| field.leave().is_ok()))
        }
        Value::Records(records) => {
            records.each(&mut |record| until(stays(policy, record))).is_continue()
        }
        Value::RecordMap(entries) => {
            let keys = policy.key_action() == Action::Keep;
            let entry = |key: Value<'_>, value| keys && !key.holds_secret() && stays(policy, value);
            entries.each(&mut |key, value| until(entry(key, value))).is_continue()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{RedactError, redact};
    use crate::policy::{Action, Policy};
    use crate::schema::{Fields, Inner, Schema, Variant};
    use crate::value::{
        ChangeRecords, NestedMut, Record, RecordMut, Slot, Unchangeable, Value, ValueMut,
    };
    use alloc::string::String;
    use intune_privacy_taxonomy::Class;
    use intune_privacy_taxonomy::row::{self, Row};

    const OPEN: Policy = Policy::logs().with(Class::Identified, Action::Keep);

    const IDENTIFIED: u32 = row::slot(Some(Class::Identified), false, false);
    const RECORDS: u32 = row::slot(None, false, true);

    const fn fields(rows: &'static [u8], nested: &'static [fn() -> Inner]) -> Fields {
        Fields { rows, nested, ..Fields::NONE }
    }

    static LEAF: Schema = Schema {
        name: "Written",
        variants: &[Variant {
            fields: fields(&Row { flags: IDENTIFIED, ..Row::EMPTY }.to_bytes(), &[]),
            ..Variant::PLAIN
        }],
        ..Schema::PLAIN
    };
    static NESTED: Schema = Schema {
        name: "Written",
        variants: &[Variant {
            fields: fields(
                &Row { flags: RECORDS, nested: 1, ..Row::EMPTY }.to_bytes(),
                &[|| Inner::of(&LEAF, false)],
            ),
            ..Variant::PLAIN
        }],
        ..Schema::PLAIN
    };
    static UNKNOWN: Schema = Schema { name: "Written", ..Schema::PLAIN };

    /// A record of one field, written by hand.
    struct Written {
        schema: &'static Schema,
        text: String,
        secret: bool,
        changeable: bool,
    }

    impl Record for Written {
        fn get(&self, slot: Slot) -> Value<'_> {
            match slot {
                Slot::Schema => Value::Schema(self.schema),
                Slot::Field(0) if self.secret => Value::Secret(crate::Secret::opaque()),
                Slot::Field(0) => Value::Str(&self.text),
                _ => Value::Null,
            }
        }
    }

    impl RecordMut for Written {
        fn as_record(&self) -> &dyn Record {
            self
        }

        fn field_mut(&mut self, _: usize) -> ValueMut<'_> {
            if self.changeable { ValueMut::Leaf(&mut self.text) } else { ValueMut::Fixed }
        }
    }

    fn written(schema: &'static Schema) -> Written {
        Written { schema, text: "Ada".into(), secret: false, changeable: false }
    }

    fn is_refused(mut record: Written) -> bool {
        matches!(redact(&mut record, &OPEN), Err(RedactError::Unchangeable { .. }))
    }

    #[test]
    fn a_field_that_cannot_be_changed_stays_only_if_it_is_kept_and_no_secret() {
        assert!(!is_refused(written(&LEAF)));
        assert!(redact(&mut written(&LEAF), &Policy::logs()).is_err());
        assert!(is_refused(Written { secret: true, ..written(&LEAF) }));
    }

    #[test]
    fn a_leaf_value_in_place_of_records_is_not_kept() {
        assert!(is_refused(written(&NESTED)));
        let mut record = Written { changeable: true, ..written(&NESTED) };
        assert_eq!(redact(&mut record, &OPEN), Ok(()));
        assert_eq!(record.text, "[identified]");
    }

    #[test]
    fn records_in_place_of_a_leaf_value_are_not_kept() {
        /// Records that take any change.
        struct Any;

        impl NestedMut for Any {
            fn change_nested(&mut self, _: &mut dyn ChangeRecords) -> Result<(), Unchangeable> {
                Ok(())
            }
        }

        struct Misplaced(Any);

        impl Record for Misplaced {
            fn get(&self, slot: Slot) -> Value<'_> {
                match slot {
                    Slot::Schema => Value::Schema(&LEAF),
                    _ => Value::Null,
                }
            }
        }

        impl RecordMut for Misplaced {
            fn as_record(&self) -> &dyn Record {
                self
            }

            fn field_mut(&mut self, _: usize) -> ValueMut<'_> {
                ValueMut::Nested(&mut self.0)
            }
        }

        assert_eq!(redact(&mut Misplaced(Any), &OPEN), Ok(()));
        assert!(redact(&mut Misplaced(Any), &Policy::logs()).is_err());
    }

    #[test]
    fn a_variant_that_the_schema_does_not_have_is_an_error() {
        let error = redact(&mut written(&UNKNOWN), &OPEN);
        assert_eq!(error, Err(RedactError::UnknownVariant { record: "Written" }));
    }
}
