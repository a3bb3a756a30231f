// Search, filters, sorting, copying and downloading. The page is complete without it: the tools it works for
// are hidden until it runs. Texts of entries are only ever set as text, never as markup.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const tools = document.getElementById("tools");
  const entries = [...document.querySelectorAll(".entry")];
  const sections = [...document.querySelectorAll("main section")];
  const status = document.getElementById("status");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const titleOf = (entry) => fold(entry.dataset.title);
  const orders = {
    newest: (a, b) => (b.dataset.date || "").localeCompare(a.dataset.date || ""),
    oldest: (a, b) => (a.dataset.date || "9").localeCompare(b.dataset.date || "9"),
    title: (a, b) => titleOf(a).localeCompare(titleOf(b)),
    author: (a, b) => fold(a.dataset.author).localeCompare(fold(b.dataset.author)),
  };

  // Sections and their entries as they were given, to go back to.
  const given = sections.map((section) => [...section.querySelectorAll(".entry")]);
  const texts = new Map();
  const textOf = (entry) => {
    if (!texts.has(entry)) {
      texts.set(entry, fold([...entry.querySelectorAll(".ref, .note, .meta")].map((part) => part.textContent).join(" ")));
    }
    return texts.get(entry);
  };

  const value = (name) => (tools && tools.elements[name] ? tools.elements[name].value : "");
  let shown = entries;

  function update() {
    const asked = fold(value("search")).split(/\s+/).filter(Boolean);
    const kept = (entry) =>
      ["year", "type", "subject"].every((name) => !value(name) || entry.dataset[name] === value(name)) &&
      asked.every((word) => textOf(entry).includes(word));
    shown = entries.filter((entry) => {
      entry.hidden = !kept(entry);
      return !entry.hidden;
    });
    for (const section of sections) {
      section.hidden = !section.querySelector(".entry:not([hidden])");
    }
    const once = new Set(shown.map((entry) => entry.dataset.key));
    const all = new Set(entries.map((entry) => entry.dataset.key));
    status.textContent = once.size
      ? words.shown.replace("{n}", once.size).replace("{all}", all.size)
      : words["none-shown"];
    for (const link of document.querySelectorAll("nav a")) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      link.parentElement.hidden = !target || target.hidden;
    }
  }

  function sort() {
    const order = orders[value("sort")];
    sections.forEach((section, at) => {
      const list = section.querySelector(".entries");
      list.append(...(order ? [...given[at]].sort(order) : given[at]));
    });
  }

  const exported = (entry, suffix) => {
    const link = entry.querySelector(`a[download$=".${suffix}"]`);
    return link ? decodeURIComponent(link.getAttribute("href").replace(/^[^,]*,/, "")) : "";
  };

  async function copy(button, text) {
    const before = button.dataset.label || (button.dataset.label = button.textContent);
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard for pages opened as files in some browsers: select the text for Ctrl+C instead.
      const area = document.createElement("textarea");
      area.value = text;
      area.style.cssText = "position:fixed;opacity:0";
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = done ? words.copied : words["copy-failed"];
    if (status) status.textContent = button.textContent;
    setTimeout(() => { button.textContent = before; }, 2000);
  }

  function download(suffix, type) {
    const seen = new Set();
    const texts = [];
    for (const entry of shown) {
      if (seen.has(entry.dataset.key)) continue;
      seen.add(entry.dataset.key);
      texts.push(exported(entry, suffix));
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([texts.join("\n")], { type }));
    link.download = `publications.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copy) copy(button, exported(button.closest(".entry"), button.dataset.copy));
    if (button.dataset.all) download(button.dataset.all, button.dataset.type);
  });

  // Buttons to copy are made when an entry's details are opened, so that a long page stays light.
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches || !details.matches(".cite") || details.dataset.ready) return;
    details.dataset.ready = "yes";
    for (const link of [...details.querySelectorAll("a[download]")]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.copy = link.download.split(".").pop();
      button.textContent = words.copy.replace("{format}", link.dataset.format);
      link.before(button);
    }
  }, true);

  if (tools) {
    tools.hidden = false;
    tools.addEventListener("submit", (event) => event.preventDefault());
    let waiting = 0;
    tools.addEventListener("input", (event) => {
      if (event.target.name === "sort") return sort();
      clearTimeout(waiting);
      waiting = setTimeout(update, event.target.name === "search" && entries.length > 500 ? 150 : 0);
      return undefined;
    });
    tools.addEventListener("reset", () => setTimeout(() => { sort(); update(); }));
    update();
    sort();
  }
})();
