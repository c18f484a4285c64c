import type { Step } from '../../model/yaml';
import type { CiliumPeerRule } from '../cilium-types';
import { icmpType, icmpTypeNames } from '../icmp';
import { type Refusal, refusal } from './refusal';

/** cilium 1.20 pkg/policy/api/rule_validation.go */
const maxFields = 40;

export function refuseIcmps(rule: CiliumPeerRule, path: readonly Step[]): Refusal[] {
  const icmps = rule.icmps ?? [];
  const found: Refusal[] = [];
  if (icmps.length > 0 && (rule.toPorts ?? []).length > 0)
    found.push(
      refusal('icmp-with-ports', path, 'the rule has both `icmps` and `toPorts`', { repair: 'write two rules' }),
    );
  icmps.forEach((entry, index) => {
    const at = [...path, 'icmps', index, 'fields'];
    const fields = entry.fields ?? [];
    if (fields.length > maxFields)
      found.push(
        refusal('icmp-too-many', at, `an entry has ${fields.length} ICMP types`, { allowed: `at most ${maxFields}` }),
      );
    fields.forEach((field, number) => {
      const family = field.family ?? 'IPv4';
      if (family !== '' && family !== 'IPv4' && family !== 'IPv6')
        found.push(
          refusal('icmp-family', [...at, number, 'family'], `\`${family}\` is not an address family`, {
            allowed: 'IPv4, IPv6',
          }),
        );
      const type = icmpType(field);
      if (type === undefined)
        found.push(
          refusal('icmp-type', [...at, number, 'type'], `\`${field.type}\` is not an ICMP type of ${family}`, {
            allowed: `0–255, ${icmpTypeNames(field).join(', ')}`,
          }),
        );
      else if (type > 255)
        found.push({
          code: 'icmp-type',
          by: 'api-server',
          path: [...at, number, 'type'],
          message: `\`${field.type}\` is not a valid ICMP type`,
          allowed: '0–255',
        });
    });
  });
  return found;
}
