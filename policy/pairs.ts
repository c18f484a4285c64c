import { groupEquivalent, openRanges } from './connectivity';
import type { FlowEndpoint } from './endpoints';
import type { Engine } from './engine';
import { reservedIdentities } from './entities';
import type { OpenRange } from './ranges';

/** An ordered pair of endpoints with all ports on which the first reaches the second. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly ranges: readonly OpenRange[];
}

/** Entities that listings show; no endpoint stays `init`. */
export const listedEntities = Object.keys(reservedIdentities).filter(name => name !== 'init');

const isEntity = (name: string) => listedEntities.includes(name);

/** Every ordered pair of the pods and the entities; endpoints that no verdict tells apart are asked once. */
export function pairsOf({ endpoint }: Pick<Engine, 'endpoint'>, pods: readonly string[]): Pair[] {
  const named = [...pods, ...listedEntities].map(name => ({
    name,
    endpoint: endpoint(isEntity(name) ? `entity:${name}` : name),
  }));
  const groups = groupEquivalent(named.map(each => each.endpoint));
  const first = new Map(groups.flatMap(group => group.map(member => [member, group[0] ?? member])));
  const representative = (member: FlowEndpoint) => first.get(member) ?? member;
  return named.flatMap(from =>
    named
      .filter(to => to !== from)
      .map(to => ({
        from: from.name,
        to: to.name,
        ranges: openRanges(representative(from.endpoint), representative(to.endpoint)),
      })),
  );
}

/** Between two entities a listing says something only where a policy applies to one of them: the host firewall. */
export function isJudged({ endpoint }: Pick<Engine, 'endpoint'>, { from, to }: Pair): boolean {
  if (!isEntity(from) || !isEntity(to)) return true;
  const [source, target] = [endpoint(`entity:${from}`), endpoint(`entity:${to}`)];
  return source.policy?.egress.enforced === true || target.policy?.ingress.enforced === true;
}
