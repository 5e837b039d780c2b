//! What `rihla export` writes, against its schema and the sample handbook.

use std::collections::BTreeSet;
use std::fs;

use rihla::build::Engine;
use rihla::export::{SCHEMA, Scope, csv, json};
use rihla::source::Sources;
use serde_json::Value;

use crate::cli::{err, out, rihla};
use crate::{all_bytes, compile, root, tree};

/// What of a value the schema doesn't allow. It knows the words that our schema uses, and no others.
fn violations(value: &Value, schema: &Value, all: &Value, at: &str, out: &mut Vec<String>) {
    const KNOWN: [&str; 13] = [
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "enum",
        "const",
        "anyOf",
        "items",
        "properties",
        "required",
        "additionalProperties",
    ];
    for word in schema.as_object().expect("a schema").keys() {
        assert!(KNOWN.contains(&word.as_str()), "{at}: the test doesn't know `{word}`");
    }
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").expect("a definition");
        return violations(value, &all["$defs"][name], all, at, out);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = |schema: &Value| {
            let mut wrong = Vec::new();
            violations(value, schema, all, at, &mut wrong);
            wrong.is_empty()
        };
        if !any.iter().any(fits) {
            out.push(format!("{at}: none of `anyOf`: {value}"));
        }
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{at}: no type `{other}`"),
    };
    let is_right = match &schema["type"] {
        Value::Null => true,
        Value::String(name) => is(name),
        names => names.as_array().expect("types").iter().any(|name| is(name.as_str().expect("a type"))),
    };
    let is_one = schema["enum"].as_array().is_none_or(|values| values.contains(value));
    if !is_right || !is_one || (!schema["const"].is_null() && schema["const"] != *value) {
        out.push(format!("{at}: {value} is not {schema}"));
    }
    if let Some(items) = value.as_array() {
        for (n, item) in items.iter().enumerate() {
            violations(item, &schema["items"], all, &format!("{at}[{n}]"), out);
        }
    }
    if let Some(fields) = value.as_object().filter(|_| schema["type"] == "object") {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        out.extend(required.filter(|name| !fields.contains_key(*name)).map(|name| format!("{at}: no `{name}`")));
        for (name, field) in fields {
            let at = format!("{at}.{name}");
            match (&schema["properties"][name], &schema["additionalProperties"]) {
                (Value::Null, Value::Bool(false) | Value::Null) => out.push(format!("{at} is not declared")),
                (Value::Null, other) => violations(field, other, all, &at, out),
                (declared, _) => violations(field, declared, all, &at, out),
            }
        }
    }
}

fn sample() -> rihla::model::Atlas {
    let mut engine = Engine::default();
    let sources = engine.read(&root()).expect("the repository is a handbook");
    engine.resolve(&sources).value
}

fn assert_valid(text: &str) -> Value {
    let schema: Value = serde_json::from_str(SCHEMA).expect("a schema");
    let value: Value = serde_json::from_str(text).expect("JSON");
    let mut wrong = Vec::new();
    violations(&value, &schema, &schema, "$", &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    value
}

#[test]
fn the_sample_is_what_the_schema_declares() {
    let value = assert_valid(&json(&sample(), Scope::Everything));
    assert_eq!(value["format"], 1);
    assert_eq!(value["languages"][0]["tag"], "en");
    assert_eq!(value["journeys"].as_array().map(Vec::len), Some(5));
    let steps = value["journeys"].as_array().into_iter().flatten().flat_map(|one| one["stages"].as_array());
    let steps: Vec<&Value> = steps.flatten().flat_map(|one| one["steps"].as_array()).flatten().collect();
    assert!(steps.iter().any(|step| step["emotion"]["values"][0]["value"].is_number()));
    assert!(steps.iter().any(|step| step["moment_of_truth"] == true && step["evidence"][0]["title"]["en"].is_string()));
    assert!(
        value["touchpoints"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|one| one["scores"][0]["values"][0]["interval"]["low"].is_number())
    );
    let opportunities: Vec<&Value> =
        steps.iter().filter_map(|step| step["opportunities"].as_array()).flatten().collect();
    let moved = |one: &Value| one["moves"]["counted"]["change"].is_number() && one["done"].is_string();
    assert!(opportunities.iter().any(|one| moved(one)));
    assert!(opportunities.iter().any(|one| one["score"].is_number() && one["due"].is_string()));
    assert_eq!(json(&sample(), Scope::Everything), json(&sample(), Scope::Everything));
}

#[test]
fn what_was_counted_says_where_it_comes_from() {
    let value = assert_valid(&json(&sample(), Scope::Everything));
    let sets = value["data"].as_array().expect("data sets");
    assert_eq!(sets.len(), sample().data.len());
    let survey = sets.iter().find(|one| one["id"] == "guest-survey").expect("a survey");
    assert_eq!((&survey["file"], &survey["path"]), (&"data/guest-survey.csv".into(), &"data/guest-survey.html".into()));
    let unused: u64 = survey["unused"].as_array().into_iter().flatten().filter_map(|one| one["rows"].as_u64()).sum();
    assert_eq!(survey["rows"].as_u64(), survey["used"].as_u64().map(|used| used + unused));
    let touchpoints = value["touchpoints"].as_array().into_iter().flatten();
    let scores = touchpoints.flat_map(|one| one["scores"].as_array()).flatten();
    let scores: Vec<&Value> = scores.flat_map(|one| one["values"].as_array()).flatten().collect();
    let counted = scores.iter().find(|one| one["data"] == "guest-survey").expect("a counted score");
    assert_eq!(counted["source"], "guest-survey (data/guest-survey.csv)");
    assert_eq!(counted["method"], "mean");
    assert_eq!(counted["period"]["to"], counted["on"]);
    assert!(counted["interval"]["low"].is_number());
    // What guests wrote is theirs.
    let table = fs::read_to_string(root().join("data/guest-survey.csv")).expect("read");
    let mut rows = ::csv::Reader::from_reader(table.as_bytes());
    let column = rows.headers().expect("a head").iter().position(|name| name == "comment").expect("comments");
    let comments: BTreeSet<String> =
        rows.records().map(|row| row.expect("a row")[column].to_owned()).filter(|text| text.len() > 20).collect();
    assert!(!comments.is_empty());
    let all = value.to_string();
    assert!(comments.iter().all(|comment| !all.contains(comment.as_str())));
}

#[test]
fn a_journey_brings_the_answers_about_it() {
    let atlas = sample();
    let journeys = json(&atlas, Scope::Everything);
    let journeys: Value = serde_json::from_str(&journeys).expect("JSON");
    assert_eq!(journeys["data"].as_array().map(Vec::len), Some(atlas.data.len()));
    let folder = root();
    let one = assert_valid(&out(&rihla(&folder, &["export", "json", "--journey", "delivery"])));
    let known: BTreeSet<&str> =
        one["data"].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
    let text = one.to_string();
    let named: BTreeSet<&str> = journeys["data"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["id"].as_str())
        .filter(|id| text.contains(&format!("\"data\":\"{id}\"")))
        .collect();
    assert!(named.is_subset(&known) && !named.is_empty(), "{named:?} {known:?}");
}

/// A handbook of two journeys.
fn two_journeys() -> Vec<(&'static str, String)> {
    let journey = |title: &str| format!("---\ntitle: {title}\npersonas: [amira]\n---\nText.\n");
    let stage = |title: &str| format!("---\ntitle: {title}\nsteps: [{{ title: Pay, emotion: 1 }}]\n---\nText.\n");
    vec![
        ("book.toml", "[book]\ntitle = \"T\"\n".to_owned()),
        ("content/index.md", "# T\n".to_owned()),
        ("content/personas/amira.md", "---\ntitle: Amira\n---\nA.\n".to_owned()),
        ("content/journeys/a/index.md", journey("A")),
        ("content/journeys/a/01-b.md", stage("B")),
        ("content/journeys/أ/index.md", journey("C")),
        ("content/journeys/أ/01-b.md", stage("D")),
    ]
}

#[test]
fn a_site_has_the_bytes_of_the_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in two_journeys() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    let built = rihla(folder.path(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
    let site = tree(&folder.path().join("site"));
    let said = |args: &[&str]| rihla(folder.path(), &[&["export"], args].concat()).stdout;
    let names: Vec<_> = site.keys().filter(|path| path.starts_with("api/")).map(String::as_str).collect();
    let expected = ["handbook.json", "journeys/a.json", "journeys/أ.json", "schema.json", "steps.csv"];
    assert_eq!(names, expected.map(|name| format!("api/{name}")));
    assert_eq!(site["api/handbook.json"], said(&["json"]));
    assert_eq!(site["api/journeys/a.json"], said(&["json", "--journey", "a"]));
    assert_eq!(site["api/journeys/أ.json"], said(&["json", "--journey", "أ"]));
    assert_eq!(site["api/steps.csv"], said(&["csv"]));
    assert_eq!(site["api/schema.json"], said(&["schema"]));
}

#[test]
fn the_data_of_a_site_follows_fields_and_not_texts() {
    let mut engine = Engine::default();
    let mut files = two_journeys();
    let mut data = |files: &[(&'static str, String)]| {
        let site = engine.compile(&Sources::from_memory(files.iter().map(|(path, text)| (*path, text)))).value.site;
        let warm = all_bytes(&site);
        assert!(warm == all_bytes(&compile(files.iter().map(|(path, text)| (*path, text))).1.value.site));
        ["api/handbook.json", "api/journeys/a.json", "api/steps.csv"].map(|path| warm[path].clone())
    };
    let first = data(&files);
    assert!(first.iter().all(|file| !file.is_empty()));
    files[4].1 += "One more sentence.\n";
    assert!(data(&files) == first);
    for (from, to) in [("emotion: 1", "emotion: 2"), ("title: B", "title: E"), ("title: E", "title: E\nsummary: S")] {
        let before = data(&files);
        files[4].1 = files[4].1.replace(from, to);
        assert!(data(&files)[0] != before[0], "{to}");
    }
}

#[test]
fn every_field_of_the_schema_is_required_and_described() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("a schema");
    let definitions = schema["$defs"].as_object().into_iter().flatten().map(|(name, one)| (name.as_str(), one));
    for (name, definition) in definitions.chain([("the handbook", &schema)]) {
        assert!(definition["description"].is_string(), "{name}");
        let Some(fields) = definition["properties"].as_object() else { continue };
        let required: BTreeSet<_> =
            definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(required, fields.keys().map(String::as_str).collect(), "{name}");
        for (field, declared) in fields {
            assert!(declared["description"].is_string(), "{name}.{field}");
        }
        assert_eq!(definition["additionalProperties"], false, "{name}");
    }
}

#[test]
fn alerts_and_formulas() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write("book.toml", "[book]\ntitle = \"T\"\n[[alerts]]\nmetric = \"emotion\"\nbelow = 0\n");
    write("content/index.md", "# T\n");
    write("content/personas/amira.md", "---\ntitle: Amira\n---\nA.\n");
    write("content/personas/elif.md", "---\ntitle: Elif\n---\nE.\n");
    write("content/touchpoints/till.md", "---\ntitle: Till\n---\nA.\n");
    write("content/touchpoints/door.md", "---\ntitle: Door\n---\nA.\n");
    write("content/journeys/a/index.md", "---\ntitle: A\npersonas: [amira]\n---\nA.\n");
    write(
        "content/journeys/a/01-b.md",
        "---\ntitle: B\nsteps:\n  - id: pay\n    title: \"=HYPERLINK(\\\"x\\\")\"\n    touchpoints: [till]\n    emotion: -1.5\n    pains: [\"-1+1\", \"a, b\"]\n    opportunities:\n      - { title: One, due: 2026-05-01 }\n      - { title: Two }\n      - { title: Three, status: dropped, due: 2026-05-02 }\n---\nB.\n",
    );
    write("content/journeys/c/index.md", "---\ntitle: C\npersonas: [elif]\n---\nC.\n");
    let run = |args: &[&str]| rihla(folder.path(), &[&["export"], args].concat());
    let expected = "journey,stage,step,number,title,channel,touchpoints,emotion,emotion_amira,emotion_elif,emotion_source,moment_of_truth,evidence,pains,opportunities,due,done\r\n\
                    a,a/b,pay,1,\"'=HYPERLINK(\"\"x\"\")\",,till,-1.5,-1.5,,,false,0,\"'-1+1 | a, b\",One | Two,2026-05-01 | ,\r\n";
    assert_eq!(out(&run(&["csv"])), expected);
    assert!(!out(&run(&["csv", "--journey", "a"])).contains("emotion_elif"));
    let all = assert_valid(&out(&run(&["json"])));
    assert_eq!((&all["alerts"][0]["kind"], &all["alerts"][0]["step"]), (&"step".into(), &"pay".into()));
    assert_eq!(all["personas"].as_array().map(Vec::len), Some(2));
    let one = assert_valid(&out(&run(&["json", "--journey", "a"])));
    for (list, ids) in [("journeys", vec!["a"]), ("personas", vec!["amira"]), ("touchpoints", vec!["till"])] {
        let found: Vec<_> = one[list].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(found, ids, "{list}");
    }
    let met = &one["touchpoints"][0]["steps"];
    assert_eq!(met, &serde_json::json!([{ "journey": "a", "stage": "a/b", "step": "pay" }]));
    assert_eq!(assert_valid(&out(&run(&["json", "--journey", "c"])))["alerts"], serde_json::json!([]));
    let file = run(&["json", "-o", "all.json"]);
    assert_eq!((out(&file).as_str(), file.status.code()), ("", Some(0)));
    assert_valid(&fs::read_to_string(folder.path().join("all.json")).expect("written"));
    assert_eq!(out(&run(&["schema"])), SCHEMA);
    let unknown = run(&["json", "--journey", "aa"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("there is no journey `aa`"), "{}", err(&unknown));
    write("content/broken.md", "[[nobody]]\n");
    let broken = run(&["json", "-o", "none.json"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(err(&broken).contains("nothing was exported"), "{}", err(&broken));
    assert!(!folder.path().join("none.json").exists());
}

#[test]
fn the_table_has_a_row_for_each_step() {
    let atlas = sample();
    let table = csv(&atlas, Scope::Everything);
    let mut rows = 0;
    let mut is_quoted = false;
    let columns = table.split("\r\n").next().map(|head| head.split(',').count());
    let mut cells = 1;
    for c in table.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells += 1,
            '\n' if !is_quoted => {
                assert_eq!(Some(cells), columns, "row {rows}");
                (rows, cells) = (rows + 1, 1);
            }
            _ => {}
        }
    }
    assert_eq!(rows, 1 + atlas.steps.len());
}
