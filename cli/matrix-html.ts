import { html } from '../model/escape';
import { between, type Matrix } from './matrix-cells';

/** A page of its own: names stay in sight while one scrolls, a cell says its ends when one points at it. */
export function renderHtml({ groups, cell }: Matrix): string {
  const names = groups.map(group => group.map(html).join('<br>'));
  const row = (from: readonly string[], index: number) => {
    const cells = groups.map(to => {
      const ports = between(from, to, cell);
      const title = `${from.join(', ')} → ${to.join(', ')}: ${ports === undefined ? 'no policy has a say' : ports || 'nothing'}`;
      return `<td class="${kindOf(ports)}" title="${html(title)}">${html(ports ?? '')}</td>`;
    });
    return `<tr><th scope="row">${names[index]}</th>${cells.join('')}</tr>`;
  };
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Who reaches whom</title><style>${STYLE}</style></head><body>`,
    '<h1>Who reaches whom</h1>',
    '<p>A row opens connections, a column receives them. <span class="all">every port</span> <span class="some">some ports</span> <span class="judged">decided request by request, or undecidable</span> <span class="free">itself, or no policy has a say</span></p>',
    `<table><thead><tr><th scope="col">from \\ to</th>${names.map(name => `<th scope="col"><span>${name}</span></th>`).join('')}</tr></thead>`,
    `<tbody>${groups.map(row).join('\n')}</tbody></table></body></html>`,
  ].join('\n');
}

function kindOf(ports: string | undefined): string {
  if (ports === undefined) return 'free';
  if (ports === '') return 'none';
  return ports === 'all' ? 'all' : ports.includes('(') ? 'judged' : 'some';
}

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--all:#2e7d3266;--some:#2e7d3226;--judged:#f9a82540}
body{font:13px/1.35 system-ui,sans-serif;margin:1rem}
h1{font-size:1.3rem}
table{border-collapse:separate;border-spacing:0}
th,td{border:solid var(--line);border-width:0 1px 1px 0;padding:.2rem .4rem}
th{font-weight:500;text-align:left;background:Canvas}
thead th{position:sticky;top:0;z-index:1;vertical-align:bottom;border-top-width:1px}
thead span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
th:first-child{position:sticky;left:0;z-index:1;white-space:nowrap;border-left-width:1px}
thead th:first-child{z-index:2}
td{min-width:2.2rem;max-width:9rem;font-size:11px;text-align:center}
tr:hover td,tr:hover th{outline:1px solid var(--line)}
.all{background:var(--all)}.some{background:var(--some)}.judged{background:var(--judged)}
.free{background:repeating-linear-gradient(45deg,transparent 0 4px,var(--line) 4px 5px)}
p span{padding:.1rem .4rem;margin-left:.5rem}
`;
