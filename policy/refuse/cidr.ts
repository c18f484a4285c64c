import { contains, formatCidr, hasHostBits, parseAddress, parseCidr } from '../../model/cidr';
import type { Step } from '../../model/yaml';
import type { CidrRule } from '../cilium-types';
import { type Refusal, refusal } from './refusal';
import { refuseSelector } from './selector';

/** One entry of `fromCIDR` or `toCIDR`. */
export function refuseCidr(text: string, path: readonly Step[]): Refusal[] {
  if (parseCidr(text) !== undefined) return [];
  if (parseAddress(text) !== undefined)
    return [
      refusal(
        'cidr-bare-address',
        path,
        `\`${text}\` has no prefix length, which cilium 1.20 rejects (1.19 accepts it)`,
        {
          repair: `write \`${text}/${text.includes(':') ? 128 : 32}\``,
        },
      ),
    ];
  return [
    refusal('cidr-unreadable', path, `\`${text}\` is not a valid CIDR`, {
      allowed: 'an address with a prefix length, `10.0.0.0/8` or `fd00::/8`',
    }),
  ];
}

/** One entry of `fromCIDRSet` or `toCIDRSet`. */
export function refuseCidrRule(rule: CidrRule, path: readonly Step[]): Refusal[] {
  const given = (['cidr', 'cidrGroupRef', 'cidrGroupSelector'] as const).filter(key => isGiven(rule[key]));
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : given.map(key => `\`${key}\``).join(' and ');
    return [
      refusal('cidr-set-kind', path, `an entry has exactly one source of addresses, but this one has ${found}`, {
        allowed: '`cidr`, `cidrGroupRef` or `cidrGroupSelector`',
      }),
    ];
  }
  if (given[0] !== 'cidr') return refuseSelector(rule.cidrGroupSelector, [...path, 'cidrGroupSelector']);
  const outer = parseCidr(rule.cidr!);
  if (outer === undefined)
    return refuseCidr(rule.cidr!, [...path, 'cidr']).map(found =>
      found.code === 'cidr-bare-address' ? { ...found, message: `\`${rule.cidr}\` has no prefix length` } : found,
    );
  return (rule.except ?? []).flatMap((text, index) => {
    const at = [...path, 'except', index];
    const inner = parseCidr(text);
    if (inner === undefined)
      return refuseCidr(text, at).map(found => ({ ...found, message: `\`${text}\` is not a valid CIDR` }));
    if (contains(outer, inner)) return [];
    const wider = contains(inner, outer) ? ', which cilium 1.20 rejects (1.19 accepts it)' : '';
    return [
      refusal('except-outside', at, `\`${text}\` does not lie within \`${rule.cidr}\`${wider}`, {
        repair: `except a part of \`${hasHostBits(outer) ? formatCidr(outer) : rule.cidr}\``,
      }),
    ];
  });
}

const isGiven = (value: unknown) => value !== undefined && value !== '';
