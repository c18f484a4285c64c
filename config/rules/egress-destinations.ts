import { type AddressRange, contains, overlaps } from '../../model/cidr';
import { overlaysOf } from './places';
import { type ClusterRule, clusterRule, pairs, when } from './rule';

/** What gateways are for: destinations, and what is left out of them. */
export const egressDestinationRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'egress-destination-in-cluster',
    severity: 'error',
    title: 'An egress destination inside the cluster',
    why: 'Cilium never sends traffic between pods, or to Services, through an egress gateway.',
    wrong: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [10.244.1.0/24], nodeSelector: {egress: a}}
`,
    right: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {egress: a}}
`,
    source: 'cilium 1.19 Documentation/network/egress-gateway',
    find: cluster =>
      cluster.egress.gateways.flatMap(({ name, destinations }, gateway) =>
        destinations.flatMap((destination, index) =>
          overlaysOf(cluster)
            .filter(network => contains(network.range, destination))
            .map(network => ({
              at: ['egress', 'gateways', gateway, 'destinations', index],
              message: `\`${destination.text}\` is inside ${network.at.at(-1)} \`${network.text}\`: gateway \`${name}\` never sees such traffic`,
              allowed: 'networks outside the cluster',
              repair: 'name the network to reach, or remove the destination',
            })),
        ),
      ),
  }),
  clusterRule({
    code: 'excluded-outside-destinations',
    severity: 'error',
    title: 'An exclusion from something that is not a destination',
    why: 'What is outside the destinations never takes the gateway anyway. The exclusion was meant for another network.',
    wrong: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], excluded: [203.0.113.0/25], nodeSelector: {egress: a}}
`,
    right: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], excluded: [198.51.100.128/25], nodeSelector: {egress: a}}
`,
    find: ({ egress }) =>
      egress.gateways.flatMap(({ name, destinations, excluded }, gateway) =>
        excluded.flatMap((part, index) =>
          when(!destinations.some(destination => contains(destination, part)), {
            at: ['egress', 'gateways', gateway, 'excluded', index],
            message: `\`${part.text}\` excludes nothing: no destination of gateway \`${name}\` contains it`,
            allowed: `a part of ${destinations.map(destination => `\`${destination.text}\``).join(' or ')}`,
            repair: 'correct it, or remove it',
          }),
        ),
      ),
  }),
  clusterRule({
    code: 'conflicting-egress-gateways',
    severity: 'error',
    title: 'Two egress gateways for one namespace and destination',
    why: 'Cilium does not define which policy wins, so the source address of such traffic is chance.',
    wrong: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {egress: a}}
    - {name: world, namespaces: [shop], destinations: [0.0.0.0/0], nodeSelector: {egress: b}}
`,
    right: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], nodeSelector: {egress: a}}
    - {name: world, namespaces: [blog], destinations: [0.0.0.0/0], nodeSelector: {egress: b}}
`,
    source: 'cilium 1.19 Documentation/network/egress-gateway',
    find: ({ egress }) =>
      pairs(egress.gateways.map((gateway, index) => ({ ...gateway, index }))).flatMap(([first, second]) => {
        const namespace = second.namespaces.find(name => first.namespaces.includes(name));
        const destination = second.destinations.find(one => first.destinations.some(other => overlaps(other, one)));
        return when(namespace !== undefined && destination !== undefined, {
          at: ['egress', 'gateways', second.index],
          message: `gateways \`${first.name}\` and \`${second.name}\` both claim the way from \`${namespace}\` to \`${destination?.text}\`, and Cilium does not say which wins`,
          allowed: 'one gateway for a namespace and a destination',
          repair: 'divide the destinations or the namespaces between the two',
        });
      }),
  }),
  clusterRule({
    code: 'egress-excludes-everything',
    severity: 'error',
    title: 'An egress gateway that excludes all of its destinations',
    why: 'Excluded networks leave from the own node. When they cover every destination, the gateway carries nothing.',
    wrong: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], excluded: [198.51.100.0/25, 198.51.100.128/25], nodeSelector: {egress: a}}
`,
    right: `
egress:
  gateways:
    - {name: partner, namespaces: [shop], destinations: [198.51.100.0/24], excluded: [198.51.100.128/25], nodeSelector: {egress: a}}
`,
    find: ({ egress }) =>
      egress.gateways.flatMap(({ name, destinations, excluded }, gateway) =>
        when(
          destinations.every(destination => isCovered(destination, excluded)),
          {
            at: ['egress', 'gateways', gateway, 'excluded'],
            message: `gateway \`${name}\` excludes all of its destinations: nothing leaves through it`,
            allowed: 'parts of the destinations',
            repair: 'remove an exclusion, or the gateway',
          },
        ),
      ),
  }),
];

/** Whether the parts together contain every address of the whole. */
function isCovered(whole: AddressRange, parts: readonly AddressRange[]): boolean {
  const sorted = [...parts].sort((a, b) => (a.first < b.first ? -1 : 1));
  const covered = sorted.reduce(
    (next, { first, last }) => (first <= next && last >= next ? last + 1n : next),
    whole.first,
  );
  return covered > whole.last;
}
