//! The things a vendor can do wrong.

use std::time::Duration;

use jiff::SignedDuration;

use super::Gate;

/// What a vendor does wrong.
#[derive(Debug, Clone)]
pub enum Trick {
    /// Answers so much later.
    Wait(Duration),
    /// Answers once the gate is opened.
    Hold(Gate),
    /// 429, with the seconds of `Retry-After`.
    TooMany(u32),
    /// This status, with a page of the vendor's own.
    Status(u16),
    /// The connection ends without an answer, and nothing was done.
    Reset,
    /// The connection ends without an answer, after everything was done.
    LostAnswer,
    /// Does everything, and answers once the gate is opened.
    HoldAnswer(Gate),
    /// 200 and a page for people.
    Html,
    /// 200 and this error in the words of OAuth.
    ErrorWith200(String),
    /// A failure that the provider's file names, as an answer.
    Fails(Failure),
    /// The browser comes home with this failure, whatever was decided.
    SentHome(Failure),
    /// The token answer has no refresh token.
    NoRefreshToken,
    /// The token answer says its life otherwise.
    ExpiresIn(ExpiresIn),
    /// The token answer names this type of token.
    TokenType(String),
    /// The token answer has one scope less than was allowed.
    FewerScopes,
    /// Another company is connected than was chosen.
    OtherCompany,
    /// The vendor's clock is wrong by so much: its `Date` and what it says of ends.
    ClockSkew(SignedDuration),
    /// The answer names its issuer otherwise.
    Issuer(Issuer),
    /// The answer comes back without the state, as from a marketplace.
    StateDropped,
    /// Nothing comes back when permission is denied.
    SilentDenial,
    /// An AI says nothing, and that it has ended.
    NoAnswer,
    /// An AI’s rules forbid it to answer.
    Declines,
    /// An AI does not say what it has counted.
    NoUsage,
    /// The trial balance is told so.
    Books(Books),
}

/// How a trial balance is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Books {
    /// As it is.
    #[default]
    Right,
    /// Without any account.
    Empty,
    /// One credit is a dollar less, and the row of totals says so.
    DoNotTie,
    /// As it is, and the row of totals says a cent more.
    OtherTotal,
    /// With a word in the place of an amount.
    NoAmount,
    /// Without what the report calls its columns.
    NoColumns,
    /// With what is below zero in brackets, and every thousand apart.
    InBrackets,
}

impl Books {
    /// As the first of these that is about books says.
    pub(crate) fn among(tricks: &[Trick]) -> Self {
        let told = |trick: &Trick| match trick {
            Trick::Books(books) => Some(*books),
            _ => None,
        };
        tricks.iter().find_map(told).unwrap_or_default()
    }
}

/// How a token answer can say its life otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiresIn {
    /// As text.
    Text,
    /// As nothing at all.
    Zero,
    /// Not.
    Absent,
    /// As so many seconds.
    Seconds(u32),
}

/// How an answer can name its issuer otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// Somebody else.
    Wrong,
    /// Two of them.
    Twice,
    /// None.
    Absent,
}

/// A failure as a provider's file describes it. What the file leaves open is made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The status it comes with.
    pub status: Option<u16>,
    /// The vendor's own code.
    pub code: Option<String>,
    /// Words that are in the answer.
    pub text: Option<String>,
}

impl Trick {
    /// Whether it happens when the person has decided, and not when the page is shown.
    pub(crate) fn is_of_decision(&self) -> bool {
        matches!(
            self,
            Self::LostAnswer
                | Self::HoldAnswer(_)
                | Self::OtherCompany
                | Self::Issuer(_)
                | Self::StateDropped
                | Self::SilentDenial
                | Self::SentHome(_)
        )
    }
}
