import { html } from '../model/escape';
import type { OpenRange } from '../policy/ranges';
import { between, type Formats, type Group, type Matrix } from './matrix-cells';

/** A page of its own: names stay in sight while one scrolls, a cell says its ends when one points at it. */
export function renderHtml({ rowGroups, columnGroups, cell }: Matrix, { cluster, full, short }: Formats): string {
  const lines = (group: Group) => group.map(({ name }) => html(name)).join('<br>');
  const names = (group: Group) => group.map(({ name }) => name).join(', ');
  const column = (group: Group) =>
    `<th scope="col" data-name="${html(names(group))}"><span>${lines(group)}</span></th>`;
  const row = (from: Group) => {
    const cells = columnGroups.map(to => {
      const ranges = between(from, to, cell);
      const ports = ranges === undefined ? 'no policy has a say' : full(ranges) || 'nothing';
      const title = html(`${names(from)} → ${names(to)}: ${ports}`);
      return `<td class="${kindOf(ranges, short)}" title="${title}">${html(ranges === undefined ? '' : short(ranges))}</td>`;
    });
    return `<tr data-name="${html(names(from))}"><th scope="row">${lines(from)}</th>${cells.join('')}</tr>`;
  };
  const title = html(`Who reaches whom in ${cluster}`);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${title}</title><style>${STYLE}</style></head><body>`,
    `<h1>${title}</h1>`,
    `<p>A row opens connections, a column receives them. ${LEGEND.map(([kind, text]) => `<span class="${kind}">${text}</span>`).join(' ')}</p>`,
    '<form><label>From <input type="search" id="from" placeholder="part of a name"></label>',
    '<label>To <input type="search" id="to" placeholder="part of a name"></label>',
    '<label><input type="checkbox" id="open"> only what is open</label></form>',
    `<table><thead><tr><th scope="col">from \\ to</th>${columnGroups.map(column).join('')}</tr></thead>`,
    `<tbody>${rowGroups.map(row).join('\n')}</tbody></table><script>${SCRIPT}</script></body></html>`,
  ].join('\n');
}

/** Kinds of cells, as classes. */
const LEGEND = [
  ['all', 'every port'],
  ['some', 'some ports'],
  ['judged', 'some requests: HTTP, TLS, authentication'],
  ['dns', 'some DNS names'],
  ['doubt', 'undecidable'],
  ['free', 'itself, or no policy has a say'],
] as const;

function kindOf(ranges: readonly OpenRange[] | undefined, short: Formats['short']) {
  if (ranges === undefined) return 'free';
  if (ranges.length === 0) return 'none';
  const kinds = new Set(ranges.flatMap(({ limits = [] }) => limits.map(({ kind }) => kind)));
  if (kinds.has('unknown')) return 'doubt';
  if (kinds.size > 0) return kinds.size === 1 && kinds.has('DNS') ? 'dns' : 'judged';
  return short(ranges) === 'all' ? 'all' : 'some';
}

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--all:#2e7d3266;--some:#2e7d3233;--judged:#f9a82566;--dns:#1e88e540;--doubt:#d81b6055}
body{font:13px/1.35 system-ui,sans-serif;margin:1rem}
h1{font-size:1.3rem}
form{display:flex;flex-wrap:wrap;gap:1rem;margin:0 0 1rem}
table{border-collapse:separate;border-spacing:0}
th,td{border:solid var(--line);border-width:0 1px 1px 0;padding:.2rem .4rem}
th{font-weight:500;text-align:left;background:Canvas}
thead th{position:sticky;top:0;z-index:1;vertical-align:bottom;border-top-width:1px}
thead span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:22rem}
th:first-child{position:sticky;left:0;z-index:1;min-width:14rem;max-width:24rem;border-left-width:1px}
thead th:first-child{z-index:2}
td{min-width:4rem;max-width:9rem;font-size:11px;text-align:center}
tr:hover td,tr:hover th{outline:1px solid var(--line)}
[hidden]{display:none}
.all{background:var(--all)}.some{background:var(--some)}.judged{background:var(--judged)}
.dns{background:linear-gradient(135deg,var(--dns) .6rem,var(--some) 0)}.doubt{background:var(--doubt)}
.free{background:repeating-linear-gradient(45deg,transparent 0 4px,var(--line) 4px 5px)}
p span{padding:.1rem .4rem;margin-left:.5rem;display:inline-block}
`;

/** Rows and columns are filtered by their names, then those go that have nothing open among what is left. */
const SCRIPT = `
const columns=[...document.querySelectorAll('thead th')].slice(1),rows=[...document.querySelectorAll('tbody tr')];
const input=id=>document.getElementById(id),isOpen=cell=>!/^(free|none)$/.test(cell.className);
function update(){
  const has=(element,id)=>element.dataset.name.toLowerCase().includes(input(id).value.trim().toLowerCase());
  let shownRows=rows.filter(row=>has(row,'from')),shownColumns=columns.map((_,index)=>index).filter(index=>has(columns[index],'to'));
  if(input('open').checked){
    shownRows=shownRows.filter(row=>shownColumns.some(index=>isOpen(row.cells[index+1])));
    shownColumns=shownColumns.filter(index=>shownRows.some(row=>isOpen(row.cells[index+1])));
  }
  const set=new Set(shownColumns),kept=new Set(shownRows);
  columns.forEach((column,index)=>{column.hidden=!set.has(index)});
  for(const row of rows){row.hidden=!kept.has(row);[...row.cells].slice(1).forEach((cell,index)=>{cell.hidden=!set.has(index)})}
}
document.querySelector('form').addEventListener('input',update);
document.querySelector('form').addEventListener('submit',event=>event.preventDefault());
update();
`;
