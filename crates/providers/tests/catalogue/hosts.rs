//! The hosts that the files of the catalogue lead to.

use patchbay_contract::{Support, line_with_secret};
use patchbay_providers::{How, Provider, built_in, catalogue, is_built_in, read_named};

/// Whether something is sent to somebody, and not written into a folder alone.
fn makes_calls(provider: &Provider) -> bool {
    provider.support == Support::Connect
        && provider.sign_in.iter().any(|way| !matches!(way.how, How::FileTarget(_)))
}

#[test]
fn every_provider_that_makes_calls_leads_to_a_host() {
    let all = catalogue();
    assert!(all.iter().filter(|provider| makes_calls(provider)).count() > 50);
    for provider in &all {
        let hosts = provider.hosts();
        assert!(!makes_calls(provider) || !hosts.is_empty(), "{}", provider.id);
        for host in &hosts {
            let fits =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._{}*:".contains(c);
            assert!(!host.is_empty() && host.chars().all(fits), "{}: {host}", provider.id);
            assert!(host.contains(['.', '{']), "{}: {host} is no host", provider.id);
        }
    }
}

/// What begins a line that names where something is asked, or a person is sent.
const LEADING: [&str; 8] = [
    "authorize_url",
    "base",
    "link",
    "refresh_url",
    "register_at",
    "request",
    "token_url",
    "used_at",
];

#[test]
fn every_address_of_a_file_leads_to_a_host_that_is_told() {
    let mut looked_at = 0;
    for (file, text) in built_in() {
        let hosts = read_named(file, text).unwrap().hosts();
        let lines = text.lines().filter(|line| LEADING.iter().any(|word| line.starts_with(word)));
        let addresses = lines.flat_map(|line| line.split('"'));
        for address in addresses.filter_map(|piece| piece.strip_prefix("https://")) {
            let host = address.split(['/', '?']).next().unwrap();
            looked_at += 1;
            // What the file lists for a place stands there instead of it.
            let is_told = host.contains('{') || hosts.iter().any(|told| told == host);
            assert!(is_told, "{file}: {host} is not told: {hosts:?}");
        }
    }
    assert!(looked_at > 200, "{looked_at}");
}

#[test]
fn the_catalogues_own_files_could_be_shared_but_for_their_ids() {
    for (file, text) in built_in() {
        assert_eq!(line_with_secret(text), None, "{file}");
        assert!(text.len() <= 64 * 1024, "{file}");
        assert!(is_built_in(file.strip_suffix(".toml").unwrap()), "{file}");
    }
    assert!(!is_built_in("acme_permits"));
}
