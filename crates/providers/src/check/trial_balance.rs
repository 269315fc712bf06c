//! Rules about the trial balance: it can be asked for, and proven where it is.

use super::Findings;
use crate::trial_balance::FIRST;
use crate::{BuiltInProbe, Provider, Source, TrialBalance};

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        for (m, probe) in sign_in.probe.iter().enumerate() {
            findings.demand(
                probe.built_in != Some(BuiltInProbe::TrialBalanceTies)
                    || provider.trial_balance.is_some(),
                format!("sign_in.{n}.probe.{m}.built_in"),
                "this check reads the report that [trial_balance] names, and there is none",
            );
        }
    }
    if let Some(report) = &provider.trial_balance {
        self::report(report, findings);
    }
}

fn report(report: &TrialBalance, findings: &mut Findings) {
    let places: Vec<&str> = report.request.templates().flat_map(|one| one.places()).collect();
    findings.demand(
        places.contains(&"as_of"),
        "trial_balance.request",
        "the request names the day that the report is for: {as_of}",
    );
    let bases = [&report.basis.accrual, &report.basis.cash].into_iter().flatten().count();
    findings.demand(bases > 0, "trial_balance.basis", "name accrual, cash or both");
    findings.demand(
        bases < 2 || places.contains(&"basis"),
        "trial_balance.basis",
        "with two of them the request needs the place {basis}",
    );
    findings.demand(
        report.numbers.is_some() == report.id.is_some(),
        "trial_balance.numbers",
        "numbers from elsewhere are found by the account's id: name both, id and numbers",
    );
    let of_numbers = report.numbers.iter().flat_map(|one| [&one.list, &one.id, &one.number]);
    if let Some(numbers) = &report.numbers {
        let places: Vec<&str> = numbers.request.templates().flat_map(|one| one.places()).collect();
        findings.demand(
            places.contains(&FIRST) && numbers.page > 0,
            "trial_balance.numbers",
            "the request names the account that a page begins at: {first}",
        );
    }
    let total = report.total.iter().flat_map(|total| [&total.debit, &total.credit]);
    let read = [&report.rows, &report.name, &report.debit, &report.credit];
    let more = [&report.nested, &report.number, &report.id, &report.currency].into_iter().flatten();
    for source in read.into_iter().chain(more).chain(of_numbers).chain(total) {
        findings.demand(
            matches!(source, Source::Body(_)),
            "trial_balance",
            format!("“{source}” is not in the body of the answer: use a JSON pointer"),
        );
    }
    let told = report.total.iter().flat_map(|total| total.only.keys());
    for pointer in report.titles.keys().chain(report.only.keys()).chain(told) {
        findings.demand(
            matches!(pointer.parse(), Ok(Source::Body(_))),
            "trial_balance",
            format!("“{pointer}” is not a JSON pointer"),
        );
    }
}

#[cfg(test)]
mod tests {
    const SMALL: &str = include_str!("../../tests/fixtures/small.toml");
    const REPORT: &str = r#"
[trial_balance]
request = { url = "/tb?to={as_of}&by={basis}" }
basis = { accrual = "a", cash = "c" }
rows = "/rows"
name = "/name"
debit = "/debit"
credit = "/credit"
"#;

    /// The mistakes of the small file with this report.
    fn mistakes(report: &str) -> String {
        match crate::read("small.toml", &format!("{SMALL}{report}")) {
            Ok(_) => String::new(),
            Err(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        }
    }

    #[test]
    fn a_report_that_can_be_asked_for_by_day_and_basis_is_right() {
        assert_eq!(mistakes(REPORT), "");
    }

    #[test]
    fn a_report_without_a_day_or_a_basis_to_ask_by_is_a_mistake() {
        assert!(mistakes(&REPORT.replace("{as_of}", "now")).contains("{as_of}"));
        assert!(mistakes(&REPORT.replace("{basis}", "a")).contains("place {basis}"));
        let neither = REPORT.replace("accrual = \"a\", cash = \"c\"", "");
        assert!(mistakes(&neither).contains("name accrual, cash or both"));
    }

    #[test]
    fn a_place_outside_the_body_and_one_that_nothing_fills_are_mistakes() {
        let header = REPORT.replace("debit = \"/debit\"", "debit = \"header:debit\"");
        assert!(mistakes(&header).contains("not in the body"));
        let unknown = REPORT.replace("{as_of}", "{as_of}&of={realm}");
        assert!(mistakes(&unknown).contains("nothing fills {realm}"));
        let telling = format!("{REPORT}only = {{ \"kind\" = \"row\" }}\n");
        assert!(mistakes(&telling).contains("not a JSON pointer"));
    }

    #[test]
    fn a_check_of_the_books_needs_a_report_to_read() {
        let probe = "[[sign_in.probe]]\nname = \"Books\"\nbuilt_in = \"trial_balance_ties\"\n";
        let (before, behind) = SMALL.split_once("[[guide]]").unwrap();
        let text = |report| format!("{before}{probe}\n[[guide]]{behind}{report}");
        assert!(crate::read("small.toml", &text(REPORT)).is_ok());
        let mistake = crate::read("small.toml", &text("")).unwrap_err().remove(0);
        assert!(mistake.what.contains("[trial_balance]"), "{mistake}");
    }
}
