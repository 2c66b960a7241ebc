//! Actions as words, or as tables with a number.

use core::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, Unexpected, Visitor,
};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::mistake::{Mistake, excerpt};
use super::word::{Vocabulary, Word, Words};
use crate::policy::{Action, Rounding};
use intune_privacy_taxonomy::Item;

static ACTIONS: Vocabulary<Action> = Vocabulary::new(
    "action",
    &[
        ("keep", Action::Keep),
        ("erase", Action::Erase),
        ("omit", Action::Omit),
        ("mask", Action::Mask),
        ("mask_to_length", Action::MaskToLength),
        ("generalize", Action::Generalize),
        ("pseudonymize", Action::Pseudonymize),
        ("suppress", Action::SUPPRESS),
        ("suppress_cms", Action::SUPPRESS_CMS),
        ("round", Action::ROUND),
        ("round_nhs", Action::ROUND_NHS),
    ],
);

/// What an action with a number does.
#[derive(Clone, Copy)]
enum Numbered {
    Suppress,
    Round,
}

static NUMBERED: Vocabulary<Numbered> = Vocabulary::new(
    "action with a number",
    &[("suppress", Numbered::Suppress), ("round", Numbered::Round)],
);

/// Suppressing or rounding to less than this does nothing.
const SMALLEST: u16 = 2;

/// Reads an action as a document of a [`Policy`](crate::Policy) has it.
impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ActionOf(None).deserialize(deserializer)
    }
}

/// The action of an item, or of a class.
#[derive(Clone, Copy)]
pub(super) struct ActionOf(pub(super) Option<&'static Item>);

impl ActionOf {
    fn allowed(self, action: Action) -> Result<Action, Mistake> {
        match self.0 {
            Some(item) if item.secret && action != Action::Erase => Err(Mistake::Secret(item)),
            _ => Ok(action),
        }
    }
}

impl<'de> DeserializeSeed<'de> for ActionOf {
    type Value = Action;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Action, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ActionOf {
    type Value = Action;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an action, such as `erase`, or a table with `suppress` or `round`")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Action, E> {
        ACTIONS.meaning(word).and_then(|action| self.allowed(action)).map_err(E::custom)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut table: M) -> Result<Action, M::Error> {
        let action = match Words::of(&NUMBERED).next(&mut table)? {
            Some(Numbered::Suppress) => {
                Action::Suppress { minimum: table.next_value_seed(Number { smallest: SMALLEST })? }
            }
            Some(Numbered::Round) => Action::Round(table.next_value()?),
            None => return Err(M::Error::custom(Mistake::NoAction)),
        };
        let second = |word: &str| Err::<(), _>(Mistake::SecondAction { word: excerpt(word) });
        table.next_key_seed(Word::new(NUMBERED.kind(), second))?;
        self.allowed(action).map_err(M::Error::custom)
    }
}

#[derive(Clone, Copy)]
enum RoundingPart {
    Nearest,
    Small,
}

static ROUNDING: Vocabulary<RoundingPart> =
    Vocabulary::new("field", &[("nearest", RoundingPart::Nearest), ("small", RoundingPart::Small)]);

/// Reads what follows `round` in a document of a [`Policy`](crate::Policy): `10`, or
/// `{ nearest = 10, small = { up_to = 14, as = 10 } }`.
impl<'de> Deserialize<'de> for Rounding {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RoundingVisitor)
    }
}

struct RoundingVisitor;

impl<'de> Visitor<'de> for RoundingVisitor {
    type Value = Rounding;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = Number { smallest: SMALLEST };
        number.expecting(f)?;
        f.write_str(", or a table with `nearest`")
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Rounding, E> {
        Number { smallest: SMALLEST }.visit_u64(number).map(Rounding::to_nearest)
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Rounding, E> {
        Number { smallest: SMALLEST }.visit_i64(number).map(Rounding::to_nearest)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut table: M) -> Result<Rounding, M::Error> {
        let (mut nearest, mut small) = (None, None);
        let mut parts = Words::of(&ROUNDING);
        while let Some(part) = parts.next(&mut table)? {
            match part {
                RoundingPart::Nearest => {
                    nearest = Some(table.next_value_seed(Number { smallest: SMALLEST })?);
                }
                RoundingPart::Small => small = Some(table.next_value::<Small>()?),
            }
        }
        let nearest = nearest.ok_or_else(|| M::Error::missing_field("nearest"))?;
        let rounding = Rounding::to_nearest(nearest);
        Ok(small.map_or(rounding, |Small { up_to, count }| rounding.with_small(up_to, count)))
    }
}

/// What small counts are shown as.
struct Small {
    up_to: u16,
    count: u16,
}

#[derive(Clone, Copy)]
enum SmallPart {
    UpTo,
    As,
}

static SMALL: Vocabulary<SmallPart> =
    Vocabulary::new("field", &[("up_to", SmallPart::UpTo), ("as", SmallPart::As)]);

impl<'de> Deserialize<'de> for Small {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SmallVisitor)
    }
}

struct SmallVisitor;

impl<'de> Visitor<'de> for SmallVisitor {
    type Value = Small;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table with `up_to` and `as`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut table: M) -> Result<Small, M::Error> {
        let (mut up_to, mut count) = (None, None);
        let mut parts = Words::of(&SMALL);
        while let Some(part) = parts.next(&mut table)? {
            match part {
                SmallPart::UpTo => up_to = Some(table.next_value_seed(Number { smallest: 1 })?),
                SmallPart::As => count = Some(table.next_value_seed(Number { smallest: 0 })?),
            }
        }
        Ok(Small {
            up_to: up_to.ok_or_else(|| M::Error::missing_field("up_to"))?,
            count: count.ok_or_else(|| M::Error::missing_field("as"))?,
        })
    }
}

/// A whole number from that on.
#[derive(Clone, Copy)]
struct Number {
    smallest: u16,
}

impl<'de> DeserializeSeed<'de> for Number {
    type Value = u16;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u16, D::Error> {
        deserializer.deserialize_u16(self)
    }
}

impl Visitor<'_> for Number {
    type Value = u16;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from {} to {}", self.smallest, u16::MAX)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<u16, E> {
        match u16::try_from(number) {
            Ok(number) if number >= self.smallest => Ok(number),
            _ => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<u16, E> {
        match u64::try_from(number) {
            Ok(number) => self.visit_u64(number),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }
}

/// Writes an action as a document of a [`Policy`](crate::Policy) has it.
///
/// # Errors
///
/// If the action suppresses or rounds to less than 2, which does nothing and which no document may
/// say; or that of the serializer.
impl Serialize for Action {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Suppress { minimum } if minimum < SMALLEST => {
                Err(S::Error::custom(Mistake::Futile(minimum)))
            }
            Self::Suppress { minimum } => serializer.collect_map([("suppress", minimum)]),
            Self::Round(rounding) => serializer.collect_map([("round", rounding)]),
            _ => serializer.collect_str(self),
        }
    }
}

/// Writes what follows `round` in a document of a [`Policy`](crate::Policy).
///
/// # Errors
///
/// If it rounds to less than 2, which does nothing; or that of the serializer.
impl Serialize for Rounding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.nearest() < SMALLEST {
            return Err(S::Error::custom(Mistake::Futile(self.nearest())));
        }
        let Some((up_to, count)) = self.small() else {
            return serializer.serialize_u16(self.nearest());
        };
        let mut parts = serializer.serialize_map(Some(2))?;
        parts.serialize_entry("nearest", &self.nearest())?;
        parts.serialize_entry("small", &Small { up_to, count })?;
        parts.end()
    }
}

impl Serialize for Small {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("up_to", self.up_to), ("as", self.count)])
    }
}
