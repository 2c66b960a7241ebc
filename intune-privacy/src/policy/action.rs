//! What a policy does to a value.

use core::fmt;

/// What a [`Policy`](crate::Policy) does to a value.
///
/// What an action cannot do to a value it erases: a text that is no IP address has no prefix, and
/// without a key there is no pseudonym. A secret it erases always.
///
/// Actions other than to keep, erase and omit apply to each value in a list or map by itself, so
/// how many there are shows, and a missing value stays missing.
///
/// # Masks
///
#[doc = include_str!("../mask/formats.md")]
///
/// # Coarser terms
///
#[doc = include_str!("../generalize/formats.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// The value is shown as it is.
    Keep,
    /// The name of the class is shown in place of the value, such as `[identified]`. The value is
    /// not even read, so neither its length nor its presence shows.
    Erase,
    /// The field is left out. Where a place cannot be left out, as in a tuple, it is empty.
    Omit,
    /// The part that tells little is shown and `***` in place of the rest, by the item's
    /// [`Format`](crate::Format): `a***@contoso.example`. A value that is not of the format is
    /// `***` altogether.
    Mask,
    /// As [`Mask`](Self::Mask), with one `*` for each hidden character, so that the length shows.
    MaskToLength,
    /// The value in coarser terms, by the item's [`Format`](crate::Format): of a time the date, of
    /// an IP address the prefix, of a version the first number.
    Generalize,
    /// A keyed pseudonym in place of the value: equal values of an item have equal pseudonyms, and
    /// nothing else can be told from them without the key (GDPR article 4(5)). Needs the feature
    /// `pseudonym` and `Policy::with_pseudonyms`.
    Pseudonymize,
    /// Of an aggregate, a count between 0 and `minimum` is shown as `[suppressed]`, because a small
    /// group points at its members. Zero stays zero. Everything but counts is erased: a count is a
    /// whole number in a field of the format [`Count`](crate::Format::Count), or in an
    /// undocumented field of aggregated data.
    ///
    /// It protects the single number. Whoever sees a total and all parts but one can still
    /// compute the one by subtraction, and so can who sees the same count twice with one person
    /// between: publish no total of suppressed parts, and round where figures can be compared.
    Suppress {
        /// The smallest group that is shown.
        minimum: u16,
    },
    /// Of an aggregate, a count is rounded. Zero stays zero. Everything but counts is erased.
    Round(Rounding),
}

impl Action {
    /// [`Suppress`](Self::Suppress) with the minimum group size 5, which Microsoft Viva Insights
    /// has as default.
    pub const SUPPRESS: Self = Self::Suppress { minimum: 5 };
    /// [`Suppress`](Self::Suppress) as the US Centers for Medicare & Medicaid Services ask in their
    /// cell size suppression policy: 1 to 10 are not shown (ResDAC, 2024-01-26).
    pub const SUPPRESS_CMS: Self = Self::Suppress { minimum: 11 };
    /// [`Round`](Self::Round) to the nearest multiple of 5.
    pub const ROUND: Self = Self::Round(Rounding::to_nearest(5));
    /// [`Round`](Self::Round) as NHS Digital does for Hospital Episode Statistics below the
    /// national level since September 2018: 1 to 7 are shown as 5, the rest to the nearest 5.
    pub const ROUND_NHS: Self = Self::Round(Rounding::to_nearest(5).with_small(7, 5));

    /// Whether nothing of an identified value can be read from what is shown.
    pub(crate) const fn hides_identity(self) -> bool {
        matches!(self, Self::Erase | Self::Omit | Self::Pseudonymize)
    }

    /// Whether no personal data is left: a pseudonym is still personal (GDPR recital 26).
    pub(crate) const fn hides_person(self) -> bool {
        matches!(self, Self::Erase | Self::Omit)
    }
}

/// The word of a policy document, and what follows it in words, as in `suppress below 5`.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keep => "keep",
            Self::Erase => "erase",
            Self::Omit => "omit",
            Self::Mask => "mask",
            Self::MaskToLength => "mask_to_length",
            Self::Generalize => "generalize",
            Self::Pseudonymize => "pseudonymize",
            Self::Suppress { minimum } => return write!(f, "suppress below {minimum}"),
            Self::Round(rounding) => {
                write!(f, "round to the nearest {}", rounding.nearest())?;
                return match rounding.small() {
                    Some((up_to, count)) => write!(f, ", 1 to {up_to} as {count}"),
                    None => Ok(()),
                };
            }
        })
    }
}

/// How [`Action::Round`] rounds a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounding {
    nearest: u16,
    small_up_to: u16,
    small_as: u16,
}

impl Rounding {
    /// To the nearest multiple of `multiple`, and from the middle up. 0 and 1 round nothing.
    #[must_use]
    pub const fn to_nearest(multiple: u16) -> Self {
        Self { nearest: multiple, small_up_to: 0, small_as: 0 }
    }

    /// And a count from 1 to `up_to` is shown as `count`.
    #[must_use]
    pub const fn with_small(self, up_to: u16, count: u16) -> Self {
        let small_as = if up_to == 0 { 0 } else { count };
        Self { small_up_to: up_to, small_as, ..self }
    }

    /// The multiple that counts are rounded to.
    pub const fn nearest(self) -> u16 {
        self.nearest
    }

    /// The largest small count, and what small counts are shown as.
    pub const fn small(self) -> Option<(u16, u16)> {
        if self.small_up_to == 0 { None } else { Some((self.small_up_to, self.small_as)) }
    }

    /// The count as it is shown.
    ///
    /// ```
    /// use intune_privacy::Rounding;
    ///
    /// let nhs = Rounding::to_nearest(5).with_small(7, 5);
    /// assert_eq!([0, 1, 7, 8, 12, 13].map(|count| nhs.apply(count)), [0, 5, 5, 10, 10, 15]);
    /// ```
    pub const fn apply(self, count: u128) -> u128 {
        if count == 0 {
            return 0;
        }
        if count <= self.small_up_to as u128 {
            return self.small_as as u128;
        }
        let multiple = self.nearest as u128;
        if multiple < 2 {
            return count;
        }
        let over = count % multiple;
        let down = count - over;
        match down.checked_add(multiple) {
            Some(up) if over * 2 >= multiple => up,
            _ => down,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rounding;

    #[test]
    fn counts_are_rounded_from_the_middle_up_and_never_overflow() {
        let five = Rounding::to_nearest(5);
        let shown = [0, 2, 3, 7, 8, 10].map(|count| five.apply(count));
        assert_eq!(shown, [0, 0, 5, 5, 10, 10]);
        let ten = Rounding::to_nearest(10);
        assert_eq!([4, 5, 7, 14, 15].map(|count| ten.apply(count)), [0, 10, 10, 10, 20]);
        let seven = Rounding::to_nearest(7);
        assert_eq!(seven.apply(u128::MAX), u128::MAX - u128::MAX % 7);
        assert_eq!([0, 1, 3].map(|count| Rounding::to_nearest(2).apply(count)), [0, 2, 4]);
        assert_eq!([1, 7].map(|count| Rounding::to_nearest(0).apply(count)), [1, 7]);
    }

    #[test]
    fn zero_stays_zero_even_where_small_counts_are_shown_as_another() {
        let nhs = Rounding::to_nearest(5).with_small(7, 5);
        assert_eq!(nhs.apply(0), 0);
        assert_eq!((1..=7).map(|count| nhs.apply(count)).max(), Some(5));
        assert_eq!(nhs.small(), Some((7, 5)));
        assert_eq!(Rounding::to_nearest(5).small(), None);
    }
}
