import { createHash } from 'node:crypto';

/** The look of the documentation. Fonts are the reader's own: nothing is fetched from anywhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fff; --soft: #f5f7f9; --line: #dfe4ea; --text: #17202b; --dim: #5b6875; --link: #0b5cad;
  --get: #0a6b45; --post: #8a4b00; --put: #5b3fa8; --delete: #a5232f; --mark: #fff3c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161b; --soft: #1a2027; --line: #2d3640; --text: #e4e9ee; --dim: #98a5b3; --link: #76b5f5;
    --get: #5fcf9c; --post: #f0b35f; --put: #b9a3f5; --delete: #f58a94; --mark: #4a3d10;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
code { background: var(--soft); border-radius: 3px; padding: .1em .3em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; margin: .6rem 0; line-height: 1.45; }
pre code { background: none; padding: 0; font-size: inherit; overflow-wrap: normal; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 .8rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.08rem; margin: 0 0 .2rem; }
h4 { font-size: .95rem; margin: 1.2rem 0 .3rem; }
.layout { display: grid; grid-template-columns: 17.5rem minmax(0, 1fr); max-width: 88rem; margin: 0 auto; }
nav.side { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.4rem 1rem 3rem 1.2rem; border-right: 1px solid var(--line); font-size: .88rem; }
nav.side ul { list-style: none; margin: .2rem 0 1rem; padding: 0; }
nav.side li a { display: block; padding: .14rem 0; color: inherit; text-decoration: none; }
nav.side li a:hover { color: var(--link); text-decoration: underline; }
nav.side strong { display: block; margin-top: .8rem; }
.brand { font-size: 1.25rem; font-weight: 700; color: inherit; text-decoration: none; }
.languages { color: var(--dim); margin: .2rem 0 1rem; }
main { padding: 1.8rem 2.2rem 5rem; min-width: 0; }
main.alone { max-width: 54rem; margin: 0 auto; }
main.alone table { width: 100%; }
.dim { color: var(--dim); }
h3[id^="object-"] { margin-top: 2rem; }
section.operation { border: 1px solid var(--line); border-radius: 8px; padding: 1.1rem 1.3rem 1.2rem; margin: 0 0 1.4rem; }
.call { margin: .1rem 0 .5rem; font-size: 1.02rem; }
.method { font: 700 .72rem/1 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .03em; }
.GET { color: var(--get); } .POST { color: var(--post); } .PUT, .PATCH { color: var(--put); } .DELETE { color: var(--delete); }
nav.side ul.operations li a:has(.method) { display: grid; grid-template-columns: 3.3rem 1fr; align-items: baseline; }
nav.side .method { font-size: .66rem; }
.facts { margin: .4rem 0; color: var(--dim); font-size: .9rem; }
.facts > span { margin-right: 1.2rem; white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .4rem 0; }
th { text-align: left; font-weight: 600; color: var(--dim); border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; }
td { vertical-align: top; border-bottom: 1px solid var(--line); padding: .4rem .8rem .4rem 0; }
main:not(.alone) td:first-child { min-width: 11rem; }
.required { color: var(--delete); font-size: .78rem; font-weight: 600; white-space: nowrap; }
.also { color: var(--dim); font-size: .84rem; }
.type { color: var(--dim); }
details { margin: .4rem 0; }
details > summary { cursor: pointer; color: var(--link); font-size: .92rem; }
details.fields { margin: .3rem 0 0; padding-left: .8rem; border-left: 2px solid var(--line); }
.codes { font-size: .86rem; }
.codes li { margin: .12rem 0; }
.codes, .plain { list-style: none; padding: 0; margin: .3rem 0; }
.codes .status { display: inline-block; min-width: 2.6rem; color: var(--dim); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 1rem 0; }
dt { color: var(--dim); } dd { margin: 0; }
:target { outline: 2px solid var(--link); outline-offset: 4px; }
@media (max-width: 60rem) {
  .layout { display: block; }
  nav.side { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  nav.side ul.operations { display: none; }
  main { padding: 1.2rem 1rem 4rem; }
}
@media print { nav.side { display: none; } .layout { display: block; } details > * { display: block; } }
`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Headers of a page: our one style sheet and nothing else may be loaded, run, framed or submitted. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'public, max-age=300',
  Vary: 'Accept-Language',
};
