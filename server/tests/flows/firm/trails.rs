//! What the trails of computers and of the server know of each other.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Firm, Ground, code_of};

fn place(entry: i64, digit: char) -> Value {
    json!({ "entry": entry, "hash": digit.to_string().repeat(64) })
}

async fn says(firm: &Firm, desk: &Desk, body: &Value) -> Value {
    let request = firm.by(&desk.token, Method::POST, "/api/trail").json(body);
    firm.send(request, StatusCode::OK).await
}

pub(super) async fn a_computer_says_where_its_trail_ends_and_is_told_where_this_one_does(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let ben = firm.somebody(&ana, "support", 2).await;
    let first = says(&firm, &ana, &json!({ "ends": place(7, 'a') })).await;
    assert_eq!((&first["before"], &first["yours_stands"]), (&Value::Null, &json!(true)));
    let page = firm.get(&ana.token, "/api/audit").await;
    let newest = &page["items"][0];
    assert_eq!(newest["action"], "trail.witnessed");
    assert_eq!(
        (&newest["number"], &newest["hash"]),
        (&first["entered"]["entry"], &first["entered"]["hash"])
    );
    let of_ben = says(&firm, &ben, &json!({ "ends": place(1, 'b') })).await;
    assert_eq!(of_ben["before"], Value::Null, "each computer has its own");
    let second = json!({ "ends": place(9, 'c'), "yours": first["entered"] });
    let second = says(&firm, &ana, &second).await;
    assert_eq!((&second["before"], &second["yours_stands"]), (&place(7, 'a'), &json!(true)));
    let other = json!({ "ends": place(9, 'c'), "yours": place(2, 'd') });
    assert_eq!(says(&firm, &ana, &other).await["yours_stands"], false);
    let page = firm.get(&ana.token, "/api/audit").await;
    assert!(page["items"][0]["detail"]["not_here"].as_str().unwrap().starts_with("2: dddd"));
    let entries = page["items"].as_array().unwrap().len();
    for odd in [
        json!({ "ends": place(-1, 'a') }),
        json!({ "ends": { "entry": 1, "hash": "a" } }),
        json!({ "ends": place(1, 'A') }),
        json!({ "ends": place(1, 'é') }),
        json!({ "ends": place(1, 'a'), "yours": place(1, 'x') }),
        json!({}),
    ] {
        let request = firm.by(&ana.token, Method::POST, "/api/trail").json(&odd);
        assert_eq!(code_of(request.send().await.unwrap()).await.1, "wrong_shape", "{odd}");
    }
    let page = firm.get(&ana.token, "/api/audit").await;
    assert_eq!(page["items"].as_array().unwrap().len(), entries, "a refusal is not entered");
    assert_eq!(firm.get(&ana.token, "/api/audit/check").await["whole"], true);
}
