// A service around citeproc-js: one JSON job a line on standard input, one JSON answer a line on standard output.
// tests/peers/citeproc_js.py writes the jobs and says what is in one.
//
//     NODE_PATH=.../node_modules node citeproc_js.cjs FOLDER_OF_LOCALES
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");

console.log = console.error; // standard output belongs to the answers
const CSL = require("citeproc");
CSL.debug = () => {};

const localeFolder = process.argv[2];

function locale(lang) {
    const file = path.join(localeFolder, `locales-${lang}.xml`);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
}

function engineFor(job) {
    const items = new Map(job.items.map((item) => [String(item.id), item]));
    const abbreviations = job.abbreviations || {};
    const sys = {
        retrieveLocale: locale,
        retrieveItem: (id) => items.get(String(id)),
        getAbbreviation: (list, into, jurisdiction, category, key) => {
            const found = ((abbreviations[list] || abbreviations.default || {})[category] || {})[key];
            if (!into[jurisdiction]) into[jurisdiction] = new CSL.AbbreviationSegments();
            if (found) into[jurisdiction][category][key] = found;
            return jurisdiction;
        },
    };
    const engine = job.lang
        ? new CSL.Engine(sys, job.csl, job.lang, true)
        : new CSL.Engine(sys, job.csl);
    engine.setOutputFormat("html");
    return engine;
}

// A document: citations in order -> the text of each. The state is built in one go.
function renderedDocument(engine, citations) {
    const answer = engine.rebuildProcessorState(citations, "html", []);
    return answer.map(([id, , text]) => [id, text]);
}

// The series of edits of a fixture: each step is [citation, pre, post]; the texts of the last step are marked.
function editedDocument(engine, steps) {
    const texts = new Map();
    let changed = new Set();
    let order = [];
    for (const [citation, pre, post] of steps) {
        const [, answers] = engine.processCitationCluster(citation, pre, post);
        order = [...pre, [citation.citationID], ...post].map(([id]) => id);
        changed = new Set();
        for (const [position, text, id] of answers) {
            const key = id === undefined ? order[position] : id;
            texts.set(key, text);
            changed.add(key);
        }
    }
    return order.map((id) => [changed.has(id) ? ">>" : "..", texts.get(id)]);
}

function bibliography(engine, filter) {
    const made = filter ? engine.makeBibliography(filter) : engine.makeBibliography();
    if (!made) return null;
    const [parameters, entries] = made;
    return { parameters, ids: parameters.entry_ids.map((ids) => ids[0]), entries };
}

const WORK = {
    // Differential checks and benchmarks: a document's citations, then the bibliography of all items.
    document(job) {
        const engine = engineFor(job);
        const ids = job.items.map((item) => item.id);
        const citations = job.citations ? renderedDocument(engine, job.citations) : [];
        if (!job.citations) engine.updateItems(ids);
        return { citations, bibliography: job.bibliography === false ? null : bibliography(engine) };
    },
    // Fixtures: see the README of the suite for what each mode asks for.
    fixture(job) {
        const engine = engineFor(job);
        const ids = [...new Set(job.items.map((item) => item.id))];
        if (job.steps) {
            const lines = editedDocument(engine, job.steps);
            return job.mode === "citation" ? { lines } : { bibliography: bibliography(engine, job.bibsection) };
        }
        for (const some of job.bibentries || [ids]) engine.updateItems(some, job.mode === "bibliography-nosort");
        if (job.mode !== "citation") return { bibliography: bibliography(engine, job.bibsection) };
        if (job.clusters) return { texts: job.clusters.map((cluster) => engine.makeCitationCluster(cluster)) };
        const made = bibliography(engine);
        const sorted = made ? made.ids.concat(ids.filter((id) => !made.ids.includes(id))) : ids;
        return { texts: [engine.makeCitationCluster(sorted.map((id) => ({ id })))] };
    },
};

readline.createInterface({ input: process.stdin, terminal: false }).on("line", (line) => {
    let answer;
    try {
        const job = JSON.parse(line);
        answer = WORK[job.work](job);
    } catch (error) {
        answer = { error: String((error && (process.env.CITEPROC_JS_TRACE ? error.stack : error.message)) || error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
});
