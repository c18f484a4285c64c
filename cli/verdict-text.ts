import { plainLines } from '../model/escape';
import { groupBy } from '../model/group-by';
import { formatPath } from '../model/yaml';
import type { Engine } from '../policy/engine';
import { type Consideration, considerRules } from '../policy/explain';
import type { Flow } from '../policy/input';
import { type Direction, describeObject, type RuleRef } from '../policy/rules';
import { type SourceOf, suggest } from '../policy/suggest';
import { type Because, type DirectionVerdict, outcome, type Verdict } from '../policy/verdict';
import { alignColumns } from './columns';

/** Both directions of a verdict as lines for people; `explain` adds the rules that did not decide, and what to do. */
export function describeVerdict(
  { endpoint }: Engine,
  flow: Flow,
  verdict: Verdict,
  explain: boolean,
  only?: Direction,
  sourceOf?: SourceOf,
): string {
  const [from, to] = [endpoint(flow.from), endpoint(flow.to)];
  const lines = (only === undefined ? (['egress', 'ingress'] as const) : [only]).flatMap(direction => {
    const side = verdict[direction];
    const head = `  ${direction.padEnd(7)}  ${side === undefined ? 'no policy applies to that endpoint' : summarize(side)}`;
    if (side === undefined) return [head];
    if (!explain) return [head, ...onePerPolicy(side).map(ref => `    ${formatRef(ref)}`)];
    const advice = suggest(from, to, direction, flow, side, sourceOf).map((line, index) =>
      index === 0 ? line : `  ${line}`,
    );
    return [
      '',
      head,
      ...explainRules(considerRules(from, to, direction, flow, side)).map(line => `    ${line}`),
      ...advice.map(line => `    ${line}`),
    ];
  });
  const audited = verdict.isAudited === true ? [auditLine] : [];
  return [...audited, ...lines].map(plainLines).join('\n');
}

const auditLine = '  Cilium runs in audit mode (`policyAuditMode`): today it reports this denial and drops nothing';

/** They continue the verdict. */
const REASONS: Readonly<Record<Because, string>> = {
  'no-policy': ': no policy of this direction selects it',
  rules: ' by these rules',
  'default-deny': ' by default: these policies select it, and no rule of theirs allows it',
  'default-allow': ' by default: no rule that selects it denies by default',
  'local-host': ': the local host enters every pod',
  enforcement: ' by the enforcement mode: nothing is allowed without a rule',
  conflict: ': its rules conflict',
  authentication: ': a rule requires authentication, and Cilium runs without it (`authentication.enabled`)',
  protocol: ': Cilium is not configured to carry this protocol and drops it',
  unknown: '',
};

function summarize(side: DirectionVerdict): string {
  const { proxied, authentication, reason } = side;
  return [
    `${outcome(side)}${REASONS[side.because]}${reason === undefined ? '' : `: ${reason}`}`,
    ...(authentication === undefined ? [] : [`authentication ${authentication}`]),
    ...(proxied === undefined ? [] : [`through the ${proxied.parser} proxy, which ${PROXY[proxied.verdict]}`]),
    ...(proxied?.reason === undefined ? [] : [proxied.reason]),
  ].join(', ');
}

const PROXY = {
  allowed: 'admits the request',
  denied: 'denies the request',
  unasked: 'decides on each request: ask with --http, --dns or --sni',
  undecidable: 'decides by what the manifests do not hold',
} as const;

/** A default deny is the work of policies as a whole, not of each of their rules. */
function onePerPolicy({ because, rules }: DirectionVerdict): readonly RuleRef[] {
  if (because !== 'default-deny') return rules;
  return [...new Map([...rules].reverse().map(ref => [ref.manifest, ref])).values()].reverse();
}

export function formatRef({ manifest, path }: RuleRef): string {
  return `${describeObject(manifest.object)}  ${manifest.file}:${manifest.lineOf(path)}  ${formatPath(path)}`;
}

/** Each policy with its rules below it, those first that have a rule that decides. */
function explainRules(considered: readonly Consideration[]): string[] {
  const blocks = [...groupBy(considered, ({ ref }) => ref.manifest)];
  const decides = ([, rules]: (typeof blocks)[number]) => rules.some(({ role }) => role === 'decides');
  const ordered = [...blocks.filter(decides), ...blocks.filter(block => !decides(block))];
  const places = alignColumns(ordered.flatMap(([, rules]) => rules.map(placeOf))).values();
  return ordered.flatMap(([policy, rules]) => [
    describeObject(policy.object),
    ...rules.flatMap(rule => [
      `  ${places.next().value?.join('  ')}  ${workOf(rule)}`,
      ...(rule.purpose === undefined ? [] : [`    purpose: ${rule.purpose}`]),
    ]),
  ]);
}

function workOf(rule: Consideration): string {
  if (rule.role !== 'decides') return `${rule.role}: ${rule.why}`;
  return rule.verdict === 'deny' ? 'denies it' : 'allows it';
}

function placeOf({ ref: { manifest, path } }: Consideration): [string, string] {
  return [`${manifest.file}:${manifest.lineOf(path)}`, formatPath(path)];
}
