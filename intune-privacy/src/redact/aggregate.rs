//! Counts that are too small to be shown, or rounded.

use crate::policy::{Action, Rounding};
use crate::value::Value;

/// What is shown of a count.
#[derive(Clone, Copy)]
pub(super) enum Count<'a> {
    /// This number.
    Number(Value<'a>),
    /// That it is small.
    Small,
}

/// What an action for aggregates shows of a value; `None` if the value is no count.
pub(super) fn count(action: Action, value: Value<'_>) -> Option<Count<'_>> {
    let size = match value {
        Value::Int(int) => u128::from(int.unsigned_abs()),
        Value::Uint(uint) => u128::from(uint),
        Value::Int128(int) => int.unsigned_abs(),
        Value::Uint128(uint) => uint,
        _ => return None,
    };
    match action {
        Action::Suppress { minimum } => Some(if size > 0 && size < u128::from(minimum) {
            Count::Small
        } else {
            Count::Number(value)
        }),
        Action::Round(rounding) => Some(Count::Number(rounded(rounding, value))),
        _ => None,
    }
}

/// The rounded value in the same kind of number, or the largest multiple that fits in it.
fn rounded(rounding: Rounding, value: Value<'_>) -> Value<'_> {
    let apply = |size: u128, largest: u128| {
        let shown = rounding.apply(size);
        if shown > largest {
            largest - largest % u128::from(rounding.nearest().max(1))
        } else {
            shown
        }
    };
    match value {
        Value::Int(int) => {
            let size = apply(int.unsigned_abs().into(), i64::MAX.unsigned_abs().into());
            let size = i64::try_from(size).unwrap_or(i64::MAX);
            Value::Int(if int < 0 { -size } else { size })
        }
        Value::Uint(uint) => {
            Value::Uint(u64::try_from(apply(uint.into(), u64::MAX.into())).unwrap_or(u64::MAX))
        }
        Value::Int128(int) => {
            let size = apply(int.unsigned_abs(), i128::MAX.unsigned_abs());
            let size = i128::try_from(size).unwrap_or(i128::MAX);
            Value::Int128(if int < 0 { -size } else { size })
        }
        Value::Uint128(uint) => Value::Uint128(apply(uint, u128::MAX)),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, count};
    use crate::policy::Action;
    use crate::value::Value;

    /// The number that is shown; `Err` if there is none, with whether it is too small.
    fn shown(action: Action, value: Value<'_>) -> Result<i128, bool> {
        match count(action, value).ok_or(false)? {
            Count::Small => Err(true),
            Count::Number(Value::Int(int)) => Ok(int.into()),
            Count::Number(Value::Uint(uint)) => Ok(uint.into()),
            Count::Number(Value::Int128(int)) => Ok(int),
            Count::Number(Value::Uint128(uint)) => Ok(i128::try_from(uint).unwrap()),
            Count::Number(_) => panic!("a count is an integer"),
        }
    }

    #[test]
    fn small_counts_are_suppressed_and_zero_is_not() {
        for (action, smallest) in [(Action::SUPPRESS, 5), (Action::SUPPRESS_CMS, 11)] {
            assert_eq!(shown(action, Value::Uint(0)), Ok(0));
            for size in 1..smallest {
                assert_eq!(shown(action, Value::Uint(size)), Err(true));
                assert_eq!(shown(action, Value::Uint128(size.into())), Err(true));
            }
            assert_eq!(shown(action, Value::Uint(smallest)), Ok(smallest.into()));
            assert_eq!(shown(action, Value::Int(-1)), Err(true));
        }
    }

    #[test]
    fn counts_of_every_kind_are_rounded() {
        assert_eq!(shown(Action::ROUND_NHS, Value::Uint(1)), Ok(5));
        assert_eq!(shown(Action::ROUND, Value::Int(-13)), Ok(-15));
        assert_eq!(shown(Action::ROUND, Value::Int128(13)), Ok(15));
        assert_eq!(shown(Action::ROUND, Value::Int128(-13)), Ok(-15));
        assert_eq!(shown(Action::ROUND, Value::Uint128(0)), Ok(0));
    }

    #[test]
    fn the_largest_numbers_stay_in_their_kind() {
        assert_eq!(shown(Action::ROUND, Value::Uint(u64::MAX)), Ok(u64::MAX.into()));
        let largest = i128::from(i64::MAX - i64::MAX % 5);
        assert_eq!(shown(Action::ROUND, Value::Int(i64::MAX)), Ok(largest));
        assert_eq!(shown(Action::ROUND, Value::Int(i64::MIN)), Ok(-largest));
    }

    #[test]
    fn what_is_no_count_has_no_size() {
        assert_eq!(shown(Action::SUPPRESS, Value::Float(3.0)), Err(false));
        assert_eq!(shown(Action::ROUND, Value::Str("3")), Err(false));
        assert_eq!(shown(Action::Mask, Value::Uint(3)), Err(false));
    }
}
