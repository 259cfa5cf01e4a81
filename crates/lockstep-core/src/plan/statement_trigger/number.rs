//! How exact a number is.

/// What kind of number an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Integer,
    /// With as many digits behind the point at most.
    Decimal(Option<u32>),
    Unknown,
    /// It is no exact number.
    Inexact,
}

impl Number {
    pub(super) fn and(self, other: Number, product: bool) -> Number {
        match (self, other) {
            (Number::Inexact, _) | (_, Number::Inexact) => Number::Inexact,
            (Number::Unknown, _) | (_, Number::Unknown) => Number::Unknown,
            (Number::Integer, Number::Integer) => Number::Integer,
            (Number::Decimal(None), _) | (_, Number::Decimal(None)) => Number::Decimal(None),
            (left, right) => {
                let (left, right) = (left.scale(), right.scale());
                Number::Decimal(Some(if product {
                    left + right
                } else {
                    left.max(right)
                }))
            }
        }
    }

    pub(super) fn scale(&self) -> u32 {
        match self {
            Number::Decimal(Some(scale)) => *scale,
            _ => 0,
        }
    }

    pub(super) fn of_type(data_type: Option<&str>) -> Number {
        let Some(data_type) = data_type else {
            return Number::Unknown;
        };
        match data_type {
            "int2" | "int4" | "int8" => Number::Integer,
            "numeric" => Number::Decimal(None),
            _ => match data_type.strip_prefix("numeric(") {
                Some(modifiers) if modifiers.ends_with(')') => {
                    let scale = modifiers.trim_end_matches(')').split(',').nth(1);
                    match scale.map_or(Ok(0), |scale| scale.trim().parse()) {
                        Ok(scale) => Number::Decimal(Some(scale)),
                        Err(_) => Number::Inexact,
                    }
                }
                _ => Number::Inexact,
            },
        }
    }
}
