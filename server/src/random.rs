//! Bytes that nobody can guess, from the system.

/// So many of them.
///
/// # Panics
/// When the system has none, which means that nothing it does is safe any more.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}
