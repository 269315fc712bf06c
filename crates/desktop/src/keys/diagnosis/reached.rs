//! How a provider is reached from here: its name, its host, its certificate, who stands
//! between, and what time it is there. It is asked as every call asks, with no credential.

use std::path::Path;

use patchbay_contract::{DiagnosisCheck as Check, Finding, NotChecked, Verdict};
use patchbay_gateway::{NoAnswer, Party, Reach};
use url::Url;

use super::judged::unreached;
use super::sheet::Sheet;
use crate::doctor::{Asked, Session, clock, proxy_for};
use crate::keys::Keys;
use crate::problems::{Meant, doctor, key_failed, proxy_not_passing};

impl Keys {
    /// Looks whether the provider is reached. Says whether it is.
    pub(super) async fn reach(&self, sheet: &mut Sheet<'_>, party: Party<'_>) -> bool {
        let Some(address) = self.gateway.host_of(party) else {
            let outside = [Check::Name, Check::Reach, Check::Tls, Check::Proxy, Check::Clock];
            sheet.all_of(&outside, &Verdict::NotChecked(NotChecked::NotTold));
            return true;
        };
        let proxy = self.proxy(&address);
        let its = self.gateway.clock_of(Some(&party.provider.id), &address).await;
        let host = address.host_str().unwrap_or_default().to_owned();
        match its {
            Ok(its) => {
                self.answered(sheet, &host, proxy.as_deref());
                let asked = Asked::Answered { host, its, ours: self.gateway.now() };
                sheet.set(Check::Clock, verdict(clock(&asked)));
                true
            }
            Err(none) => {
                self.did_not_answer(sheet, &none, party, proxy.as_deref());
                false
            }
        }
    }

    fn answered(&self, sheet: &mut Sheet<'_>, host: &str, proxy: Option<&str>) {
        if self.is_practised() {
            let practised = Verdict::NotChecked(NotChecked::Practised);
            sheet.all_of(&[Check::Name, Check::Tls, Check::Proxy], &practised);
            return sheet.set(Check::Reach, Verdict::Fine(Some(host.to_owned())));
        }
        let name = match proxy {
            // It looks the name up, and connects, in our place.
            Some(_) => Verdict::NotChecked(NotChecked::ByTheProxy),
            None => Verdict::Fine(Some(host.to_owned())),
        };
        sheet.set(Check::Name, name);
        sheet.all_of(&[Check::Reach, Check::Tls], &Verdict::Fine(None));
        sheet.set(Check::Proxy, Verdict::Fine(proxy.map(str::to_owned)));
    }

    fn did_not_answer(
        &self,
        sheet: &mut Sheet<'_>,
        none: &NoAnswer,
        party: Party<'_>,
        proxy: Option<&str>,
    ) {
        let at = unreached(none);
        let problem = match (none, proxy) {
            (
                NoAnswer::NoSuchHost { host, details } | NoAnswer::Unreachable { host, details },
                Some(proxy),
            ) => {
                let by_it = Verdict::NotChecked(NotChecked::ByTheProxy);
                sheet.all_of(&[Check::Name, Check::Reach, Check::Tls], &by_it);
                let problem = proxy_not_passing(proxy, host, none.at_the_proxy(), details);
                return sheet.set(Check::Proxy, Verdict::Trouble(problem));
            }
            (NoAnswer::Untrusted { host, details }, _) => {
                doctor::certificate_replaced(host, details)
            }
            _ => key_failed(&none.clone().into(), &party.provider.name, Meant::Testing),
        };
        let before = [Check::Name, Check::Reach, Check::Tls];
        let well = before.iter().take_while(|check| **check != at);
        for check in well {
            sheet.set(*check, Verdict::Fine(None));
        }
        sheet.set(Check::Proxy, Verdict::Fine(proxy.map(str::to_owned)));
        sheet.set(at, Verdict::Trouble(problem));
    }

    /// By which proxy calls to this address go, by its name alone.
    fn proxy(&self, address: &Url) -> Option<String> {
        let variable = |name: &str| std::env::var_os(name);
        let session = Session { root: Path::new("/"), variable: &variable };
        if self.is_practised() { None } else { proxy_for(&session, address) }
    }

    fn is_practised(&self) -> bool {
        matches!(self.gateway.reach(), Reach::Practice(_))
    }
}

fn verdict(finding: Finding) -> Verdict {
    match finding {
        Finding::Fine(_) => Verdict::Fine(None),
        Finding::Trouble(problem) => Verdict::Trouble(problem),
        Finding::Untried(_) => Verdict::NotChecked(NotChecked::NotTold),
    }
}
