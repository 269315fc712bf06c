//! A length of time in words, in its largest whole unit.

/// `words` are second, minute, hour, day and year, each in singular and plural.
pub(super) fn in_words(seconds: u64, words: &[&str; 10]) -> String {
    let (length, unit) = [(86_400 * 365, 4), (86_400, 3), (3_600, 2), (60, 1)]
        .into_iter()
        .find(|(length, _)| seconds >= *length && seconds.is_multiple_of(*length))
        .unwrap_or((1, 0));
    let count = seconds / length;
    format!("{count} {}", words[unit * 2 + usize::from(count != 1)])
}
