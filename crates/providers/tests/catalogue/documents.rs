//! What the documents say is true: the example loads, the mistakes read as shown.

use patchbay_providers::{Provider, read_named};

const GUIDE: &str = include_str!("../../../../docs/ADDING_A_PROVIDER.md");
const FORMAT: &str = include_str!("../../../../assets/providers/README.md");

/// The whole file that the guide shows.
fn example() -> &'static str {
    GUIDE
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .find(|block| block.starts_with("format = "))
        .expect("the guide shows a whole file")
}

fn read(text: &str) -> Result<Provider, String> {
    read_named("acme_permits.toml", text).map_err(|mistakes| mistakes[0].to_string())
}

#[test]
fn the_documented_example_loads() {
    let provider = read(example()).unwrap();
    assert_eq!(provider.id, "acme_permits");
    assert!(GUIDE.contains("patchbayctl providers check acme_permits.toml"));
}

#[test]
fn a_slip_in_the_documented_example_is_told_with_its_line() {
    let broken = example().replacen("vendor =", "vendr =", 1);
    let line = broken.lines().position(|line| line.starts_with("vendr")).unwrap() + 1;
    let told = read(&broken).unwrap_err();
    assert!(told.starts_with(&format!("acme_permits.toml, line {line}: ")), "{told}");
}

#[test]
fn every_field_of_the_format_is_in_its_description() {
    // The fields that the format names when it meets one it does not know.
    let fields = |text: &str| -> Vec<String> {
        let told = read(text).unwrap_err();
        let (_, expected) = told.split_once("expected one of ").expect(&told);
        expected.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect()
    };
    let with = |line: &str| format!("{line}\n{}", example());
    let inside = |table: &str| format!("{}\n{table}\nnothing_is_called_this = 1\n", example());
    let mut all = fields(&with("nothing_is_called_this = 1"));
    for table in [
        "[[sign_in]]\n[sign_in.oauth]",
        "[[sign_in]]\n[sign_in.client_credentials]",
        "[[sign_in]]\n[[sign_in.field]]",
        "[[sign_in]]\n[[sign_in.probe]]",
        "[[sign_in]]\n[sign_in.discovery]",
        "[[sign_in]]\n[sign_in.file_target]",
        "[[sign_in]]\n[sign_in.oauth]\n[[sign_in.oauth.home]]",
        "[[sign_in]]\n[sign_in.oauth]\n[sign_in.oauth.clocks]",
        "[webhooks]",
        "[webhooks.hmac]",
        "[[sync]]",
        "[[error]]",
        "[[guide]]",
    ] {
        all.extend(fields(&inside(table)));
    }
    // Described in a row of a table, or under a heading of its own.
    let described = |field: &String| {
        [format!("`{field}`"), format!("`{field}."), format!("{field}]")]
            .iter()
            .any(|written| FORMAT.contains(written))
    };
    let missing: Vec<_> = all.into_iter().filter(|field| !described(field)).collect();
    assert!(missing.is_empty(), "assets/providers/README.md does not describe {missing:?}");
}
