import { isRecord } from '../../model/manifest';
import { re2Fault } from '../../model/re2';
import type { Step } from '../../model/yaml';
import type { HttpRule, PortRule } from '../cilium-types';
import { hasL7Rules } from '../port-rule';
import { parsePort } from '../ports';
import type { Direction } from '../rules';
import { refuseFqdn } from './fqdn';
import { type Refusal, refusal } from './refusal';

/** What surrounds a `toPorts` entry: it decides which L7 rules are accepted. */
export interface L7Place {
  readonly direction: Direction;
  /** The rule has a `nodeSelector`. */
  readonly host: boolean;
}

/** HTTP, DNS, SNI and listener of one `toPorts` entry. */
export function refuseL7(rule: PortRule, place: L7Place, path: readonly Step[]): Refusal[] {
  return [
    ...refuseServerNames(rule, path),
    ...refuseListener(rule, place, path),
    ...(hasL7Rules(rule) ? refuseRules(rule, place, path) : []),
  ];
}

function refuseRules(rule: PortRule, place: L7Place, path: readonly Step[]): Refusal[] {
  const at = [...path, 'rules'];
  const ports = rule.ports ?? [];
  const dns = rule.rules?.dns ?? [];
  const http = rule.rules?.http ?? [];
  const found: Refusal[] = [];
  const refuse = (code: string, where: readonly Step[], message: string, repair: string) =>
    found.push(refusal(code, where, message, { repair }));

  if (place.host && place.direction === 'ingress')
    refuse('l7-host-ingress', at, 'L7 rules do not work on the ingress of a host', 'keep only the ports');
  else if (place.host && http.length > 0)
    refuse(
      'l7-host-http',
      [...at, 'http'],
      'HTTP rules do not work on the egress of a host, only DNS rules',
      'keep only the ports',
    );
  if (place.direction === 'ingress' && dns.length > 0)
    refuse('dns-ingress', [...at, 'dns'], 'DNS rules work on egress only', 'write the rule at the client');
  const protocols = [...(['http', 'dns', 'kafka'] as const), 'l7proto' as const].filter(
    key => rule.rules?.[key] !== undefined,
  );
  if (protocols.length > 1)
    refuse(
      'l7-two-protocols',
      at,
      `the entry has rules of more than one protocol: ${protocols.map(key => `\`${key}\``).join(', ')}`,
      'write one entry of `toPorts` for each',
    );
  (rule.rules?.l7 ?? []).forEach((entry, index) => {
    if (isRecord(entry) && Object.hasOwn(entry, ''))
      refuse('field-value', [...at, 'l7', index], 'a key of the rule is empty', 'name the field that it matches');
  });
  ports.forEach((port, index) => {
    const parsed = parsePort(port.port ?? '');
    if (parsed === undefined || 'name' in parsed) return;
    if (parsed.number === 0)
      refuse('l7-port-zero', [...path, 'ports', index, 'port'], 'port 0 cannot have L7 rules', 'name the port');
    if (dns.length > 0 && (port.endPort ?? 0) > parsed.number)
      refuse(
        'dns-port-range',
        [...path, 'ports', index, 'endPort'],
        'DNS rules do not accept a range of ports',
        'list the ports',
      );
  });
  if (rule.rules?.dns !== undefined && ports.length === 0)
    refuse('dns-no-port', path, 'DNS rules need a port', 'write port `"53"` with protocol `ANY`');
  return [
    ...found,
    ...dns.flatMap((entry, index) => refuseFqdn(entry, [...at, 'dns', index], 'name and pattern')),
    ...http.flatMap((entry, index) => refuseHttp(entry, [...at, 'http', index])),
  ];
}

function refuseHttp(rule: HttpRule, path: readonly Step[]): Refusal[] {
  const patterns = (['path', 'method'] as const).flatMap(key => {
    const fault = re2Fault(rule[key] ?? '');
    return fault === undefined
      ? []
      : [
          refusal('http-regex', [...path, key], `\`${rule[key]}\` is not a valid RE2 expression: ${fault}`, {
            allowed: 'RE2: no look-around, no back-references',
          }),
        ];
  });
  const headers = (rule.headerMatches ?? []).flatMap((header, index) => {
    const at = [...path, 'headerMatches', index];
    const found: Refusal[] = [];
    if (!header.name) found.push(refusal('header-name', [...at, 'name'], 'a header match has no name'));
    if (header.mismatch && !['LOG', 'ADD', 'DELETE', 'REPLACE'].includes(header.mismatch))
      found.push(
        refusal('header-mismatch', [...at, 'mismatch'], `\`${header.mismatch}\` is not an action on a mismatch`, {
          allowed: 'LOG, ADD, DELETE, REPLACE',
        }),
      );
    if (header.secret !== undefined && !header.secret.name)
      found.push(refusal('header-secret', [...at, 'secret', 'name'], 'the secret of a header match has no name'));
    return found;
  });
  return [...patterns, ...headers];
}

function refuseServerNames(rule: PortRule, path: readonly Step[]): Refusal[] {
  const names = rule.serverNames ?? [];
  const found = names.flatMap((name, index) =>
    name === '' ? [refusal('sni-empty', [...path, 'serverNames', index], 'a server name is empty')] : [],
  );
  if (names.length > 0 && hasL7Rules(rule) && rule.terminatingTLS === undefined)
    found.push(
      refusal(
        'sni-with-l7',
        [...path, 'serverNames'],
        'the entry has both `serverNames` and L7 rules, and does not terminate the TLS',
        {
          repair: 'set `terminatingTLS`, or write two entries',
        },
      ),
    );
  return found;
}

function refuseListener(rule: PortRule, place: L7Place, path: readonly Step[]): Refusal[] {
  if (rule.listener === undefined) return [];
  const at = [...path, 'listener'];
  return [
    ...(place.direction === 'ingress' ? [refusal('listener-ingress', at, 'a listener works on egress only')] : []),
    ...(hasL7Rules(rule)
      ? [refusal('listener-with-l7', at, 'the entry has both a `listener` and L7 rules', { repair: 'keep one' })]
      : []),
  ];
}
