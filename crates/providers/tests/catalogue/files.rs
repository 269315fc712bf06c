//! Every file of the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use patchbay_contract::{Category, Mandatory, Support};
use patchbay_providers::{How, Provider, built_in, catalogue, read_named};

/// Row P of the product, by category. A provider that is missing here or there is a
/// mistake.
const PRODUCT: &[(Category, &[&str])] = &[
    (
        Category::Ai,
        &[
            "anthropic",
            "azure_document_intelligence",
            "cohere",
            "gemini",
            "mistral",
            "openai",
            "perplexity",
            "xai",
        ],
    ),
    (
        Category::Accounting,
        &[
            "freshbooks",
            "quickbooks_desktop",
            "quickbooks_online",
            "sage_accounting",
            "sage_intacct",
            "viewpoint_spectrum",
            "viewpoint_vista",
            "xero",
        ],
    ),
    (
        Category::Tax,
        &["cch_axcess", "drake", "lacerte", "proconnect_tax", "proseries", "ultratax_cs"],
    ),
    (
        Category::Payments,
        &["authorize_net", "cpacharge", "lawpay", "paypal", "razorpay", "square", "stripe"],
    ),
    (
        Category::Email,
        &["gmail", "imap_smtp", "outlook_mail", "sendgrid", "yahoo_mail", "zoho_mail"],
    ),
    (Category::Esign, &["docusign", "dropbox_sign"]),
    (
        Category::Meetings,
        &[
            "daily",
            "google_meet",
            "goto_meeting",
            "jitsi",
            "teams_meetings",
            "webex",
            "whereby",
            "zoom",
        ],
    ),
    (Category::Calendar, &["google_calendar", "outlook_calendar"]),
    (Category::Storage, &["azure_blob", "box", "dropbox", "google_drive", "onedrive"]),
    (Category::Communications, &["slack", "smtp", "teams_channel", "twilio"]),
    (Category::Crm, &["hubspot", "pipedrive", "salesforce"]),
    (Category::Automation, &["make", "n8n", "zapier"]),
    (
        Category::Projects,
        &["dronedeploy", "earthcam", "equipmentshare", "openspace", "procore", "sensera", "skydio"],
    ),
    (Category::Shipping, &["fedex", "ups"]),
    (Category::SignIn, &["entra_id"]),
];

#[test]
fn every_file_can_be_read() {
    let mistakes: Vec<String> = built_in()
        .filter_map(|(file, text)| read_named(file, text).err())
        .flatten()
        .map(|mistake| mistake.to_string())
        .collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_catalogue_holds_every_provider_of_the_product_and_no_other() {
    let mut found: BTreeMap<Category, BTreeSet<String>> = BTreeMap::new();
    for provider in catalogue() {
        found.entry(provider.category).or_default().insert(provider.id);
    }
    let wanted: BTreeMap<Category, BTreeSet<String>> = PRODUCT
        .iter()
        .map(|(category, ids)| (*category, ids.iter().map(ToString::to_string).collect()))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn each_of_the_mandatory_five_can_be_filled_by_a_provider_that_connects() {
    for wanted in Mandatory::ALL {
        assert!(
            catalogue().iter().any(|p| p.fills == Some(*wanted) && p.support == Support::Connect),
            "{wanted:?}"
        );
    }
    for provider in catalogue().iter().filter(|p| p.support != Support::Connect) {
        assert_eq!(provider.fills, None, "{} cannot be connected", provider.id);
    }
}

#[test]
fn every_provider_that_fills_the_place_of_the_ai_can_be_asked_and_each_has_its_own_rank() {
    let mut ranks = BTreeSet::new();
    for provider in catalogue() {
        let fills = provider.fills == Some(Mandatory::Ai);
        assert_eq!(fills, provider.ai.is_some(), "{}", provider.id);
        let rank = provider.ai.map_or(0, |ai| ai.rank);
        assert!(!fills || ranks.insert(rank), "{} shares the rank {rank}", provider.id);
    }
}

#[test]
fn every_provider_that_connects_has_a_guide_for_each_way_to_sign_in() {
    for provider in catalogue() {
        for way in &provider.sign_in {
            let steps = provider
                .guide
                .iter()
                .filter(|step| step.sign_in.as_ref().is_none_or(|id| *id == way.id))
                .count();
            assert!(steps > 0, "{}: no guide for “{}”", provider.id, way.id);
        }
    }
}

#[test]
fn a_browser_sign_in_says_where_the_redirect_address_is_pasted() {
    for provider in catalogue() {
        for way in provider.sign_in.iter().filter(|way| way.oauth().is_some()) {
            let pasted = provider.guide.iter().any(|step| {
                step.sign_in.as_ref().is_none_or(|id| *id == way.id)
                    && step.copy == Some(patchbay_providers::CopyValue::RedirectAddress)
            });
            assert!(pasted, "{}: “{}” never hands over its redirect address", provider.id, way.id);
        }
    }
}

#[test]
fn no_two_providers_of_a_category_look_alike() {
    let mut seen: BTreeMap<(Category, String), String> = BTreeMap::new();
    for provider in catalogue() {
        let looks = (provider.category, provider.tile.letters.to_lowercase());
        if let Some(other) = seen.insert(looks, provider.id.clone()) {
            panic!("{} and {other} have the same letters", provider.id);
        }
    }
}

#[test]
fn no_provider_names_itself_twice() {
    for provider in catalogue() {
        let mut names: Vec<String> =
            provider.also_called.iter().map(|name| name.to_lowercase()).collect();
        names.push(provider.name.to_lowercase());
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{} names itself twice", provider.id);
    }
}

#[test]
fn ways_out_lead_to_providers_that_exist_and_connect() {
    let all = catalogue();
    for provider in &all {
        for id in provider.way_out.iter().filter_map(|way| way.provider.as_ref()) {
            let other = all.iter().find(|other| other.id == *id);
            assert!(other.is_some_and(|other| other.support == Support::Connect), "{id}");
        }
    }
}

#[test]
fn words_for_people_are_sentences_and_blame_nobody() {
    for provider in catalogue() {
        for text in sentences(&provider) {
            assert!(text.ends_with(['.', '?', '”', ')']), "{}: “{text}”", provider.id);
            for word in ["Oops", "oops", "Sorry", "invalid input", "!"] {
                assert!(!text.contains(word), "{}: “{text}” says “{word}”", provider.id);
            }
        }
    }
}

fn sentences(provider: &Provider) -> Vec<&str> {
    let errors = provider.error.iter().flat_map(|error| [error.says.as_str(), &error.cure]);
    let notes = provider.unchecked.iter().map(|note| note.note.as_str());
    let guide = provider.guide.iter().map(|step| step.text.as_str());
    let help = provider.sign_in.iter().flat_map(|way| &way.field).map(|field| field.help.as_str());
    errors
        .chain(notes)
        .chain(guide)
        .chain(help)
        .chain([provider.about.does.as_str(), provider.purpose.as_str()])
        .collect()
}

#[test]
fn sign_ins_that_only_post_say_that_the_test_is_visible() {
    for provider in catalogue() {
        for way in &provider.sign_in {
            if matches!(way.how, How::PostAddress(_)) {
                assert!(
                    way.probe.iter().all(|probe| probe.visible),
                    "{}: posting a test is seen by others",
                    provider.id
                );
            }
        }
    }
}
