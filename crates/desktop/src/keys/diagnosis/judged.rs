//! What a connection's own checks say about each thing that it needs: the first that failed
//! shows where the trouble is; what comes before that on the way to the data was well.

use patchbay_contract::{DiagnosisCheck as Check, ErrorCode, NotChecked};
use patchbay_gateway::{CallError, NoAnswer};
use patchbay_mail::MailError;

use super::sheet::Sheet;
use crate::keys::conditions::OpenedBy;
use crate::keys::{Failure, Proof};
use crate::problems::{Meant, permission_over};

/// What a call goes through, in the order in which it does.
const ON_THE_WAY: [Check; 8] = [
    Check::Name,
    Check::Reach,
    Check::Tls,
    Check::Service,
    Check::Limits,
    Check::Valid,
    Check::Permission,
    Check::Data,
];

/// What a folder of this computer has none of.
pub(super) const ONLY_OUTSIDE: [Check; 9] = [
    Check::Name,
    Check::Reach,
    Check::Tls,
    Check::Proxy,
    Check::Clock,
    Check::Service,
    Check::Valid,
    Check::Permission,
    Check::Company,
];

/// Fills in what these checks say.
pub(super) fn fill_in(sheet: &mut Sheet<'_>, proof: &Proof, by: OpenedBy, provider: &str) {
    if !proof.steps.iter().any(|step| step.outcome.is_some()) {
        // There is nothing that could be called: that it is kept is all there is to know.
        return sheet.rest(NotChecked::NotNeeded);
    }
    let failure = proof.failure();
    let at = failure.map(trouble_in);
    for check in ON_THE_WAY {
        if Some(check) == at {
            break;
        }
        sheet.fine(check);
    }
    match (failure, at) {
        (Some(failure), Some(at)) => {
            let problem = failure.problem(provider, Meant::Testing);
            let is_over = at == Check::Valid && by == OpenedBy::Permission;
            let of_it = || permission_over(provider, &problem.what);
            sheet.trouble_in(at, if is_over { of_it() } else { problem });
        }
        _ => sheet.rest(NotChecked::NotTold),
    }
}

/// Which of the things that a connection needs is in trouble.
fn trouble_in(failure: &Failure) -> Check {
    match failure {
        Failure::Call(CallError::NoAnswer(none)) => unreached(none),
        Failure::Mail(failure) if matches!(failure.error, MailError::Broken { .. }) => {
            Check::Service
        }
        _ => of_code(failure.code()),
    }
}

/// The same where no answer came at all.
pub(super) const fn unreached(none: &NoAnswer) -> Check {
    match none {
        NoAnswer::NoSuchHost { .. } => Check::Name,
        NoAnswer::Unreachable { .. } => Check::Reach,
        NoAnswer::Untrusted { .. } => Check::Tls,
        NoAnswer::TimedOut { .. } | NoAnswer::Broken { .. } | NoAnswer::TooLarge { .. } => {
            Check::Service
        }
    }
}

/// By its code, where that says all.
pub(super) const fn of_code(code: ErrorCode) -> Check {
    match code {
        ErrorCode::MailHostUnknown => Check::Name,
        ErrorCode::ProviderUnreachable => Check::Reach,
        ErrorCode::MailCertificate | ErrorCode::MailNoTls => Check::Tls,
        ErrorCode::NotAMailServer | ErrorCode::ProviderDown | ErrorCode::ProviderNonsense => {
            Check::Service
        }
        ErrorCode::ProviderBusy | ErrorCode::FolderFull => Check::Limits,
        ErrorCode::KeyRefused
        | ErrorCode::KeyExpired
        | ErrorCode::MailPasswordRefused
        | ErrorCode::MailAppPassword
        | ErrorCode::MailBrowserOnly => Check::Valid,
        ErrorCode::KeyLacksPermission | ErrorCode::MailSwitchedOff => Check::Permission,
        ErrorCode::NoCompany => Check::Company,
        _ => Check::Data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_not_to_answer_points_to_what_is_in_trouble() {
        let (host, details) = (String::from("a.example"), String::new());
        for (none, check) in [
            (NoAnswer::NoSuchHost { host: host.clone(), details: details.clone() }, Check::Name),
            (NoAnswer::Unreachable { host: host.clone(), details: details.clone() }, Check::Reach),
            (NoAnswer::Untrusted { host: host.clone(), details: details.clone() }, Check::Tls),
            (NoAnswer::TimedOut { host: host.clone() }, Check::Service),
            (NoAnswer::Broken { host, details }, Check::Service),
        ] {
            assert_eq!(trouble_in(&Failure::Call(none.into())), check);
        }
        let busy = |status| Failure::Call(CallError::Busy { status, wait: None });
        assert_eq!(trouble_in(&busy(429)), Check::Limits);
        assert_eq!(trouble_in(&busy(503)), Check::Service);
        assert_eq!(trouble_in(&Failure::Call(CallError::WebPage(200))), Check::Service);
    }
}
