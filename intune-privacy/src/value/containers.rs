//! Pointers, options, lists, sets, maps and tuples as values.
//!
//! What holds leaf values and what holds records comes out of the same macros, so that a container
//! good for one is good for the other.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::{
    Change, ChangeRecords, DataValue, Entries, Fate, Leaf, Nested, Nesting, Record, Shape, Slot,
    Unchangeable, Value, Values,
};
use crate::schema::{Holdings, Schema};

/// Pointers to one value: the value itself.
///
/// `Type where Bounds; how to change a leaf value; how to change records`. Each way gets the pointer
/// and the change.
macro_rules! pointers {
    (leaves: $( $Type:ty $(where [$($bounds:tt)+])?, $change:expr; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + DataValue> DataValue for $Type
        $(where T: $($bounds)+<Owned: DataValue>)?
        {
            const SHAPE: Shape = T::SHAPE;

            fn value(&self) -> Value<'_> {
                (**self).value()
            }

            fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
                let apply: fn(&mut Self, &mut dyn Change) -> Result<(), Unchangeable> = $change;
                apply(self, change)
            }
        }
    )+};
    (records: $( $Type:ty $(where [$($bounds:tt)+])?, $change:expr; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + Nested> Nested for $Type
        $(where T: $($bounds)+<Owned: Nested>)?
        {
            const HOLDINGS: Holdings = T::HOLDINGS;
            const MANY: bool = T::MANY;

            fn schema() -> &'static Schema {
                T::schema()
            }

            fn nested_value(&self) -> Value<'_> {
                (**self).nested_value()
            }

            fn change_records(
                &mut self,
                change: &mut dyn ChangeRecords,
            ) -> Result<(), Unchangeable> {
                let apply: fn(&mut Self, &mut dyn ChangeRecords) -> Result<(), Unchangeable> =
                    $change;
                apply(self, change)
            }
        }
    )+};
}

// What is shared cannot be changed, but a text can be shared anew.
pointers! {
    leaves:
    Rc<T>, |this, change| match anew(&**this, change) {
        Some(other) => other.map(|other| *this = other.into()),
        None => match Self::get_mut(this) {
            Some(value) => value.change(change),
            None => change.leave(this.value()),
        },
    };
    Arc<T>, |this, change| match anew(&**this, change) {
        Some(other) => other.map(|other| *this = other.into()),
        None => match Self::get_mut(this) {
            Some(value) => value.change(change),
            None => change.leave(this.value()),
        },
    };
    Box<T>, |this, change| match anew(&**this, change) {
        Some(other) => other.map(|other| *this = other),
        None => (**this).change(change),
    };
    Cow<'_, T> where [alloc::borrow::ToOwned], |this, change| match change.leave(this.value()) {
        Ok(()) => Ok(()),
        Err(_) => this.to_mut().change(change),
    };
    &mut T, |this, change| (**this).change(change);
    &T, |this, change| match T::of_marker(change.marker()) {
        Some(marker) if change.fate() == Fate::Empty => {
            *this = marker;
            Ok(())
        }
        _ => change.leave(this.value()),
    };
}

// To records, the other pointers are `Classified` themselves.
pointers! {
    records:
    Rc<T>, |this, change| match Self::get_mut(this) {
        Some(record) => record.change_records(change),
        None => change.leave(this.nested_value()),
    };
    Arc<T>, |this, change| match Self::get_mut(this) {
        Some(record) => record.change_records(change),
        None => change.leave(this.nested_value()),
    };
    Cow<'_, T> where [alloc::borrow::ToOwned], |this, change| {
        match change.leave(this.nested_value()) {
            Ok(()) => Ok(()),
            Err(_) => this.to_mut().change_records(change),
        }
    };
}

/// The changed value in a box, of a type that has no size and is not kept.
fn anew<T: ?Sized + DataValue>(
    value: &T,
    change: &mut dyn Change,
) -> Option<Result<Box<T>, Unchangeable>> {
    if change.keeps() { None } else { value.changed(change) }
}

/// Pointers to a record: the record itself.
macro_rules! records {
    ($( $Type:ty; )+) => {$(
        impl<T: ?Sized + Record> Record for $Type {
            fn get(&self, slot: Slot) -> Value<'_> {
                (**self).get(slot)
            }
        }
    )+};
}

records! {
    &T;
    &mut T;
    Box<T>;
}

#[diagnostic::do_not_recommend]
impl<T: DataValue> DataValue for Option<T> {
    const SHAPE: Shape = T::SHAPE.or_absent();

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::value)
    }

    fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
        // Changed even if it goes: a text or secret is overwritten before it is freed.
        let changed = self.as_mut().map_or(Ok(()), |value| value.change(change));
        if change.fate() != Fate::Empty {
            return changed;
        }
        *self = None;
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Nested> Nested for Option<T> {
    const HOLDINGS: Holdings = T::HOLDINGS;
    const MANY: bool = T::MANY;

    fn schema() -> &'static Schema {
        T::schema()
    }

    fn nested_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::nested_value)
    }

    #[cfg(feature = "audit")]
    #[inline]
    fn holds_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.holds_same(other),
            (one, other) => one.is_none() == other.is_none(),
        }
    }

    fn change_records(&mut self, change: &mut dyn ChangeRecords) -> Result<(), Unchangeable> {
        if change.drops() {
            *self = None;
        }
        self.as_mut().map_or(Ok(()), |records| records.change_records(change))
    }
}

/// Lists and sets: `[further parameters] Type where T: Bound, shape, elements, how to empty it`.
///
/// `elements` is the iterator over what can be changed, or [`fixed`] where nothing can: such a list
/// is emptied if it may not stay as it is. Two changed elements of a set could become equal, so
/// there nothing can. An array cannot be empty, and says nothing of it. Elements are changed even if
/// they go, as in an option.
///
/// A slice has no impl of its own, because it cannot become a trait object; its pointers have.
macro_rules! lists {
    (ordered: $ordered:literal; $(
        [$($parameters:tt)*] $Type:ty $(where $Bound:path)?, $shape:expr,
        |$this:ident| $elements:expr $(, $empty:expr)?;
    )+) => {$(
        impl<T: DataValue $(+ $Bound)?, $($parameters)*> Values<Leaf> for $Type {
            fn count(&self) -> usize {
                self.len()
            }

            fn is_ordered(&self) -> bool {
                $ordered
            }

            fn each<'a>(
                &'a self,
                visit: &mut dyn FnMut(Value<'a>) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                self.iter().try_for_each(|element| visit(element.value()))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: DataValue $(+ $Bound)?, $($parameters)*> DataValue for $Type {
            const SHAPE: Shape = $shape;

            fn value(&self) -> Value<'_> {
                Value::List(self)
            }

            fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
                let $this = &mut *self;
                let changed = $elements.map(|elements| all(elements, |it| it.change(change)));
                $(
                    if change.fate() == Fate::Empty {
                        let $this = &mut *self;
                        $empty;
                        return Ok(());
                    }
                )?
                if let Some(changed) = changed {
                    return changed;
                }
                match change.leave(self.value()) {
                    $(
                        Err(_) => {
                            let $this = self;
                            $empty;
                            Ok(())
                        }
                    )?
                    left => left,
                }
            }
        }

        impl<T: Nested $(+ $Bound)?, $($parameters)*> Values<Nesting> for $Type {
            fn count(&self) -> usize {
                self.len()
            }

            fn is_ordered(&self) -> bool {
                $ordered
            }

            fn each<'a>(
                &'a self,
                visit: &mut dyn FnMut(Value<'a>) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                self.iter().try_for_each(|element| visit(element.nested_value()))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Nested $(+ $Bound)?, $($parameters)*> Nested for $Type {
            const HOLDINGS: Holdings = T::HOLDINGS;

            fn schema() -> &'static Schema {
                T::schema()
            }

            fn nested_value(&self) -> Value<'_> {
                Value::Records(self)
            }

            fn change_records(
                &mut self,
                change: &mut dyn ChangeRecords,
            ) -> Result<(), Unchangeable> {
                let $this = &mut *self;
                $(
                    if change.drops() {
                        $empty;
                        return Ok(());
                    }
                )?
                if let Some(elements) = $elements {
                    return all(elements, |it| it.change_records(change));
                }
                match change.leave(self.nested_value()) {
                    $(
                        Err(_) if !change.spares() => {
                            let $this = self;
                            $empty;
                            Ok(())
                        }
                    )?
                    left => left,
                }
            }
        }
    )+};
}

lists! {
    ordered: true;
    [] Vec<T>, T::SHAPE.or_absent(), |this| Some(this.iter_mut()), this.clear();
    [] VecDeque<T>, T::SHAPE.or_absent(), |this| Some(this.iter_mut()), this.clear();
    [] LinkedList<T>, T::SHAPE.or_absent(), |this| Some(this.iter_mut()), this.clear();
    [] BinaryHeap<T>, T::SHAPE.or_absent(), |this| fixed::<_, T>(this), this.clear();
    [] BTreeSet<T>, T::SHAPE.or_absent(), |this| fixed::<_, T>(this), this.clear();
    [] &[T], T::SHAPE.or_absent(), |this| fixed::<_, T>(this), *this = &[];
    [] &mut [T], T::SHAPE.or_absent(), |this| Some(this.iter_mut()), *this = &mut [];
    [] Box<[T]>, T::SHAPE.or_absent(), |this| Some(this.iter_mut()), *this = Self::default();
    [] Rc<[T]>, T::SHAPE.or_absent(),
        |this| Self::get_mut(this).map(<[T]>::iter_mut), *this = Self::default();
    [] Arc<[T]>, T::SHAPE.or_absent(),
        |this| Self::get_mut(this).map(<[T]>::iter_mut), *this = Self::default();
    [] Cow<'_, [T]> where Clone, T::SHAPE.or_absent(),
        |this| Some(this.to_mut().iter_mut()), *this = Cow::Borrowed(&[]);
    [const N: usize] [T; N], T::SHAPE, |this| Some(this.iter_mut());
}

#[cfg(feature = "std")]
lists! {
    ordered: false;
    [S] std::collections::HashSet<T, S>, T::SHAPE.or_absent(), |this| fixed::<_, T>(this), this.clear();
}

/// Changes all elements. One that cannot be changed does not stop it.
fn all<T>(
    elements: impl Iterator<Item = T>,
    mut change: impl FnMut(T) -> Result<(), Unchangeable>,
) -> Result<(), Unchangeable> {
    let mut changed = Ok(());
    for element in elements {
        changed = changed.and(change(element));
    }
    changed
}

/// The elements of a list where none can be changed.
fn fixed<'a, L, T>(_: &L) -> Option<core::slice::IterMut<'a, T>> {
    None
}

/// Maps: `[further parameters] Type`. The keys are always leaf values.
///
/// A map is emptied unless its keys stay, for two changed keys could become equal.
macro_rules! maps {
    (ordered: $ordered:literal; $( [$($parameters:tt)*] $Type:ty; )+) => {$(
        impl<K: DataValue, V: DataValue, $($parameters)*> Entries<Leaf> for $Type {
            fn count(&self) -> usize {
                self.len()
            }

            fn is_ordered(&self) -> bool {
                $ordered
            }

            fn each<'a>(
                &'a self,
                visit: &mut dyn FnMut(Value<'a>, Value<'a>) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                self.iter().try_for_each(|(key, value)| visit(key.value(), value.value()))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<K: DataValue, V: DataValue, $($parameters)*> DataValue for $Type {
            const SHAPE: Shape = V::SHAPE.or_absent();

            fn value(&self) -> Value<'_> {
                Value::Map(self)
            }

            fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
                let changed = all(self.values_mut(), |value| value.change(change));
                if self.keys().all(|key| change.leave(key.value()).is_ok()) {
                    return changed;
                }
                self.clear();
                Ok(())
            }
        }

        impl<K: DataValue, V: Nested, $($parameters)*> Entries<Nesting> for $Type {
            fn count(&self) -> usize {
                self.len()
            }

            fn is_ordered(&self) -> bool {
                $ordered
            }

            fn each<'a>(
                &'a self,
                visit: &mut dyn FnMut(Value<'a>, Value<'a>) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                self.iter().try_for_each(|(key, value)| visit(key.value(), value.nested_value()))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<K: DataValue, V: Nested, $($parameters)*> Nested for $Type {
            const HOLDINGS: Holdings = V::HOLDINGS;

            fn schema() -> &'static Schema {
                V::schema()
            }

            fn nested_value(&self) -> Value<'_> {
                Value::RecordMap(self)
            }

            fn change_records(
                &mut self,
                change: &mut dyn ChangeRecords,
            ) -> Result<(), Unchangeable> {
                let keeps_keys = change.keeps_keys() && !change.drops();
                if !keeps_keys || self.keys().any(|key| key.value().holds_secret()) {
                    self.clear();
                }
                all(self.values_mut(), |records| records.change_records(change))
            }
        }
    )+};
}

maps! {
    ordered: true;
    [] BTreeMap<K, V>;
}

#[cfg(feature = "std")]
maps! {
    ordered: false;
    [S] std::collections::HashMap<K, V, S>;
}

/// Tuples of leaf values; each call adds the ones that it names, from the longest to one part.
macro_rules! tuples {
    () => {};
    ($First:ident $($Rest:ident)*) => {
        tuples! { @impl $First $($Rest)* }
        tuples! { $($Rest)* }
    };
    (@impl $($Part:ident)+) => {
        impl<$($Part: DataValue),+> Values<Leaf> for ($($Part,)+) {
            fn count(&self) -> usize {
                [$(stringify!($Part)),+].len()
            }

            #[expect(non_snake_case, reason = "each part is bound by the name of its type")]
            fn each<'a>(
                &'a self,
                visit: &mut dyn FnMut(Value<'a>) -> ControlFlow<()>,
            ) -> ControlFlow<()> {
                let ($($Part,)+) = self;
                $( visit($Part.value())?; )+
                ControlFlow::Continue(())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($Part: DataValue),+> DataValue for ($($Part,)+) {
            const SHAPE: Shape = Shape::of_all(&[$($Part::SHAPE),+]);

            fn value(&self) -> Value<'_> {
                Value::List(self)
            }

            #[expect(non_snake_case, reason = "each part is bound by the name of its type")]
            fn change(&mut self, change: &mut dyn Change) -> Result<(), Unchangeable> {
                let ($($Part,)+) = self;
                Ok(())$( .and($Part.change(change)) )+
            }
        }
    };
}

tuples! { A B C D E F G H I J K L }

#[cfg(test)]
mod tests {
    use super::{Arc, BTreeMap, Box, Cow, DataValue, LinkedList, Nested, Rc, Shape, Vec, VecDeque};
    use crate::schema::Classified;
    use alloc::string::String;

    const fn shape<T: DataValue>() -> Shape {
        T::SHAPE
    }

    #[test]
    fn pointers_and_arrays_have_the_shape_of_what_they_hold() {
        assert_eq!(shape::<&u8>(), Shape::NUMBER);
        assert_eq!(shape::<Box<f64>>(), Shape::NUMBER);
        assert_eq!(shape::<Arc<str>>(), Shape::TEXT);
        assert_eq!(shape::<Cow<'_, str>>(), Shape::TEXT);
        assert_eq!(shape::<[u8; 4]>(), Shape::NUMBER);
    }

    #[test]
    fn options_and_collections_can_be_absent() {
        let numbers = Shape::NUMBER.or_absent();
        assert_eq!(shape::<Option<u8>>(), numbers);
        assert_eq!(shape::<Rc<Vec<u8>>>(), numbers);
        assert_eq!(shape::<&[u8]>(), numbers);
        assert_eq!(shape::<Cow<'_, [u8]>>(), numbers);
        assert_eq!(shape::<BTreeMap<String, u8>>(), numbers);
        assert_eq!(shape::<BTreeMap<u8, String>>(), Shape::TEXT.or_absent());
    }

    #[test]
    fn a_tuple_is_what_all_of_its_parts_are() {
        assert_eq!(shape::<(u8, f32)>(), Shape::NUMBER);
        assert_eq!(shape::<(u8, String)>(), Shape::TEXT);
        assert_eq!(shape::<(Option<u8>, Vec<u8>)>(), Shape::NUMBER.or_absent());
        assert_eq!(shape::<(Option<u8>, u8)>(), Shape::NUMBER);
    }

    /// Compiles only if every container of records is `Nested`.
    const fn holds_records<T: Nested>() {}

    #[expect(dead_code, reason = "it is enough that it compiles")]
    const fn every_container_holds_records<T: Classified + Clone>() {
        holds_records::<&T>();
        holds_records::<&mut T>();
        holds_records::<Box<T>>();
        holds_records::<Rc<T>>();
        holds_records::<Arc<T>>();
        holds_records::<Cow<'_, T>>();
        holds_records::<Option<Box<T>>>();
        holds_records::<Vec<Option<T>>>();
        holds_records::<VecDeque<T>>();
        holds_records::<LinkedList<T>>();
        holds_records::<&[T]>();
        holds_records::<Box<[T]>>();
        holds_records::<Arc<[T]>>();
        holds_records::<Cow<'_, [T]>>();
        holds_records::<[T; 2]>();
        holds_records::<BTreeMap<String, Vec<T>>>();
        #[cfg(feature = "std")]
        holds_records::<std::collections::HashMap<String, Vec<T>>>();
        #[cfg(feature = "std")]
        holds_records::<std::collections::HashSet<T>>();
    }
}
