//! What may be relayed: an answer in the form of ours, on the path of one provider.

use patchbay_contract::{
    LONGEST_LINK, NotAnAnswer, answer_parameters, is_provider_id, is_state, return_link,
};

/// A provider's answer. It holds a code, so it has no debug print.
pub(super) struct Answer {
    /// Which provider's path it came on.
    pub(super) provider: String,
    /// Which sign-in it says it belongs to.
    pub(super) state: String,
    /// The query, letter for letter.
    pub(super) query: String,
    /// What the query says, each name once.
    pub(super) parameters: Vec<(String, String)>,
}

/// How the provider answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// With whatever the app asked for.
    Allowed,
    /// The person, or somebody who may, said no.
    Denied,
    /// Something went wrong there.
    Failed,
}

/// Why something is not relayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// No provider can have this name.
    #[error("no provider can have this name")]
    Provider,
    /// It has not the form of an answer.
    #[error(transparent)]
    NotAnAnswer(#[from] NotAnAnswer),
    /// Nothing says what it answers.
    #[error("it has no state")]
    NoState,
    /// It answers something that no Patchbay asked.
    #[error("its state is none of ours")]
    ForeignState,
}

impl Answer {
    /// Reads what came on this provider's path.
    pub(super) fn read(provider: String, query: String) -> Result<Self, Refused> {
        if !is_provider_id(&provider) {
            return Err(Refused::Provider);
        }
        // The app takes no longer link.
        if return_link(&provider, &query).len() > LONGEST_LINK {
            return Err(NotAnAnswer::TooLong.into());
        }
        let parameters = answer_parameters(&query)?;
        let state = value(&parameters, "state").ok_or(Refused::NoState)?.to_owned();
        if !is_state(&state) {
            return Err(Refused::ForeignState);
        }
        Ok(Self { provider, state, query, parameters })
    }

    /// The link that brings it to the app.
    pub(super) fn link(&self) -> String {
        return_link(&self.provider, &self.query)
    }

    /// How the provider answered, as far as every provider says it alike.
    pub(super) fn outcome(&self) -> Outcome {
        match value(&self.parameters, "error") {
            None => Outcome::Allowed,
            Some("access_denied") => Outcome::Denied,
            Some(_) => Outcome::Failed,
        }
    }
}

fn value<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    fn read(provider: &str, query: &str) -> Result<Answer, Refused> {
        Answer::read(provider.to_owned(), query.to_owned())
    }

    #[test]
    fn the_link_carries_the_same_query_letter_for_letter() {
        let query = format!("code=a%7Cb%2b+c&state={STATE}&realmId=1");
        let answer = read("xero", &query).ok().unwrap();
        assert_eq!(answer.link(), format!("app.patchbay://connect/xero/return?{query}"));
        assert_eq!(answer.outcome(), Outcome::Allowed);
    }

    #[test]
    fn a_no_and_a_failure_are_told_apart() {
        for (error, outcome) in
            [("access_denied", Outcome::Denied), ("server_error", Outcome::Failed)]
        {
            let answer = read("xero", &format!("error={error}&state={STATE}")).ok().unwrap();
            assert_eq!(answer.outcome(), outcome);
        }
    }

    #[test]
    fn an_answer_that_would_be_too_long_for_the_app_is_refused() {
        let around = format!("app.patchbay://connect/xero/return?state={STATE}&code=").len();
        let query = |n: usize| format!("state={STATE}&code={}", "a".repeat(n));
        assert!(read("xero", &query(LONGEST_LINK - around)).is_ok());
        let longer = read("xero", &query(LONGEST_LINK - around + 1));
        assert_eq!(longer.err(), Some(NotAnAnswer::TooLong.into()));
    }
}
