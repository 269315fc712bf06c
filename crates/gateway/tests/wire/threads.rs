//! Whatever the gateway does may go on on another thread, as a program with a window needs.

use patchbay_gateway::Found;
use patchbay_providers::How;
use patchbay_vault::Secret;

use crate::support::{Firm, Stage};

fn may_move(_: &impl Send) {}

#[tokio::test]
async fn everything_may_go_on_on_another_thread() {
    let stage = Stage::at(&"http://127.0.0.1:1".parse().unwrap());
    let gateway = &stage.gateway;
    let proofs = gateway.proofs().unwrap();
    let (found, token) = (Found::default(), Secret::new("r".to_owned()));

    let firm = Firm::of("xero", "oauth");
    let (party, oauth, app) = (firm.party(), firm.oauth(), &firm.app);
    let (attempt, allowed) = (firm.attempt(&proofs), firm.allowed("code=c&state=s"));
    may_move(&gateway.exchange(party, oauth, &attempt, &allowed));
    may_move(&gateway.renew(party, oauth, app, &token));
    may_move(&gateway.revoke(party, oauth, app, |_| Some(&token)));
    may_move(&gateway.introspect(party, oauth, app, |_| Some(&token)));
    may_move(&gateway.discover(party, &found));
    may_move(&gateway.probe(party, &found, &|_| ()));

    let firm = Firm::of("paypal", "app");
    let How::ClientCredentials(how) = &firm.sign_in().how else { panic!("of that kind") };
    may_move(&gateway.sign_in_as_client(firm.party(), how));
}
