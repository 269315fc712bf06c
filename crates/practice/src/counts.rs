//! What has happened at a provider, for tests and for the page of what is played.

/// How often what has happened. Each call is counted under the same lock that decides it,
/// so the numbers are exact however many come at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Somebody pressed Allow.
    pub authorizations: u32,
    /// A token was given: for a code, or for a client's own credentials.
    pub exchanges: u32,
    /// A token was renewed.
    pub refreshes: u32,
    /// Something was refused, at whatever address.
    pub refused: u32,
    /// A refresh token came again after another had been given for it, whatever it got:
    /// an app that keeps what it is given never does that.
    pub repeats: u32,
    /// A refresh token came again and was dead.
    pub double_spends: u32,
    /// A permission was taken back, by a call or by an administrator.
    pub revoked: u32,
    /// A permission made room for a newer one of the same person and company.
    pub replaced: u32,
    /// A permission ended that nobody took back: something came twice that works once, or
    /// it was renewed too late. The second is noticed when somebody comes with its token.
    pub lost: u32,
    /// A call of the API was answered.
    pub probes: u32,
}
