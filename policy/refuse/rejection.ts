import type { LintRule } from '../lint/visit';

/** What people read of a rule about rejected objects; the reader of policies finds what it is about. */
export type RejectionText = Pick<LintRule, 'title' | 'why' | 'wrong' | 'right'> & { readonly source?: string };

/** The rules for codes that the reader gives to what Cilium or the API server rejects. */
export const rejections = (texts: Readonly<Record<string, RejectionText>>, source: string): LintRule[] =>
  Object.entries(texts).map(([code, text]) => ({
    code,
    severity: 'error',
    source,
    ...text,
    find: ({ engine }) =>
      [...engine.policies.refusals].flatMap(([manifest, refusals]) =>
        refusals
          .filter(refusal => refusal.code === code)
          .map(({ path, message, allowed, repair }) => ({
            in: manifest,
            at: path,
            message,
            ...(allowed && { allowed }),
            ...(repair && { repair }),
          })),
      ),
  }));

/** A policy with one spec, of which the lines are given. */
export const policy = (...lines: readonly string[]) =>
  object('CiliumNetworkPolicy', '{ name: api, namespace: shop }', lines);

export const clusterwide = (...lines: readonly string[]) =>
  object('CiliumClusterwideNetworkPolicy', '{ name: api }', lines);

/** A policy with one item of `ingress` or `egress`, as it is written on one line. */
export const ingress = (item: string) => policy('endpointSelector: {}', 'ingress:', `  - ${item}`);
export const egress = (item: string) => policy('endpointSelector: {}', 'egress:', `  - ${item}`);

export const networkPolicy = (...lines: readonly string[]) =>
  object('NetworkPolicy', '{ name: api, namespace: shop }', lines).replace('cilium.io/v2', 'networking.k8s.io/v1');

const object = (kind: string, metadata: string, lines: readonly string[]) =>
  [
    '',
    'apiVersion: cilium.io/v2',
    `kind: ${kind}`,
    `metadata: ${metadata}`,
    'spec:',
    ...lines.map(line => `  ${line}`),
    '',
  ].join('\n');
