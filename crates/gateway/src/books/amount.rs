//! An amount as a report writes it, exactly. Nothing passes through a float: what a report
//! has as a number is read by its digits.

use patchbay_contract::Cents;
use serde_json::Value;

/// The amount, or nothing when it is none. What is not there is zero.
pub(super) fn amount(value: Option<&Value>) -> Option<Cents> {
    match value {
        None | Some(Value::Null) => Some(Cents::ZERO),
        Some(Value::String(text)) => of_text(text.trim()),
        Some(Value::Number(number)) => of_text(&number.to_string()),
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => None,
    }
}

fn of_text(text: &str) -> Option<Cents> {
    if text.is_empty() {
        return Some(Cents::ZERO);
    }
    // Accountants write what is below zero in brackets, and some programs behind it.
    let in_brackets = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let below = in_brackets
        .or_else(|| text.strip_prefix('-'))
        .or_else(|| text.strip_prefix('\u{2212}'))
        .or_else(|| text.strip_suffix('-'));
    let cents = unsigned(below.unwrap_or(text).trim())?;
    Some(if below.is_some() { Cents(-cents) } else { Cents(cents) })
}

fn unsigned(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = without_commas(whole)?;
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !all_digits(&digits) || !all_digits(part) {
        return None;
    }
    // Behind the cents there may be noughts, and nothing that would have to be rounded.
    let (cents, rest) = part.split_at(part.len().min(2));
    if rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let all = format!("{digits}{cents:0<2}").parse::<i64>().ok()?;
    (all <= Cents::LARGEST.0).then_some(all)
}

/// Without the commas between thousands. A comma anywhere else would mean something else.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut rest = groups.clone();
    let well = rest.all(|group| group.len() == 3)
        && (!whole.contains(',') || (1..=3).contains(&first.len()));
    well.then(|| whole.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn amounts_are_read_to_the_cent_however_they_are_written() {
        for (value, cents) in [
            (json!("1234.56"), 123_456),
            (json!("1,234.56"), 123_456),
            (json!("1,234,567"), 123_456_700),
            (json!(48250.75), 4_825_075),
            (json!(12), 1_200),
            (json!(-0.1), -10),
            (json!("0.5"), 50),
            (json!("12.3400"), 1_234),
            (json!("(1,000.00)"), -100_000),
            (json!("12.00-"), -1_200),
            (json!("\u{2212}3"), -300),
            (json!(" 7.00 "), 700),
            (json!(""), 0),
            (json!(null), 0),
            (json!("100000000000.00"), 10_000_000_000_000),
        ] {
            assert_eq!(amount(Some(&value)), Some(Cents(cents)), "{value}");
        }
        assert_eq!(amount(None), Some(Cents::ZERO));
    }

    #[test]
    fn what_is_no_amount_is_none_and_nothing_is_rounded() {
        for value in [
            json!("1.234,56"),
            json!("12.345"),
            json!("1,23"),
            json!("1234,567"),
            json!("12 000"),
            json!("$12.00"),
            json!("EUR 12"),
            json!("n/a"),
            json!("--1"),
            json!("-(1)"),
            json!("."),
            json!("-"),
            json!(1e300),
            json!("100000000000.01"),
            json!("99999999999999999999999"),
            json!("\u{661}\u{662}"),
            json!(true),
            json!([1]),
        ] {
            assert_eq!(amount(Some(&value)), None, "{value}");
        }
    }
}
