//! What `rihla export` writes, against its schema and the sample handbook.

use std::collections::BTreeSet;
use std::fs;

use rihla::build::Engine;
use rihla::export::{SCHEMA, Scope, csv, json};
use serde_json::Value;

use crate::cli::{err, out, rihla};
use crate::root;

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
    let expected = "journey,stage,step,number,title,channel,touchpoints,emotion,emotion_amira,emotion_elif,moment_of_truth,evidence,pains,opportunities,due,done\r\n\
                    a,a/b,pay,1,\"'=HYPERLINK(\"\"x\"\")\",,till,-1.5,-1.5,,false,0,\"'-1+1 | a, b\",One | Two,2026-05-01 | ,\r\n";
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
