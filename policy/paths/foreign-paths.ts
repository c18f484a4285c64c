import type { Engine } from '../engine';
import type { Endpoint } from '../input';
import type { ForeignEnd, Leg, Path, Question, Surroundings } from './path';

/** Each side's policy is asked of the engine of its own cluster, which knows the other side as a peer. */
export function toForeign(
  from: string,
  client: Endpoint | undefined,
  { cluster, notation, home }: ForeignEnd,
  question: Question,
  around: Surroundings,
): Path[] {
  const own: Leg = { flow: { from, to: notation, ...question }, only: 'egress' };
  if (home === undefined) return [{ hops: [withoutPolicies(cluster)], legs: [own] }];
  const seen = foreignNotation(client, around.settings.clusterName, home.engine);
  return [
    {
      hops: [`\`${notation}\` is in the cluster \`${cluster}\``],
      legs: [
        own,
        ...(seen === undefined
          ? []
          : [{ flow: { from: seen, to: home.notation, ...question }, only: 'ingress' as const, engine: home.engine }]),
      ],
    },
  ];
}

/** The part of the source's own cluster in a connection that comes from there. */
export function egressFrom({ cluster, home }: ForeignEnd, { legs, hops, ...path }: Path, around: Surroundings): Path {
  if (home === undefined) return { ...path, hops: [withoutPolicies(cluster), ...hops], legs };
  const last = legs.at(-1)?.flow;
  const target = last && around.engine.endpoint(last.to).endpoint;
  const seen = foreignNotation(target, around.settings.clusterName, home.engine);
  const own =
    last === undefined || seen === undefined
      ? []
      : [{ flow: { ...last, from: home.notation, to: seen }, only: 'egress' as const, engine: home.engine }];
  return { ...path, hops: [`the connection comes from the cluster \`${cluster}\``, ...hops], legs: [...own, ...legs] };
}

const withoutPolicies = (cluster: string) =>
  `the policies of the cluster \`${cluster}\` are not among the manifests: only those of this one decide`;

/** Makes a pod known to the engine of another cluster; nodes and what is outside mean something else there. */
function foreignNotation(endpoint: Endpoint | undefined, cluster: string, engine: Engine): string | undefined {
  if (endpoint === undefined || endpoint.reserved !== undefined) return undefined;
  const name = `${cluster}:${endpoint.name}`;
  engine.meet({ ...endpoint, name, cluster });
  return name;
}
