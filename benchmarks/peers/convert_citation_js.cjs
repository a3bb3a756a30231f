// citation-js as one process: a file of one format becomes another.  IN FORCED-TYPE OUT TO
const fs = require("fs");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
require("@citation-js/plugin-csl");

const [source, forceType, out, to] = process.argv.slice(2);
const cite = new Cite(fs.readFileSync(source, "utf8"), { forceType });
fs.writeFileSync(out, to === "data" ? cite.format("data", { format: "text" }) : cite.format(to));
