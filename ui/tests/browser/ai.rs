//! The firm's AI: who can be asked, a question to one and to all, the order and the models.

use patchbay_contract::command::{
    Ask, CancelQuestion, GetAi, ListModels, SetAiModel, SetAiOrder, Subscribe,
};
use patchbay_contract::{
    Ai, AiAnswer, AiAnswerState, AiAsked, AiCredential, AiModel, AiModels, AiOther, AiProvider,
    AiText, AiUse, AiWhom, ChosenModel, ErrorCode, Event, Problem,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::locked;
use crate::scripted::{Page, says, some_frames};

fn provider(id: &str, name: &str) -> AiProvider {
    AiProvider {
        provider: id.into(),
        name: name.into(),
        letters: name.chars().take(2).collect(),
        hue: 210,
        by: AiCredential::Firm { connection: format!("{id}-1"), title: "Harbor".into() },
        model: format!("{id}-small"),
        model_is_chosen: false,
        models: None,
        used: AiUse::default(),
    }
}

fn three() -> Ai {
    let mistral = AiProvider {
        by: AiCredential::Environment { variables: vec!["MISTRAL_API_KEY".into()] },
        used: AiUse {
            answered: 2,
            failed: 1,
            input_tokens: 12_030,
            output_tokens: 40,
            uncounted: 0,
        },
        ..provider("mistral", "Mistral AI")
    };
    Ai {
        providers: vec![provider("gemini", "Google Gemini"), provider("openai", "OpenAI"), mistral],
        others: vec![AiOther { provider: "cohere".into(), name: "Cohere".into() }],
        order_is_chosen: false,
        month: "2026-11".into(),
    }
}

/// The page with these, once it is drawn.
async fn with(ai: &Ai) -> Page {
    let page = Page::open_at("/ai");
    page.answer::<GetAi>(ai).await;
    page.until("the page", |page| page.all(".bone").is_empty()).await;
    page
}

fn answered(words: &str) -> AiAnswerState {
    AiAnswerState::Answered(AiText {
        text: words.into(),
        cut: false,
        input_tokens: Some(12),
        output_tokens: None,
        millis: 1_460,
    })
}

fn asked(id: &str, states: [AiAnswerState; 3]) -> AiAsked {
    let names = [("gemini", "Google Gemini"), ("openai", "OpenAI"), ("mistral", "Mistral AI")];
    let answers = names.into_iter().zip(states).map(|((id, name), state)| AiAnswer {
        provider: id.into(),
        name: name.into(),
        model: format!("{id}-small"),
        state,
    });
    AiAsked { id: id.into(), answers: answers.collect() }
}

fn pills(page: &Page) -> Vec<String> {
    page.all(".ai-answer .pill").iter().map(says).collect()
}

fn names(page: &Page) -> Vec<String> {
    page.all(".ai-row h3").iter().map(says).collect()
}

#[wasm_bindgen_test]
async fn without_an_ai_provider_the_way_to_one_is_shown_and_nothing_can_be_asked() {
    let others = vec![AiOther { provider: "openai".into(), name: "OpenAI".into() }];
    let page = with(&Ai { others, ..Ai::default() }).await;
    assert!(page.text(".empty").contains("No AI provider can be asked yet."));
    assert_eq!(page.attributes(".empty a", "href"), ["/provider/openai"]);
    assert_eq!(page.text(".empty a"), "Connect OpenAI");
    assert!(page.all("#ai-question").is_empty());
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_says_why() {
    let page = Page::open_at("/ai");
    page.until("the bones", |page| !page.all(".bone").is_empty()).await;
    page.refuse::<GetAi>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
}

#[wasm_bindgen_test]
async fn each_provider_says_with_whose_credential_it_is_asked_and_what_was_used() {
    let page = with(&three()).await;
    assert_eq!(names(&page), ["Google Gemini", "OpenAI", "Mistral AI"]);
    assert_eq!(page.text(".ai-row .mark"), "Primary");
    let row = |id: &str| page.text(&format!("[data-ai={id}]"));
    assert!(row("gemini").contains("Connected as Harbor"));
    assert!(row("gemini").contains("Not used this month"));
    assert!(row("mistral").contains("MISTRAL_API_KEY"), "{}", row("mistral"));
    assert!(
        row("mistral").contains("2 questions answered, tokens: 12,030 in, 40 out · 1 not answered")
    );
    assert_eq!(page.attributes("#ai-others a", "href"), ["/provider/cohere"]);
}

#[wasm_bindgen_test]
async fn answers_stand_side_by_side_each_with_its_state_time_and_tokens() {
    let page = with(&three()).await;
    page.answer::<Subscribe>(&Vec::new()).await;
    page.type_into("#ai-question", "What is a trial balance?");
    page.press_word("#ai-ask .button", "Ask all");
    let question = page.asked::<Ask>().remove(0);
    page.until("the wait", |page| page.text("#ai-ask").contains("One moment")).await;
    let buttons: Vec<_> = page.all("#ai-ask .button").iter().map(says).collect();
    assert_eq!(buttons, ["Ask one", "One moment…", "Stop waiting"], "who was pressed says so");
    assert_eq!(
        (question.text.as_str(), &question.whom),
        ("What is a trial balance?", &AiWhom::All)
    );
    let asking = || AiAnswerState::Asking;
    page.send(0, &Event::Asked(asked(&question.id, [asking(), answered("A list."), asking()])));
    page.until("the first answer", |page| page.text(".ai-text") == "A list.").await;
    assert_eq!(pills(&page), ["Is being asked", "Answered", "Is being asked"]);
    assert!(page.text("#ai-answers [role=status]").contains("1 of 3"));
    page.send(1, &Event::Asked(asked("another", [asking(), asking(), asking()])));
    some_frames().await;
    assert_eq!(page.text(".ai-text"), "A list.", "another window’s question is not shown");

    let problem = Problem::new(ErrorCode::AiDeclined, "It declines.", "No answer.", "Ask another.");
    let failed = AiAnswerState::Failed { problem, millis: 300 };
    let end = asked(&question.id, [failed, answered("A list."), answered("Sums.")]);
    page.answer::<Ask>(&end).await;
    page.until("all of them", |page| pills(page) == ["No answer", "Answered", "Answered"]).await;
    assert_eq!(page.text("[data-provider=gemini] .problem-what"), "It declines.");
    assert!(page.text("[data-provider=openai] .ai-facts").contains("1.4 s · tokens: 12 in, ? out"));
    assert_eq!(page.value("#ai-question"), "What is a trial balance?", "it can be asked again");
    page.until("what was used", |page| page.asked::<GetAi>().len() == 2).await;
}

#[wasm_bindgen_test]
async fn one_is_asked_by_its_button_or_by_ctrl_and_enter_and_what_cannot_be_says_why() {
    let page = with(&three()).await;
    page.type_into("#ai-question", "Why?");
    page.focus("#ai-question");
    assert!(page.key("Ctrl+Enter"), "the key is ours");
    assert_eq!(page.asked::<Ask>()[0].whom, AiWhom::First);
    let refusal = Problem::new(ErrorCode::QuestionWrong, "It is too long.", "Nothing.", "Shorten.");
    page.refuse::<Ask>(&refusal).await;
    page.until("why", |page| page.text("#ai-ask .problem-what") == "It is too long.").await;
    page.press_word("#ai-ask .button", "Ask one");
    assert_eq!(page.asked::<Ask>().len(), 2);
}

#[wasm_bindgen_test]
async fn whoever_waits_can_stop() {
    let page = with(&three()).await;
    page.type_into("#ai-question", "Why?");
    page.press_word("#ai-ask .button", "Ask all");
    page.until("the way out", |page| page.text("#ai-ask").contains("Stop waiting")).await;
    page.press_word("#ai-ask .button", "Stop waiting");
    let id = page.asked::<Ask>()[0].id.clone();
    assert_eq!(page.asked::<CancelQuestion>(), std::slice::from_ref(&id));
    page.answer::<CancelQuestion>(&()).await;
    let given_up = || AiAnswerState::Cancelled;
    page.answer::<Ask>(&asked(&id, [given_up(), answered("Because."), given_up()])).await;
    page.until("the end", |page| pills(page) == ["Given up", "Answered", "Given up"]).await;
    assert!(!page.text("#ai-ask").contains("Stop waiting"));
}

#[wasm_bindgen_test]
async fn a_row_moves_by_its_button_and_by_alt_with_an_arrow_and_the_focus_goes_with_it() {
    let page = with(&three()).await;
    page.press("[data-ai=openai] .up");
    assert_eq!(page.asked::<SetAiOrder>(), [["openai", "gemini", "mistral"]]);
    page.answer::<SetAiOrder>(&()).await;
    page.until("the order", |page| names(page)[0] == "OpenAI").await;
    assert!(page.text("[data-ai=openai] .mark").contains("Primary"));
    page.until("the focus", |page| page.has_focus("[data-ai=openai] .down")).await;
    assert_eq!(page.text("#ai-moved"), "OpenAI is now 1 of 3.");
    page.press("[data-ai=openai] .down");
    page.answer::<SetAiOrder>(&()).await;
    page.until("the second place", |page| names(page)[1] == "OpenAI").await;
    page.until("the focus", |page| page.has_focus("[data-ai=openai] .down")).await;
    page.key("Alt+ArrowUp");
    page.answer::<SetAiOrder>(&()).await;
    page.until("the first place", |page| names(page)[0] == "OpenAI").await;
    page.until("the focus", |page| page.has_focus("[data-ai=openai] .down")).await;
    page.key("Alt+ArrowDown");
    assert_eq!(page.asked::<SetAiOrder>()[3], ["gemini", "openai", "mistral"]);
    page.refuse::<SetAiOrder>(&locked()).await;
    page.until("why not", |page| page.text("#ai-order .problem-what") == "It is locked.").await;
    assert_eq!(names(&page)[0], "OpenAI", "nothing moved");
    page.key("Alt+ArrowUp");
    assert_eq!(page.asked::<SetAiOrder>().len(), 4, "the first goes no further");
}

#[wasm_bindgen_test]
async fn a_model_is_chosen_from_the_live_list() {
    let page = with(&three()).await;
    assert!(page.text("[data-ai=gemini]").contains("Models not listed yet"));
    page.press("[data-ai=gemini] .list-models");
    assert_eq!(page.asked::<ListModels>(), ["gemini"]);
    let model =
        |id: &str, name: Option<&str>| AiModel { id: id.into(), name: name.map(Into::into) };
    let models = vec![model("gemini-small", Some("Small")), model("gemini-pro", None)];
    let listed = AiModels { models, listed_at: time::now() };
    page.answer::<ListModels>(&listed).await;
    let mut ai = three();
    ai.providers[0].models = Some(listed);
    page.answer::<GetAi>(&ai).await;
    page.until("the list", |page| page.text("[data-ai=gemini]").contains("2 models")).await;
    let offered: Vec<_> = page.all("#ai-model-gemini option").iter().map(says).collect();
    assert_eq!(offered, ["Suggested: gemini-small", "Small (gemini-small)", "gemini-pro"]);
    page.choose("#ai-model-gemini", "gemini-pro");
    let model = Some("gemini-pro".to_owned());
    assert_eq!(page.asked::<SetAiModel>(), [ChosenModel { provider: "gemini".into(), model }]);
    page.answer::<SetAiModel>(&()).await;
    (ai.providers[0].model, ai.providers[0].model_is_chosen) = ("gemini-pro".into(), true);
    page.answer::<GetAi>(&ai).await;
    page.until("the choice", |page| page.value("#ai-model-gemini") == "gemini-pro").await;
    page.choose("#ai-model-gemini", "");
    assert_eq!(page.asked::<SetAiModel>()[1].model, None);
}

#[wasm_bindgen_test]
async fn a_list_that_does_not_come_says_why_beside_its_button() {
    let page = with(&three()).await;
    page.press("[data-ai=openai] .list-models");
    page.refuse::<ListModels>(&locked()).await;
    page.until("why", |page| page.text("[data-ai=openai] .problem-what") == "It is locked.").await;
    assert!(page.all("[data-ai=gemini] .problem").is_empty());
}
