// records.json style.csl out.txt FOLDER_OF_LOCALES: citeproc-js.
// With a fifth argument: that many cites stand in a document already and 20 more are added, one by one; the
// milliseconds of each answer are printed as a JSON list.
"use strict";

const fs = require("fs");
const path = require("path");
const CSL = require("citeproc");

const [recordsPath, stylePath, out, locales, standing] = process.argv.slice(2);
const records = JSON.parse(fs.readFileSync(recordsPath, "utf8"));
const items = new Map(records.map((record) => [record.id, record]));
const sys = {
    retrieveLocale(lang) {
        const file = path.join(locales, `locales-${lang}.xml`);
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
    },
    retrieveItem: (id) => items.get(id),
};
const engine = new CSL.Engine(sys, fs.readFileSync(stylePath, "utf8"));
engine.setOutputFormat("text");

if (!standing) {
    engine.updateItems([...items.keys()]);
    fs.writeFileSync(out, engine.makeBibliography()[1].join(""));
} else {
    const citation = (number) => ({
        citationID: `c${number}`,
        citationItems: [{ id: records[(number * 7) % records.length].id }],
        properties: { noteIndex: number + 1 },
    });
    engine.updateUncitedItems([...items.keys()]);
    const citations = [...Array(Number(standing)).keys()].map(citation);
    const before = engine.rebuildProcessorState(citations, "text", []).map(([id, note]) => [id, note]);
    const times = [];
    for (let number = citations.length; number < citations.length + 20; number++) {
        const started = process.hrtime.bigint();
        engine.processCitationCluster(citation(number), before, []);
        times.push(Number(process.hrtime.bigint() - started) / 1e6);
        before.push([`c${number}`, number + 1]);
    }
    console.log(JSON.stringify(times));
}
