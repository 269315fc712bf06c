//! The hosts of files as they are, and of files that want to look like others.

use crate::{built_in, read_named};

fn hosts(id: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let (file, text) = built_in().find(|(file, _)| *file == format!("{id}.toml")).unwrap();
    read_named(file, &change(text)).unwrap_or_else(|all| panic!("{}", all[0])).hosts()
}

fn small(base: &str) -> Vec<String> {
    let text = include_str!("../tests/fixtures/small.toml");
    let was = text.lines().find(|line| line.starts_with("base = ")).unwrap();
    let text = text.replace(was, &format!("base = \"{base}\""));
    read_named("small.toml", &text).unwrap_or_else(|all| panic!("{}", all[0])).hosts()
}

#[test]
fn every_host_of_a_sign_in_is_found_with_what_it_may_lead_to() {
    let all = hosts("salesforce", str::to_owned);
    for host in ["login.salesforce.com", "test.salesforce.com", "*.salesforce.com"] {
        assert!(all.contains(&host.to_owned()), "{host}: {all:?}");
    }
    let own_domain = "{my_domain}.my.salesforce.com".to_owned();
    assert!(all.contains(&own_domain), "what a person types is shown as that: {all:?}");
    assert!(!all.contains(&"{instance_url}".to_owned()), "its hosts are listed: {all:?}");
    let all = hosts("zoho_mail", str::to_owned);
    for host in ["accounts.zoho.eu", "mail.zoho.eu", "accounts.zoho.com.au"] {
        assert!(all.contains(&host.to_owned()), "{host}: {all:?}");
    }
    let all = hosts("imap_smtp", str::to_owned);
    assert!(all.contains(&"{imap_host}".to_owned()), "{all:?}");
    assert!(hosts("jitsi", str::to_owned).contains(&"{server}".to_owned()));
}

#[test]
fn one_host_that_was_put_in_place_of_another_is_seen() {
    let was = hosts("xero", str::to_owned);
    let is = hosts("xero", |text| {
        text.replace("https://identity.xero.com", "https://identity.xero.example")
    });
    assert!(!was.contains(&"identity.xero.example".to_owned()), "{was:?}");
    assert!(is.contains(&"identity.xero.example".to_owned()), "{is:?}");
}

#[test]
fn a_host_is_called_as_a_browser_calls_it_whatever_it_is_made_to_look_like() {
    for (base, host) in [
        ("https://API.Bank.example/v1", "api.bank.example"),
        ("https://api.bank.example@other.example", "other.example"),
        ("https://api.bank.example\\\\@other.example", "api.bank.example"),
        ("https://api.bank.example:8443/v1", "api.bank.example:8443"),
        ("https://b\u{0430}nk.example", "xn--bnk-6cd.example"),
        ("https://other.example#.bank.example", "other.example"),
    ] {
        let all = small(base);
        assert!(all.contains(&host.to_owned()), "{base}: {all:?}");
    }
    let all = small("https://bank.example\u{202e}.other.example");
    assert!(all.iter().all(|host| host.is_ascii()), "{all:?}");
}

#[test]
fn what_an_answer_or_a_form_may_bring_hides_no_host_of_the_file() {
    // Hosts are listed for the place, and another name stands behind it.
    let all = hosts("salesforce", |text| {
        text.replace("base = \"{instance_url}\"", "base = \"https://{instance_url}.other.example\"")
    });
    assert!(all.contains(&"{instance_url}.other.example".to_owned()), "{all:?}");
    // What a form begins with is seen beside the place.
    let all = hosts("n8n", |text| {
        let field = text.find("id = \"base_url\"").unwrap();
        format!("{}default = \"https://other.example\"\n{}", &text[..field], &text[field..])
    });
    for host in ["other.example", "{base_url}"] {
        assert!(all.contains(&host.to_owned()), "{host}: {all:?}");
    }
}

#[test]
fn a_file_with_more_choices_than_an_honest_one_is_looked_at_in_a_moment() {
    let choices = |id: &str| {
        let many = (0..600).map(|n| format!("{{ value = \"{id}{n}\", label = \"{n}\" }}"));
        let many = many.collect::<Vec<_>>().join(", ");
        format!(
            "[[sign_in.field]]\nid = \"{id}\"\nlabel = \"L\"\nhelp = \"H\"\nkind = \"choice\"\n\
             choice = [{many}]\n\n"
        )
    };
    let text = include_str!("../tests/fixtures/small.toml");
    let fields = format!("{}{}[[sign_in.probe]]", choices("a"), choices("b"));
    let text = text
        .replace("[[sign_in.probe]]", &fields)
        .replace("https://api.example.com", "https://{a}.{b}.{a}.example");
    let all = read_named("small.toml", &text).unwrap_or_else(|all| panic!("{}", all[0])).hosts();
    assert!(all.len() <= 1000, "{}", all.len());
    assert!(all.contains(&"a7.{b}.a7.example".to_owned()), "{:?}", &all[..4]);
}
