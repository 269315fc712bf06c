//! Whether the ports that are registered at providers are to be had.

use std::collections::BTreeSet;

use patchbay_contract::{Finding, WayCheck, WayChecked};
use patchbay_providers::Provider;
use patchbay_providers::sign_in::{Home, HomeWay};

use super::session::Session;
use super::who::{Who, who_has};
use crate::connect::loopback::LoopbackTrouble;
use crate::problems::doctor as problems;

/// Takes a provider's ports as a sign-in would, and gives them back.
type Try<'a> = &'a dyn Fn(&Home, &str) -> Result<(), LoopbackTrouble>;

/// Several providers share their ports: each set is tried once.
pub(super) fn check(session: &Session<'_>, providers: &[Provider], try_it: Try<'_>) -> WayChecked {
    let mut tried = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for (provider, home) in registered(providers) {
        if tried.insert((home.host.clone(), home.ports.clone()))
            && let Err(LoopbackTrouble::AllTaken(ports)) = try_it(home, &provider.id)
        {
            taken.insert(ports);
        }
    }
    let finding = taken.iter().find_map(|ports| {
        let whose: Vec<Who> = ports.iter().map(|port| who_has(session, *port)).collect();
        // A sign-in of ours that waits has its port, as it should.
        let ours = whose.contains(&Who::ThisProgram);
        (!ours).then(|| Finding::Trouble(problems::registered_ports_taken(ports, &names(&whose))))
    });
    WayChecked::new(WayCheck::Ports, finding.unwrap_or(Finding::Fine(None)))
}

fn registered(providers: &[Provider]) -> impl Iterator<Item = (&Provider, &Home)> {
    providers.iter().flat_map(|provider| {
        let ways = provider.sign_in.iter().filter_map(|way| way.oauth());
        let homes = ways.flat_map(|oauth| oauth.home.iter());
        homes
            .filter(|home| home.way == HomeWay::Loopback && !home.ports.is_empty())
            .map(move |home| (provider, home))
    })
}

fn names(whose: &[Who]) -> Vec<String> {
    let named = |who: &Who| match who {
        Who::Program(name) => Some(name.clone()),
        Who::ThisProgram | Who::Unknown => None,
    };
    whose.iter().filter_map(named).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::doctor::furnished::Furnished;
    use crate::doctor::tests::what;

    fn looked(furnished: &Furnished, try_it: Try<'_>) -> WayChecked {
        furnished.see(|session| check(session, &patchbay_providers::catalogue(), try_it))
    }

    #[test]
    fn ports_that_are_to_be_had_are_fine_and_shared_ones_are_tried_once() {
        let tried = std::cell::RefCell::new(Vec::new());
        let free = |home: &Home, _: &str| {
            tried.borrow_mut().push((home.host.clone(), home.ports.clone()));
            Ok(())
        };
        assert_eq!(looked(&Furnished::new(), &free).finding, Finding::Fine(None));
        let tried = tried.into_inner();
        let mut once = tried.clone();
        once.sort();
        once.dedup();
        assert!(!tried.is_empty() && once.len() == tried.len(), "{tried:?}");
    }

    #[test]
    fn ports_that_other_programs_have_are_named() {
        let taken = |home: &Home, _: &str| Err(LoopbackTrouble::AllTaken(home.ports.clone()));
        let checked = looked(&Furnished::new(), &taken);
        assert!(what(&checked).contains("41811"), "{checked:?}");
    }

    #[test]
    fn who_has_a_port_is_named_and_a_sign_in_of_ours_may_have_it() {
        let furnished = Furnished::new();
        let taken = |home: &Home, _: &str| Err(LoopbackTrouble::AllTaken(home.ports.clone()));
        furnished.has_port("4321", "node", 41811);
        let checked = looked(&furnished, &taken);
        assert!(what(&checked).contains("node"), "{checked:?}");
        let ours = Furnished::new();
        ours.has_port("self", "patchbay", 41811);
        assert_eq!(looked(&ours, &taken).finding, Finding::Fine(None));
    }
}
