import { recordOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { parseQuantity } from '../../../model/quantity';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { missing, wrong } from './shared';

const standard = ['cpu', 'memory', 'ephemeral-storage'];
const isHugePages = (name: string) => name.startsWith('hugepages-');
/** Resources that cannot be overcommitted. */
const isExact = (name: string) => name.includes('/') || isHugePages(name);
const one = 10n ** 9n;

/** Requests and limits of a container. */
export function resourceViolations(resources: unknown, at: readonly Step[]): Violation[] {
  const [requests, limits] = [recordOf(resources, 'requests'), recordOf(resources, 'limits')];
  return [
    ...listViolations(requests, [...at, 'requests']),
    ...listViolations(limits, [...at, 'limits']),
    ...Object.entries(requests).flatMap(([name, request]) => {
      const [asked, most] = [amount(request), amount(limits[name])];
      const place = [...at, 'requests', name];
      if (asked === undefined) return [];
      if (most === undefined) return isExact(name) ? [missing([...at, 'limits'], name)] : [];
      if (isExact(name) && asked !== most) return [refused(request, place, `${quoted(limits[name])}, the limit`)];
      if (asked <= most) return [];
      return [
        wrong(place, `the request of ${quoted(request)} ${name} is above the limit of ${quoted(limits[name])}`, {
          allowed: `at most ${quoted(limits[name])}`,
          repair: 'lower the request, or raise the limit',
        }),
      ];
    }),
  ];
}

/** Null decodes to nothing of it. */
export const amount = (value: unknown): bigint | undefined =>
  value === null ? 0n : typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;

function listViolations(list: Readonly<Record<string, unknown>>, at: readonly Step[]): Violation[] {
  return Object.entries(list).flatMap(([name, value]) => {
    const quantity = amount(value);
    const place = [...at, name];
    const isKnown = standard.includes(name) || isHugePages(name) || (name.includes('/') && isLabelKey(name));
    return [
      ...(isKnown
        ? []
        : [
            wrong(place, `unknown resource \`${name}\``, {
              allowed: `${standard.map(quoted).join(', ')}, or a name with a domain such as \`example.com/gpu\``,
            }),
          ]),
      ...(quantity !== undefined && quantity < 0n ? [refused(value, place, 'a quantity that is not negative')] : []),
      ...(quantity !== undefined && name.includes('/') && quantity % one !== 0n
        ? [refused(value, place, 'a whole number')]
        : []),
    ];
  });
}
