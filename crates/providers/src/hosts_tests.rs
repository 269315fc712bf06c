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

#[test]
fn what_a_form_begins_with_or_offers_is_seen_wherever_a_person_types_a_host() {
    let begun = |id: &str, field: &str, more: &str| {
        hosts(id, |text| {
            let written = format!("[[sign_in.field]]\nid = \"{field}\"\n");
            assert!(text.contains(&written), "{id} {field}");
            text.replacen(&written, &format!("{written}{more}\n"), 1)
        })
    };
    for (id, field, default) in [
        ("imap_smtp", "imap_host", "imap.other.example"),
        ("imap_smtp", "smtp_host", "smtp.other.example"),
    ] {
        let all = begun(id, field, &format!("default = \"{default}\""));
        assert!(all.contains(&default.to_owned()), "{id}: {all:?}");
        assert!(all.contains(&format!("{{{field}}}")), "{id}: it may be another: {all:?}");
    }
    let all = hosts("jitsi", str::to_owned);
    assert!(all.contains(&"meet.jit.si".to_owned()), "as the form begins: {all:?}");
}

#[test]
fn a_file_with_more_places_than_an_honest_one_shows_its_address_as_it_is_written() {
    let many = "{now}".repeat(5_000);
    let all = small(&format!("https://api.example.com/{many}"));
    assert!(all.contains(&"api.example.com".to_owned()), "what is behind a host names none");
    let places: String = (0..40).map(|n| format!("{{p{n}}}.")).collect();
    let field = |n| {
        format!(
            "[[sign_in.field]]\nid = \"p{n}\"\nlabel = \"L\"\nhelp = \"H\"\ndefault = \"d\"\n\n"
        )
    };
    let fields: String = (0..40).map(field).collect();
    let text = include_str!("../tests/fixtures/small.toml");
    let text = text
        .replace("[[sign_in.probe]]", &format!("{fields}[[sign_in.probe]]"))
        .replace("https://api.example.com", &format!("https://{places}other.example"));
    let all = read_named("small.toml", &text).unwrap_or_else(|all| panic!("{}", all[0])).hosts();
    assert!(all.iter().any(|host| host.ends_with(".other.example")), "{all:?}");
}

#[test]
fn the_end_of_a_long_host_is_seen_and_no_host_passes_for_a_place() {
    let all = small(&format!("https://{}.other.example", "a".repeat(400)));
    assert!(all.iter().any(|host| host.ends_with(".other.example")), "{all:?}");
    for base in ["https://login.xplacexregionxendx.com", "https://login.xpl%61cexregionxendx.com"] {
        let all = small(base);
        assert!(all.iter().all(|host| !host.contains('{')), "{base}: {all:?}");
        assert!(all.iter().any(|host| host.contains("regionxendx")), "{base}: {all:?}");
    }
}

#[test]
fn behind_a_place_that_is_a_whole_address_stands_a_path_alone() {
    let text = include_str!("../tests/fixtures/small.toml");
    for bent in
        ["{a}//other.example", "{a}/\\\\other.example", "{a}other.example", "{a}@other.example"]
    {
        let text = text.replace("https://api.example.com", bent);
        let mistakes = read_named("small.toml", &text).unwrap_err();
        let said = mistakes.iter().any(|one| one.what.contains("only a path may stand behind"));
        assert!(said, "{bent}: {mistakes:?}");
    }
}
