import { textsIn } from '../model/fields';
import type { Place } from '../model/manifest';
import { isRecord } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import type { Repository } from '../repository/repository';

export const noPlaceholders: Rule<Repository> = {
  code: 'no-placeholders',
  severity: 'error',
  title: 'A placeholder that was never filled in',
  why: 'Values such as `your-org` and `example.com` are accepted by every schema but lead nowhere.',
  wrong: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  source: { repoURL: https://github.com/your-org/platform.git, path: dist/shop }
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  source: { repoURL: https://github.com/octocat/platform.git, path: dist/shop }
`,
  find: ({ clusters, manifests }) => [
    ...manifests.flatMap(manifest => {
      const { data: _, ...object } = manifest.object;
      return placeholdersIn(object, manifest);
    }),
    ...clusters.flatMap(({ releases }) =>
      releases.flatMap(({ values }) => values.flatMap(({ in: place, at, value }) => placeholdersIn(value, place, at))),
    ),
  ],
};

/** Words that are meant to be replaced; the domains are those of RFC 2606. */
const shapes: readonly RegExp[] = [
  /\b(?:your|my)-(?:org|organization|domain|repo|cluster|email|token|username)\b/i,
  /\bchange[-_]?(?:me|this)\b/i,
  /\breplace[-_]?(?:me|this)\b/i,
  /<(?:your|insert|replace)[^>]*>/i,
  /\b(?:[\w-]+\.)*example\.(?:com|net|org)\b/i,
  /\bx{6,}\b/i,
];

/** Texts for people may mention examples. */
const prose = ['description', 'summary', 'message', 'runbook_url', 'helpText'];

function placeholdersIn(value: unknown, place: Place, start: readonly Step[] = []): RuleFinding[] {
  if (!isRecord(value)) return [];
  return [...textsIn(value, start)].flatMap(({ text, at }) => {
    if (text.length > 1000 || prose.includes(String(at.at(-1)))) return [];
    const found = shapes.map(shape => shape.exec(text)?.[0]).find(match => match !== undefined);
    return found === undefined
      ? []
      : [{ in: place, at, message: `\`${found}\` is a placeholder`, repair: 'replace it by the real value' }];
  });
}
