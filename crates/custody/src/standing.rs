//! What stands written of a connection, as far as it says when something is to be done about
//! it, and what is written next. Where it stands is its custodian's.

use jiff::Timestamp;
use patchbay_providers::SignIn;

/// What stands written of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Its id.
    pub id: &'a str,
    /// How it is, by the name of that.
    pub condition: &'a str,
    /// What that is about.
    pub about: Option<&'a str>,
    /// Before when nobody tries again what failed.
    pub retry_at: Option<Timestamp>,
    /// When the token ends.
    pub access_ends_at: Option<Timestamp>,
    /// When it last worked.
    pub last_success_at: Option<Timestamp>,
}

impl Standing<'_> {
    /// Whether what it calls with has ended.
    #[must_use]
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.access_ends_at.is_some_and(|ends| ends <= now)
    }

    /// Whether it is renewed before it is tested. A token that still works would say less: it
    /// ended, or what stands written is what a renewal found.
    #[must_use]
    pub fn is_renewed_first(&self, now: Timestamp) -> bool {
        self.has_ended(now)
            || self.condition == "reconnect_needed"
            || (self.condition == "check_settings" && self.retry_at.is_some())
    }

    /// How it is, and what that is about, once a renewal brought a permission that lacks these.
    /// What only a test can take back stays: that a call is not allowed, that something typed
    /// does not fit, or that books do not tie. What a renewal found of that kind is tried again,
    /// and says when.
    #[must_use]
    pub fn after_renewal(
        &self,
        sign_in: &SignIn,
        lacks: &[String],
    ) -> (&'static str, Option<String>) {
        if !lacks.is_empty() {
            return ("more_permission_needed", Some(lacks.join(", ")));
        }
        let about = self.about.map(str::to_owned);
        let by_a_check = || sign_in.probe.iter().any(|check| Some(&*check.name) == self.about);
        match self.condition {
            "more_permission_needed" if by_a_check() => ("more_permission_needed", about),
            "check_settings" if self.retry_at.is_none() => ("check_settings", about),
            "works" => ("works", about),
            _ => ("works", None),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn standing<'a>(condition: &'a str, about: Option<&'a str>) -> Standing<'a> {
        let (retry_at, access_ends_at, last_success_at) = (None, None, None);
        Standing { id: "a", condition, about, retry_at, access_ends_at, last_success_at }
    }

    #[test]
    fn what_a_test_found_is_not_taken_back_by_a_renewal_and_what_a_renewal_found_is() {
        let all = patchbay_providers::catalogue();
        let way = all.iter().flat_map(|one| &one.sign_in).find(|way| !way.probe.is_empty());
        let way = way.unwrap();
        let check = way.probe[0].name.as_str();
        let after = |standing: Standing<'_>| standing.after_renewal(way, &[]);
        let stays = Some(check.to_owned());
        let of_a_check = standing("more_permission_needed", Some(check));
        assert_eq!(after(of_a_check), ("more_permission_needed", stays.clone()));
        let of_a_renewal = standing("more_permission_needed", Some("payments.write"));
        assert_eq!(after(of_a_renewal), ("works", None));
        let typed = standing("check_settings", Some(check));
        assert_eq!(after(typed), ("check_settings", stays));
        let later = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(after(Standing { retry_at: later, ..typed }), ("works", None));
        assert_eq!(after(standing("delayed", Some("It is busy."))), ("works", None));
        let lacks = ["a".to_owned(), "b".to_owned()];
        let lacking = of_a_check.after_renewal(way, &lacks);
        assert_eq!(lacking, ("more_permission_needed", Some("a, b".to_owned())));
    }

    #[test]
    fn what_a_renewal_found_is_tried_by_another_and_not_by_a_token_that_still_works() {
        let now = Timestamp::UNIX_EPOCH;
        let works = standing("works", None);
        assert!(!works.is_renewed_first(now));
        assert!(Standing { access_ends_at: Some(now), ..works }.is_renewed_first(now));
        let ends = now.checked_add(SignedDuration::from_secs(1)).ok();
        assert!(!Standing { access_ends_at: ends, ..works }.is_renewed_first(now));
        assert!(standing("reconnect_needed", None).is_renewed_first(now));
        let settings = standing("check_settings", None);
        assert!(!settings.is_renewed_first(now));
        assert!(Standing { retry_at: ends, ..settings }.is_renewed_first(now));
    }
}
