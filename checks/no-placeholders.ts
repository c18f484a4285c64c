import { textsIn } from '../model/fields';
import type { Place } from '../model/manifest';
import { isRecord } from '../model/manifest';
import type { Step } from '../model/yaml';
import { check, type Fault } from './check';

export const noPlaceholders = check('no-placeholders', 'nothing is left to be filled in', ({ clusters, manifests }) => [
  ...manifests.flatMap(manifest => {
    const { data: _, ...object } = manifest.object;
    return placeholdersIn(object, manifest);
  }),
  ...clusters.flatMap(({ releases }) =>
    releases.flatMap(({ values }) => values.flatMap(({ in: place, at, value }) => placeholdersIn(value, place, at))),
  ),
]);

/** Words that people write where somebody else is to write something; the domains are RFC 2606's. */
const shapes: readonly RegExp[] = [
  /\b(?:your|my)-(?:org|organization|domain|repo|cluster|email|token|username)\b/i,
  /\bchange[-_]?(?:me|this)\b/i,
  /\breplace[-_]?(?:me|this)\b/i,
  /<(?:your|insert|replace)[^>]*>/i,
  /\b(?:[\w-]+\.)*example\.(?:com|net|org)\b/i,
  /\bx{6,}\b/i,
];

/** Texts for people may speak of examples. */
const prose = ['description', 'summary', 'message', 'runbook_url', 'helpText'];

function placeholdersIn(value: unknown, place: Place, start: readonly Step[] = []): Fault[] {
  if (!isRecord(value)) return [];
  return [...textsIn(value, start)].flatMap(({ text, at }) => {
    if (text.length > 1000 || prose.includes(String(at.at(-1)))) return [];
    const found = shapes.map(shape => shape.exec(text)?.[0]).find(match => match !== undefined);
    return found === undefined
      ? []
      : [{ in: place, at, message: `\`${found}\` is a placeholder`, repair: 'write what it stands for' }];
  });
}
