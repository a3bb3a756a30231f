// Read bibliography files with JavaScript clients: what each finds, as one JSON object on standard output.
//
//   node read_files.mjs NODE_MODULES CLIENT FILE
//
// CLIENT is retorquere, converter (biblatex-csl-converter) or citation-js; the answer has `entries`, each with its
// key, type and fields in the client's own terms, and `errors`.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, client, file] = process.argv.slice(2);
const require = createRequire(path.join(modules, "x"));
const text = fs.readFileSync(file, "utf8");

const clients = {
  async retorquere() {
    const home = path.join(modules, "@retorquere/bibtex-parser/dist/esm/index.js");
    const { parse } = await import(pathToFileURL(home).href);
    const read = parse(text, { sentenceCase: false });
    return {
      entries: read.entries.map(({ key, type, fields }) => ({ key, type, fields })),
      errors: read.errors.map((one) => JSON.stringify(one).slice(0, 400)),
    };
  },
  async converter() {
    const home = path.join(modules, "biblatex-csl-converter/lib/index.js");
    const { BibLatexParser } = await import(pathToFileURL(home).href);
    const read = new BibLatexParser(text, { processUnexpected: true, processUnknown: true }).parse();
    return {
      entries: Object.values(read.entries).map((one) => ({ key: one.entry_key, type: one.bib_type, fields: one.fields })),
      errors: read.errors,
    };
  },
  async "citation-js"() {
    const { Cite } = require("@citation-js/core");
    require("@citation-js/plugin-bibtex");
    require("@citation-js/plugin-ris");
    require("@citation-js/plugin-csl");
    const { data } = await Cite.async(text, file.endsWith(".ris") ? { forceType: "@ris/file" } : {});
    return { entries: data.map((one) => ({ key: one["citation-key"] ?? one.id, type: one.type, fields: one })), errors: [] };
  },
};

process.stdout.write(JSON.stringify(await clients[client]()));
