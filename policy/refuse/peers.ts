import type { Step } from '../../model/yaml';
import type { CiliumPeerRule } from '../cilium-types';
import { entitiesOf120, entitiesOutsideCrd, entityLabels } from '../entities';
import type { Settings } from '../input';
import type { Direction } from '../rules';
import { refuseCidr, refuseCidrRule } from './cidr';
import { refuseFqdn } from './fqdn';
import { type Refusal, refusal } from './refusal';
import { refuseSelector } from './selector';

/** The keys of which one rule may use only one (cilium 1.20 pkg/policy/api/rule_validation.go). */
export const peerKeys = {
  ingress: ['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet', 'fromNodes', 'fromGroups'],
  egress: ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toNodes', 'toGroups', 'toServices', 'toFQDNs'],
} as const;

export function refusePeers(
  rule: CiliumPeerRule,
  direction: Direction,
  settings: Pick<Settings, 'nodeSelectorLabels'>,
  path: readonly Step[],
): Refusal[] {
  const used = peerKeys[direction].filter(kind => (rule[kind] ?? []).length > 0);
  const found: Refusal[] = [];
  if (used.length > 1)
    found.push(
      refusal(
        'two-peer-kinds',
        path,
        `a rule has one kind of peers, but this one has ${used.map(kind => `\`${kind}\``).join(' and ')}`,
        {
          repair: 'write one rule for each kind',
        },
      ),
    );
  const each = <T>(key: keyof CiliumPeerRule, refuse: (item: T, at: readonly Step[]) => Refusal[]) =>
    ((rule[key] ?? []) as readonly T[]).forEach((item, index) => {
      found.push(...refuse(item, [...path, key, index]));
    });
  const [endpoints, entities, cidrs, cidrSets, nodes] = peerKeys[direction];
  each(endpoints, refuseSelector);
  each(nodes, refuseSelector);
  each(cidrs, refuseCidr);
  each(cidrSets, refuseCidrRule);
  each(entities, refuseEntity);
  if (direction === 'egress') each('toFQDNs', (item: object, at) => refuseFqdn(item, at, 'name or pattern'));
  if ((rule[nodes] ?? []).length > 0 && !settings.nodeSelectorLabels)
    found.push(
      refusal(
        'feature-disabled',
        [...path, nodes],
        `\`${nodes}\` works only where Cilium runs with \`nodeSelectorLabels\``,
        {
          repair: 'set the Helm value `nodeSelectorLabels: true`, or use the entity `remote-node`',
        },
      ),
    );
  const requires = direction === 'ingress' ? 'fromRequires' : 'toRequires';
  if ((rule[requires] ?? []).length > 0)
    found.push(
      refusal('requires-removed', [...path, requires], `cilium 1.19 has removed \`${requires}\``, {
        repair: `add the terms to each selector of \`${endpoints}\``,
      }),
    );
  return found;
}

function refuseEntity(entity: string, path: readonly Step[]): Refusal[] {
  const known = Object.keys(entityLabels).filter(name => !entitiesOutsideCrd.includes(name));
  if (!Object.hasOwn(entityLabels, entity))
    return [refusal('entity-unknown', path, `unknown entity \`${entity}\``, { allowed: known.join(', ') })];
  if (entitiesOf120.includes(entity))
    return [refusal('entity-of-1.20', path, `\`${entity}\` is new in cilium 1.20; cilium 1.19 rejects it`)];
  if (!entitiesOutsideCrd.includes(entity)) return [];
  const message = `the CRD does not have the entity \`${entity}\``;
  return [
    { code: 'entity-unknown', by: 'api-server', path, message, allowed: known.join(', '), repair: 'use `world`' },
  ];
}
