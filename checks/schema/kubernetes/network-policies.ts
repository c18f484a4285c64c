import { parseCidr } from '../../../model/cidr';
import { field, listOf, textOf } from '../../../model/fields';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { portOrName } from './probes';
import { choice, each, missing, port, selectorViolations, spec, wrong } from './shared';

export function networkPolicyViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  const types = listOf(value, 'policyTypes');
  return [
    ...selectorViolations(field(value, 'podSelector'), [...spec, 'podSelector']),
    ...types.flatMap((type, index) => choice(type, [...spec, 'policyTypes', index], 'Ingress', 'Egress')),
    ...(types.length > 2 ? [wrong([...spec, 'policyTypes'], '`policyTypes` has more than 2 items')] : []),
    ...(
      [
        ['ingress', 'from'],
        ['egress', 'to'],
      ] as const
    ).flatMap(([list, peers]) =>
      each(value, spec, list, (rule, at) => [
        ...each(rule, at, 'ports', policyPortViolations),
        ...each(rule, at, peers, peerViolations),
      ]),
    ),
  ];
}

function policyPortViolations(entry: unknown, at: readonly Step[]): Violation[] {
  const [first, last] = [field(entry, 'port'), field(entry, 'endPort')];
  return [
    ...choice(field(entry, 'protocol'), [...at, 'protocol'], 'TCP', 'UDP', 'SCTP'),
    ...(first === undefined || first === null ? [] : portOrName(first, [...at, 'port'])),
    ...(last === undefined || last === null
      ? []
      : typeof first !== 'number'
        ? [wrong([...at, 'endPort'], '`endPort` needs a numeric `port`')]
        : typeof last === 'number' && last < first
          ? [refused(last, [...at, 'endPort'], `at least ${first}, the \`port\``)]
          : port(last, [...at, 'endPort'])),
  ];
}

function peerViolations(peer: unknown, at: readonly Step[]): Violation[] {
  const block = field(peer, 'ipBlock');
  const kinds = ['podSelector', 'namespaceSelector', 'ipBlock'];
  const given = kinds.filter(key => field(peer, key) !== undefined && field(peer, key) !== null);
  return [
    ...(given.length === 0
      ? [wrong(at, 'the peer is empty', { allowed: `one of ${kinds.map(quoted).join(', ')}` })]
      : []),
    ...(given.length > 1 && given.includes('ipBlock')
      ? [wrong([...at, 'ipBlock'], '`ipBlock` excludes selectors', { repair: 'write two peers' })]
      : []),
    ...selectorViolations(field(peer, 'podSelector'), [...at, 'podSelector']),
    ...selectorViolations(field(peer, 'namespaceSelector'), [...at, 'namespaceSelector']),
    ...(block === undefined || block === null ? [] : blockViolations(block, [...at, 'ipBlock'])),
  ];
}

function blockViolations(block: unknown, at: readonly Step[]): Violation[] {
  const text = textOf(block, 'cidr');
  const outer = text === undefined ? undefined : parseCidr(text);
  if (text === undefined) return [missing(at, 'cidr')];
  if (outer === undefined) return [refused(text, [...at, 'cidr'], 'an address block, such as `192.0.2.0/24`')];
  return listOf(block, 'except').flatMap((except, index) => {
    const inner = typeof except === 'string' ? parseCidr(except) : undefined;
    const place = [...at, 'except', index];
    if (inner === undefined) return [refused(except, place, 'an address block, such as `192.0.2.0/24`')];
    const isInside =
      inner.family === outer.family &&
      inner.length > outer.length &&
      outer.first <= inner.first &&
      inner.last <= outer.last;
    return isInside ? [] : [refused(except, place, `a smaller block inside \`${text}\``)];
  });
}
