import { html } from '../../model/escape';
import type { ComplianceReport, ControlReport } from './report';
import { introduction, rowsOf } from './table';

/** The report as one page without scripts, to be printed or filed. */
export function complianceHtml({ clusters, frameworks }: ComplianceReport): string {
  const sections = frameworks.map(
    ({ name, version, caveat, controls }) =>
      `<h2>${html(`${name} ${version}`)}</h2>\n<p>${inline(caveat)}</p>\n${table(controls)}`,
  );
  const paragraphs = introduction(clusters).map(text => `<p>${inline(text)}</p>`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><title>Compliance: supporting evidence</title>',
    `<style>${style}</style></head>`,
    '<body>',
    '<h1>Compliance: supporting evidence</h1>',
    ...paragraphs,
    ...sections,
    '</body>',
    '</html>',
  ].join('\n');
}

const style = [
  'body{font:14px/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem}',
  'table{border-collapse:collapse;width:100%}',
  'th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}',
  'th{background:#eee}',
].join('');

function table(controls: readonly ControlReport[]): string {
  const rows = rowsOf(controls).map((cells, index) => {
    const tag = index === 0 ? 'th' : 'td';
    return `<tr>${cells.map(cell => `<${tag}>${inline(cell)}</${tag}>`).join('')}</tr>`;
  });
  return ['<table>', ...rows, '</table>'].join('\n');
}

/** Text of the page, with words in backticks as code. */
function inline(text: string): string {
  return html(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}
