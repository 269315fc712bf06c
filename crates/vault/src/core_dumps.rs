//! Keeping the memory out of files: a program that crashes leaves no picture of what
//! it held.

/// Forbids core dumps for this program and every one it starts. Systems that have none
/// need nothing.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        if let Err(error) = setrlimit(Resource::Core, none) {
            tracing::warn!(%error, "a crash may write the memory to a file");
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn no_core_is_dumped_and_the_limit_cannot_be_raised_again() {
        use rustix::process::{Resource, getrlimit};
        forbid_core_dumps();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
    }
}
