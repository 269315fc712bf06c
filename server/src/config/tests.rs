//! What a configuration says, and how its mistakes are told.

use patchbay_vault::Key;

use super::*;

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::from_layer(Layer::from_toml("patchbay.toml", text)?)
}

fn told(result: Result<Config, ConfigError>) -> String {
    result.err().expect("this is refused").to_string()
}

fn environment(pairs: &[(&str, &str)]) -> Result<Layer, ConfigError> {
    Layer::from_environment(pairs.iter().map(|(name, value)| (name.into(), value.into())))
}

#[test]
fn the_standard_file_says_all_there_is_and_holds_where_nothing_is_said() {
    let config = read("").unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8640");
    assert_eq!(config.body_limit, 262_144);
    assert_eq!(config.drain, Some(Duration::from_secs(20)));
    // The words of serde name every key; each is explained in the file.
    let keys = told(read("no_such_key = 1"));
    for key in keys.split('`').skip(3).step_by(2) {
        if ["metrics_token", "custody_key", "entra_client_secret"].contains(&key) {
            continue;
        }
        assert!(STANDARD.contains(&format!("{key} = ")), "{key} is not in the standard file");
    }
}

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let said = told(read("# ours\nlisten = \"127.0.0.1:1\"\nlissten = \"127.0.0.1:2\"\n"));
    assert!(said.contains("patchbay.toml, line 3") && said.contains("lissten"), "{said}");
    let said = environment(&[("PATCHBAY_SERVER_LISSTEN", "x")]).err().unwrap().to_string();
    assert!(said.contains("PATCHBAY_SERVER_LISSTEN"), "{said}");
}

#[test]
fn a_value_of_another_kind_is_told_in_plain_words_and_never_repeated() {
    for key in ["lease_seconds", "body_limit", "metrics_token", "trusted_proxies"] {
        let value = if key == "metrics_token" { "-3" } else { "\"canary, expected 7\"" };
        let said = told(read(&format!("{key} = {value}")));
        assert!(said.contains("another value was expected"), "{said}");
        assert!(!said.contains("canary") && !said.contains("u64"), "{said}");
    }
    assert!(told(read("lease_seconds = -3")).contains("a whole number from 0 on"));
}

#[test]
fn a_flag_is_stronger_than_the_environment_and_that_than_the_file() {
    let file =
        Layer::from_toml("f", "listen = \"127.0.0.1:1\"\nbody_limit = 2000\ndrain_seconds = 1")
            .unwrap();
    let variables = [
        ("PATCHBAY_SERVER_LISTEN", "127.0.0.1:2"),
        ("PATCHBAY_SERVER_BODY_LIMIT", "3000"),
        ("PATCHBAY_SERVER_CONFIG", "/etc/patchbay.toml"),
        ("OTHER", "x"),
    ];
    let flags = Layer { listen: "127.0.0.1:3".parse().ok(), ..Layer::default() };
    let said = flags.over(environment(&variables).unwrap().over(file));
    let config = Config::from_layer(said).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.body_limit, 3000);
    assert_eq!(config.drain, Some(Duration::from_secs(1)));
}

#[test]
fn a_secret_comes_from_a_file_too_and_is_never_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "canary-canary-canary\n").unwrap();
    let by_file = format!("metrics_token_file = {:?}", file.display().to_string());
    let token = read(&by_file).unwrap().metrics_token;
    assert_eq!(token, Some(Sha256::digest("canary-canary-canary").into()));
    for text in [
        "metrics_token = \"canary\"".to_owned(),
        format!("{by_file}\nmetrics_token = \"canary-canary-canary\""),
        "metrics_token = \"canary-canary-canary\" canary".to_owned(),
        "database = \"postgres://canary:canary@db\"".to_owned(),
        "database = \"canary\"".to_owned(),
        "custody_key = \"canary\"".to_owned(),
        format!("custody_key = \"canary\"\n{by_file}\ndatabase = \"sqlite:x\""),
        "public_address = \"https://canary:canary@a.example\"".to_owned(),
    ] {
        let said = told(read(&text));
        assert!(!said.contains("canary"), "{said}");
    }
    let missing = told(read("metrics_token_file = \"/no/such/file\""));
    assert!(missing.contains("/no/such/file"), "{missing}");
}

#[test]
fn proxies_are_addresses_or_networks_and_people_are_sent_to_https_alone() {
    let config = read("trusted_proxies = [\"10.0.0.0/8\", \"::1\"]").unwrap();
    assert_eq!(config.trusted_proxies.len(), 2);
    assert!(told(read("trusted_proxies = [\"proxy\"]")).contains("line 1"));
    let address = read("public_address = \"https://a.example/firm/\"").unwrap().public_address;
    assert_eq!(address.as_deref(), Some("https://a.example/firm"));
    assert!(read("public_address = \"http://localhost:8640\"").is_ok());
    for wrong in ["http://a.example", "a.example", "https://a.example/?x=1"] {
        assert!(told(read(&format!("public_address = {wrong:?}"))).contains("public_address"));
    }
}

#[test]
fn the_servers_own_key_is_in_one_place_and_the_strongest_names_it() {
    let database = "database = \"sqlite:/a.db\"\n";
    let place = |text: &str| {
        let config = read(&format!("{database}{text}"));
        config.map(|config| config.own_key().map(OwnKey::setting))
    };
    let key = Key::from_bytes(&[1; 32]).to_text();
    let itself = format!("custody_key = {:?}\n", key.expose_secret());
    let (file, name) = ("custody_key_file = \"/a\"\n", "custody_key_keychain = \"firm\"\n");
    assert_eq!(place("").unwrap(), None);
    assert_eq!(place(&itself).unwrap(), Some("custody_key"));
    assert_eq!(place(file).unwrap(), Some("custody_key_file"), "it is read when it is needed");
    assert_eq!(place(name).unwrap(), Some("custody_key_keychain"));
    for two in [format!("{itself}{file}"), format!("{file}{name}"), format!("{itself}{name}")] {
        let said = place(&two).err().unwrap().to_string();
        assert!(said.contains("give one of") && !said.contains(key.expose_secret()), "{said}");
    }
    for odd in ["", "Firm", "../firm", &"a".repeat(65)] {
        let said = place(&format!("custody_key_keychain = {odd:?}")).err().unwrap().to_string();
        assert!(said.contains("small letters"), "{said}");
    }
    assert!(told(read(name)).contains("database"), "it seals nothing without one");
    let weaker = Layer::from_toml("f", &format!("{database}{file}")).unwrap();
    let stronger = environment(&[("PATCHBAY_SERVER_CUSTODY_KEY_KEYCHAIN", "firm")]).unwrap();
    let config = Config::from_layer(stronger.over(weaker)).unwrap();
    assert_eq!(config.own_key().unwrap().place(), "firm in the keychain");
}

/// The keys of a directory, with these others.
fn directory(more: &str) -> String {
    format!(
        "public_address = \"https://a.example/firm\"\ndatabase = \"sqlite:/a.db\"\n\
         entra_client_id = \"AAAAAAAA-0000-0000-0000-000000000002\"\n\
         entra_client_secret = \"canary\"\n{more}"
    )
}

#[test]
fn a_directory_is_one_of_the_firms_own_and_whole() {
    const TENANT: &str = "AAAAAAAA-0000-0000-0000-000000000001";
    let entra = |more: &str| read(&directory(more)).map(|config| config.entra.unwrap());
    let found = entra(&format!("entra_tenant = {TENANT:?}")).unwrap();
    let issuer = "https://login.microsoftonline.com/aaaaaaaa-0000-0000-0000-000000000001/v2.0";
    assert_eq!(found.issuer.as_str(), issuer);
    assert_eq!(found.redirect.as_str(), "https://a.example/firm/sign-in/microsoft/callback");
    let us = "entra_issuer = \"https://login.microsoftonline.us/{tenant}/v2.0\"";
    let us = entra(&format!("entra_tenant = {TENANT:?}\n{us}")).unwrap();
    assert_eq!(us.issuer.host_str(), Some("login.microsoftonline.us"));
    for anybody in ["common", "Organizations", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"]
    {
        let said = told(read(&directory(&format!("entra_tenant = {anybody:?}"))));
        assert!(said.contains("anybody with an account"), "{said}");
    }
    for (text, wanted) in [
        (directory("entra_tenant = \"firm.onmicrosoft.com\""), "Directory (tenant) ID"),
        (directory(""), "all three, or none"),
        ("entra_client_secret = \"canary\"".to_owned(), "all three, or none"),
        ("entra_tenant = \"common\"".to_owned(), "anybody with an account"),
        (
            directory(&format!("entra_tenant = {TENANT:?}\nentra_issuer = \"http://a.example/x\"")),
            "https://",
        ),
        (
            directory(&format!(
                "entra_tenant = {TENANT:?}\nentra_issuer = \"https://a.example/x\""
            )),
            "{tenant}",
        ),
        (
            directory(&format!("entra_tenant = {TENANT:?}")).replace("public_address", "# "),
            "set it too",
        ),
        (directory(&format!("entra_tenant = {TENANT:?}")).replace("database", "# "), "database"),
        (
            directory(&format!("entra_tenant = {TENANT:?}")).replace("000000000002", "firm"),
            "(client) ID",
        ),
    ] {
        let said = told(read(&text));
        assert!(said.contains(wanted) && !said.contains("canary"), "{wanted}: {said}");
    }
}

#[test]
fn the_secret_of_the_directorys_app_comes_from_the_environment_or_a_file_and_never_twice() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "by-file\n").unwrap();
    let tenant = "entra_tenant = \"aaaaaaaa-0000-0000-0000-000000000001\"";
    let by_file = format!("entra_client_secret_file = {:?}", file.display().to_string());
    let whole = Layer::from_toml("f", &directory(tenant)).unwrap();
    let stronger =
        environment(&[("PATCHBAY_SERVER_ENTRA_CLIENT_SECRET_FILE", file.to_str().unwrap())]);
    let config = Config::from_layer(stronger.unwrap().over(whole)).unwrap();
    assert_eq!(config.entra.unwrap().client_secret.secret(), "by-file");
    let both = told(read(&directory(&format!("{tenant}\n{by_file}"))));
    assert!(both.contains("not both") && !both.contains("canary"), "{both}");
}
