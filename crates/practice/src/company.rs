//! The companies of the practice firm. Which one was chosen on the consent page is what
//! every later answer names.

use std::sync::LazyLock;

/// A company that is not real.
#[derive(Debug, PartialEq, Eq)]
pub struct Company {
    /// What the consent page's form says when it is chosen.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its number at every provider.
    pub id: &'static str,
    /// Its id where a provider's are of that kind.
    pub uuid: &'static str,
    /// The address of the person who signs in for it.
    pub mail: &'static str,
}

/// The companies on the consent page. The second is the one that was not meant.
pub const COMPANIES: [Company; 2] = [
    Company {
        key: "miller",
        name: "Miller & Co CPA — practice",
        id: "4620816365000001",
        uuid: "11111111-2222-4333-8444-000000000001",
        mail: "pat@miller-cpa.example",
    },
    Company {
        key: "harbor",
        name: "Harbor Dental Group — practice",
        id: "4620816365000002",
        uuid: "11111111-2222-4333-8444-000000000002",
        mail: "office@harbor-dental.example",
    },
];

/// How many companies there are beside those on the page.
const CLIENTS: usize = 1_000;

/// What every number and every uuid begins with.
const ID: &str = "4620816365";
const UUID: &str = "11111111-2222-4333-8444-";

/// Companies that are not on the page, for tests that need as many connections.
static MORE: LazyLock<Vec<Company>> = LazyLock::new(|| (0..CLIENTS).map(made_up).collect());

/// The texts live as long as those that are written in the program.
fn made_up(n: usize) -> Company {
    let number = 1_000 + n;
    Company {
        key: format!("client-{n}").leak(),
        name: format!("Client {n} — practice").leak(),
        id: format!("{ID}{number:06}").leak(),
        uuid: format!("{UUID}{number:012}").leak(),
        mail: format!("client-{n}@practice.example").leak(),
    }
}

/// One of a thousand further companies. The consent page does not list them; its form
/// takes their keys. None beyond the thousandth.
#[must_use]
pub fn client(n: usize) -> Option<&'static Company> {
    MORE.get(n)
}

/// What the form says for all on the page at once.
pub(crate) const ALL: &str = "all";

/// Those that this choice means.
pub(crate) fn chosen(key: &str) -> Vec<&'static Company> {
    let on_page: Vec<_> = COMPANIES.iter().filter(|c| key == ALL || c.key == key).collect();
    if !on_page.is_empty() {
        return on_page;
    }
    let number = key.strip_prefix("client-").and_then(|n| n.parse().ok());
    number.and_then(client).into_iter().collect()
}

/// The ones that were not chosen, for a vendor that mixes them up.
pub(crate) fn others(chosen: &[&'static Company]) -> Vec<&'static Company> {
    let others: Vec<_> = COMPANIES.iter().filter(|company| !chosen.contains(company)).collect();
    if others.is_empty() { COMPANIES.iter().skip(1).collect() } else { others }
}

/// The one whose number is named in this text.
pub(crate) fn named_in(text: &str) -> Option<&'static Company> {
    if !text.contains(ID) && !text.contains(UUID) {
        return None;
    }
    let is_in = |company: &&Company| text.contains(company.id) || text.contains(company.uuid);
    COMPANIES.iter().find(is_in).or_else(|| MORE.iter().find(is_in))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_company_is_found_by_its_key_and_by_both_its_numbers() {
        let all = COMPANIES.iter().chain(MORE.iter());
        for company in all {
            assert_eq!(chosen(company.key), [company]);
            assert_eq!(named_in(&format!("/v3/company/{}/info", company.id)), Some(company));
            assert_eq!(named_in(&format!("tenant: {}", company.uuid)), Some(company));
        }
        assert!(chosen("client-1000").is_empty() && client(1_000).is_none());
        assert_eq!(named_in("/v3/company/77"), None);
    }
}
