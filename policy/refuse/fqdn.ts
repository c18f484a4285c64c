import type { Step } from '../../model/yaml';
import type { FqdnRule } from '../cilium-types';
import { type Refusal, refusal } from './refusal';

/** `toFQDNs` take a name or a pattern, DNS rules may give both (cilium 1.20 pkg/policy/api/fqdn.go). */
export function refuseFqdn(
  rule: FqdnRule,
  path: readonly Step[],
  both: 'name or pattern' | 'name and pattern',
): Refusal[] {
  const { matchName = '', matchPattern = '' } = rule;
  const found: Refusal[] = [];
  if (both === 'name or pattern' && matchName !== '' && matchPattern !== '')
    found.push(
      refusal('fqdn-name-and-pattern', path, 'the entry has both `matchName` and `matchPattern`', {
        repair: 'write two entries',
      }),
    );
  if (matchName !== '' && !/^[-a-zA-Z0-9_.]+$/.test(matchName))
    found.push(
      refusal('fqdn-name', [...path, 'matchName'], `\`${matchName}\` is not a valid DNS name`, {
        allowed: 'letters, digits, `-`, `_` and `.`',
        ...(matchName.includes('*') && { repair: `write it as \`matchPattern: ${matchName}\`` }),
      }),
    );
  if (matchPattern !== '' && !/^[-a-zA-Z0-9_.*]+$/.test(matchPattern))
    found.push(
      refusal('fqdn-pattern', [...path, 'matchPattern'], `\`${matchPattern}\` is not a valid pattern of DNS names`, {
        allowed: 'letters, digits, `-`, `_`, `.` and `*`',
      }),
    );
  return found;
}
