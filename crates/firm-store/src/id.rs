//! Ids: text that nobody guesses, and that sorts by age.

use jiff::Timestamp;

use crate::StoreError;

/// A new one: the time in twelve letters, then twenty that are random.
pub(crate) fn new(now: Timestamp) -> Result<String, StoreError> {
    let mut random = [0; 10];
    fill(&mut random)?;
    let random = random.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    Ok(format!("{:012x}{random:020x}", now.as_millisecond().max(0)))
}

/// Random bytes of the system.
pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| StoreError::File(std::io::Error::other(error)))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_later_id_sorts_behind_and_two_of_one_moment_differ() {
        let early = Timestamp::UNIX_EPOCH;
        let late = early + SignedDuration::from_hours(24 * 365 * 60);
        let (one, other) = (new(early).unwrap(), new(early).unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 32);
        assert!(one < new(late).unwrap());
    }
}
