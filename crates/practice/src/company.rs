//! The companies of the practice firm. Which one was chosen on the consent page is what
//! every later answer names.

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

/// The companies there are. The second is the one that was not meant.
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

/// What the form says for all of them at once.
pub(crate) const ALL: &str = "all";

/// Those that this choice means.
pub(crate) fn chosen(key: &str) -> Vec<&'static Company> {
    COMPANIES.iter().filter(|company| key == ALL || company.key == key).collect()
}

/// The ones that were not chosen, for a vendor that mixes them up.
pub(crate) fn others(chosen: &[&'static Company]) -> Vec<&'static Company> {
    let others: Vec<_> = COMPANIES.iter().filter(|company| !chosen.contains(company)).collect();
    if others.is_empty() { COMPANIES.iter().skip(1).collect() } else { others }
}

/// The one whose number is named in this text.
pub(crate) fn named_in(text: &str) -> Option<&'static Company> {
    COMPANIES.iter().find(|company| text.contains(company.id) || text.contains(company.uuid))
}
