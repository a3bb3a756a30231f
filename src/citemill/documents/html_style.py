"""The style sheet of a page: readable on a screen of any width, in dark mode and on paper."""

from __future__ import annotations

__all__ = ["STYLE_SHEET"]

STYLE_SHEET = """\
:root {
  color-scheme: light dark;
  --ink: #1b1b1f; --paper: #fdfdfb; --quiet: #5a5a63; --link: #0b57a4; --rule: #d9d9d4;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e4df; --paper: #17181b; --quiet: #a9a8a3; --link: #8ab8f0; --rule: #3a3b40; }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); }
body { margin: 0; font: 1.0625rem/1.5 "Charter", "Source Serif 4", "Georgia", "Noto Serif", serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; text-wrap: balance; }
h1 {
  margin: 0 0 2rem; padding-bottom: .75rem; border-bottom: 1px solid var(--rule);
  font-size: 1.9rem; font-weight: 600;
}
h2 { margin: 2.5rem 0 1rem; font-size: 1.35rem; font-weight: 600; }
h3, h4, h5, h6 { margin: 2rem 0 .75rem; font-size: 1.1rem; font-weight: 600; }
small, .below { color: var(--quiet); font-size: .9em; }
a {
  color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em; overflow-wrap: anywhere;
}
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
sup, sub { line-height: 0; }
.references { list-style: none; margin: 0; padding: 0; }
.references > li { margin: 0 0 max(.7em, var(--apart)); overflow-wrap: break-word; unicode-bidi: isolate; }
.references > li:target { background: color-mix(in srgb, var(--link) 14%, transparent); }
.hanging > li { padding-inline-start: 2em; text-indent: -2em; }
.labelled > li { display: grid; grid-template-columns: var(--label) minmax(0, 1fr); column-gap: .75em; }
.label { text-align: end; font-variant-numeric: tabular-nums; }
.highlight { font-weight: 700; }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #333; --link: #000; --rule: #999; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  a { text-decoration: none; }
  .references > li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""
