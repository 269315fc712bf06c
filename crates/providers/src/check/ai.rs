//! Rules of the part `[ai]`: somebody can be asked, and what comes back is found.

use regex_lite::Regex;

use super::Findings;
use crate::{Ai, BuiltInProbe, Provider, Source};

/// What a question fills in beside what every call may.
pub(super) const OURS: [&str; 3] = ["model", "question", "max_tokens"];

pub(super) fn check(provider: &Provider, findings: &mut Findings) {
    for (n, sign_in) in provider.sign_in.iter().enumerate() {
        for (m, probe) in sign_in.probe.iter().enumerate() {
            findings.demand(
                probe.built_in != Some(BuiltInProbe::ShortAnswer) || provider.ai.is_some(),
                format!("sign_in.{n}.probe.{m}.built_in"),
                "this check asks the AI that the part [ai] describes, and there is none",
            );
        }
    }
    let Some(ai) = &provider.ai else { return };
    findings.demand(
        ai.list.is_some() == ai.models.is_empty(),
        "ai",
        "say which models there are: an [ai.list] to ask the vendor for, or `models`, one of both",
    );
    findings.demand(!ai.model.trim().is_empty(), "ai.model", "the model to begin with has a name");
    let asked: Vec<&str> = ai.ask.request.templates().flat_map(|text| text.places()).collect();
    for place in ["model", "question"] {
        findings.demand(
            asked.contains(&place),
            "ai.ask.request",
            format!("{{{place}}} is nowhere in the request"),
        );
    }
    for id in ai.headers.keys() {
        findings.demand(
            provider.sign_in.iter().any(|sign_in| sign_in.id == *id),
            format!("ai.headers.{id}"),
            format!("no sign-in here has the id “{id}”"),
        );
    }
    for (place, source) in sources(ai) {
        findings.demand(
            matches!(source, Source::Body(_)),
            place,
            "this is found in the answer’s body: use a JSON pointer, as /data/0/id",
        );
    }
    patterns(ai, findings);
}

fn sources(ai: &Ai) -> Vec<(&'static str, &Source)> {
    let ask = &ai.ask;
    let mut all = vec![("ai.ask.text", &ask.text), ("ai.ask.stop", &ask.stop)];
    all.extend(ask.part.iter().map(|source| ("ai.ask.part", source)));
    all.extend(ask.input_tokens.iter().map(|source| ("ai.ask.input_tokens", source)));
    all.extend(ask.output_tokens.iter().map(|source| ("ai.ask.output_tokens", source)));
    all.extend(ask.declined_at.iter().map(|source| ("ai.ask.declined_at", source)));
    if let Some(list) = &ai.list {
        all.extend([("ai.list.list", &list.list), ("ai.list.id", &list.id)]);
        all.extend(list.name.iter().map(|source| ("ai.list.name", source)));
        all.extend(list.only.iter().map(|only| ("ai.list.only.at", &only.at)));
    }
    all
}

fn patterns(ai: &Ai, findings: &mut Findings) {
    let Some(only) = ai.list.as_ref().and_then(|list| list.only.as_ref()) else { return };
    for (name, pattern) in [("pattern", &only.pattern), ("but_not", &only.but_not)] {
        if let Some(Err(error)) = pattern.as_ref().map(|pattern| Regex::new(pattern)) {
            findings.add(
                format!("ai.list.only.{name}"),
                format!("this is no regular expression: {error}"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    const AI: &str = r#"
        [ai]
        model = "small-1"
        models = ["small-1"]

        [ai.ask]
        request = { method = "POST", url = "/ask", json = '{{"m": "{model}", "q": "{question}"}}' }
        text = "/text"
        stop = "/why"
    "#;

    fn mistakes(ai: &str) -> String {
        let small = include_str!("../../tests/fixtures/small.toml");
        let read = read("small.toml", &format!("{small}{ai}"));
        let all = read.err().unwrap_or_default();
        all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_part_that_says_whom_and_what_to_ask_is_right() {
        assert_eq!(mistakes(AI), "");
    }

    #[test]
    fn models_are_either_listed_or_asked_for() {
        let none = AI.replace("models = [\"small-1\"]", "");
        assert!(mistakes(&none).contains("say which models there are"), "{}", mistakes(&none));
    }

    #[test]
    fn a_question_that_is_not_sent_and_a_place_that_nothing_fills_are_mistakes() {
        let mute = AI.replace("{question}", "hello");
        assert!(mistakes(&mute).contains("{question} is nowhere"), "{}", mistakes(&mute));
        let unknown = AI.replace("\"m\"", "\"{warmth}\"");
        assert!(mistakes(&unknown).contains("nothing fills {warmth}"), "{}", mistakes(&unknown));
    }

    #[test]
    fn what_is_read_stands_in_the_body_and_headers_go_with_a_sign_in_that_is_there() {
        let header = AI.replace("\"/why\"", "\"header:x-why\"");
        assert!(mistakes(&header).contains("JSON pointer"), "{}", mistakes(&header));
        let other = format!("{AI}\n[ai.headers.oauth]\nx-project = \"1\"\n");
        assert!(mistakes(&other).contains("no sign-in here"), "{}", mistakes(&other));
    }

    #[test]
    fn a_pattern_that_is_none_is_a_mistake() {
        let list = "models = [\"small-1\"]";
        let broken = AI.replace(
            list,
            "list = { request = { url = \"/l\" }, list = \"\", id = \"/id\", only = { at = \"/id\", pattern = \"(\" } }",
        );
        assert!(mistakes(&broken).contains("no regular expression"), "{}", mistakes(&broken));
    }
}
