// Convert a file of references with a JavaScript client.
//
//   node convert.mjs NODE_MODULES CLIENT FROM TO IN OUT
//
// CLIENT is citation-js, converter (biblatex-csl-converter) or retorquere (@retorquere/bibtex-parser). TO may be
// csl-json (for retorquere "entries", its own JSON).
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, client, from, to, source, out] = process.argv.slice(2);
const require = createRequire(path.join(modules, "x"));
const load = (file) => import(pathToFileURL(path.join(modules, file)).href);
const text = fs.readFileSync(source, "utf8");
const json = (value) => JSON.stringify(value, null, 1);

const clients = {
  async "citation-js"() {
    const { Cite } = require("@citation-js/core");
    for (const plugin of ["bibtex", "ris", "csl"]) require(`@citation-js/plugin-${plugin}`);
    // For BibTeX too it takes the fields of BibLaTeX, unless it is told otherwise.
    const types = { bibtex: "@biblatex/text", biblatex: "@biblatex/text", ris: "@ris/file", "csl-json": "@else/json" };
    const cite = new Cite(text, { forceType: types[from] });
    return cite.format(to === "csl-json" ? "data" : to, { format: "text" });
  },
  async converter() {
    const { BibLatexParser, CSLParser, CSLExporter, BibLatexExporter } = await load("biblatex-csl-converter/lib/index.js");
    const entries =
      from === "csl-json"
        ? new CSLParser(Object.fromEntries(JSON.parse(text).map((one) => [one.id, one]))).parse()
        : new BibLatexParser(text, { processUnexpected: true, processUnknown: true }).parse().entries;
    if (to !== "csl-json") return new BibLatexExporter(entries).parse();
    return json(Object.values(new CSLExporter(entries, false, { useEntryKeys: true }).parse()));
  },
  async retorquere() {
    const { parse } = await load("@retorquere/bibtex-parser/dist/esm/index.js");
    const read = parse(text, { sentenceCase: false });
    return json(read.entries.map(({ key, type, fields }) => ({ key, type, fields })));
  },
};

fs.writeFileSync(out, await clients[client]());
