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

use super::{DataValue, Entries, Leaf, Nested, Nesting, Record, Shape, Slot, Value, Values};
use crate::schema::{Holdings, Schema};

/// Pointers to one value: the value itself.
macro_rules! pointers {
    (leaves: $( $Type:ty $(where $Bound:path)?; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + DataValue $(+ $Bound)?> DataValue for $Type {
            const SHAPE: Shape = T::SHAPE;

            fn value(&self) -> Value<'_> {
                (**self).value()
            }
        }
    )+};
    (records: $( $Type:ty $(where $Bound:path)?; )+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized + Nested $(+ $Bound)?> Nested for $Type {
            const HOLDINGS: Holdings = T::HOLDINGS;

            fn schema() -> &'static Schema {
                T::schema()
            }

            fn nested_value(&self) -> Value<'_> {
                (**self).nested_value()
            }
        }
    )+};
    (both: $( $Type:ty $(where $Bound:path)?; )+) => {
        pointers! { leaves: $( $Type $(where $Bound)?; )+ }
        pointers! { records: $( $Type $(where $Bound)?; )+ }
    };
}

pointers! {
    both:
    Rc<T>;
    Arc<T>;
    Cow<'_, T> where alloc::borrow::ToOwned;
}

// To records, these three are `Classified` themselves.
pointers! {
    leaves:
    &T;
    &mut T;
    Box<T>;
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
}

#[diagnostic::do_not_recommend]
impl<T: Nested> Nested for Option<T> {
    const HOLDINGS: Holdings = T::HOLDINGS;

    fn schema() -> &'static Schema {
        T::schema()
    }

    fn nested_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::nested_value)
    }
}

/// Lists and sets: `[further parameters] Type where T: Bound; shape`.
///
/// A slice has no impl of its own, because it cannot become a trait object; its pointers have.
macro_rules! lists {
    ($( [$($parameters:tt)*] $Type:ty $(where $Bound:path)?, $shape:expr; )+) => {$(
        impl<T: DataValue $(+ $Bound)?, $($parameters)*> Values<Leaf> for $Type {
            fn count(&self) -> usize {
                self.len()
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
        }

        impl<T: Nested $(+ $Bound)?, $($parameters)*> Values<Nesting> for $Type {
            fn count(&self) -> usize {
                self.len()
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
        }
    )+};
}

lists! {
    [] Vec<T>, T::SHAPE.or_absent();
    [] VecDeque<T>, T::SHAPE.or_absent();
    [] LinkedList<T>, T::SHAPE.or_absent();
    [] BinaryHeap<T>, T::SHAPE.or_absent();
    [] BTreeSet<T>, T::SHAPE.or_absent();
    [] &[T], T::SHAPE.or_absent();
    [] &mut [T], T::SHAPE.or_absent();
    [] Box<[T]>, T::SHAPE.or_absent();
    [] Rc<[T]>, T::SHAPE.or_absent();
    [] Arc<[T]>, T::SHAPE.or_absent();
    [] Cow<'_, [T]> where Clone, T::SHAPE.or_absent();
    [const N: usize] [T; N], T::SHAPE;
}

#[cfg(feature = "std")]
lists! {
    [S] std::collections::HashSet<T, S>, T::SHAPE.or_absent();
}

/// Maps: `[further parameters] Type`. The keys are always leaf values.
macro_rules! maps {
    ($( [$($parameters:tt)*] $Type:ty; )+) => {$(
        impl<K: DataValue, V: DataValue, $($parameters)*> Entries<Leaf> for $Type {
            fn count(&self) -> usize {
                self.len()
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
        }

        impl<K: DataValue, V: Nested, $($parameters)*> Entries<Nesting> for $Type {
            fn count(&self) -> usize {
                self.len()
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
        }
    )+};
}

maps! {
    [] BTreeMap<K, V>;
}

#[cfg(feature = "std")]
maps! {
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
