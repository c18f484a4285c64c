import { contains, overlaps } from '../../model/cidr';
import { overlaysOf, pairs } from './networks';
import { type ClusterRule, duplicates, error, when } from './rule';

export const egressRules: readonly ClusterRule[] = [
  error('duplicate-cidr-group', ({ egress }) =>
    duplicates(
      egress.cidrGroups,
      group => group.name,
      ({ name }, index) => ({
        path: ['egress', 'cidrGroups', index, 'name'],
        message: `there are two CIDR groups \`${name}\``,
        allowed: 'a name of its own for every group',
        repair: 'merge the two, or rename one',
      }),
    ),
  ),
  error('duplicate-egress-gateway', ({ egress }) =>
    duplicates(
      egress.gateways,
      gateway => gateway.name,
      ({ name }, index) => ({
        path: ['egress', 'gateways', index, 'name'],
        message: `there are two egress gateways \`${name}\``,
        allowed: 'a name of its own for every gateway',
        repair: 'merge the two, or rename one',
      }),
    ),
  ),
  // Neither takes the interface of the default route, both leaves open which one wins.
  error('egress-address-and-interface', ({ egress }) =>
    egress.gateways.flatMap(({ name, address, interface: device }, index) =>
      when(address !== undefined && device !== undefined, {
        path: ['egress', 'gateways', index, 'interface'],
        message: `gateway \`${name}\` names its source twice: by address \`${address?.text}\` and by interface \`${device}\``,
        allowed: '`address`, `interface`, or neither for the interface of the default route',
        repair: 'remove one of the two',
      }),
    ),
  ),
  // Cilium never sends traffic between pods, or to Services, through an egress gateway.
  error('egress-destination-in-cluster', cluster =>
    cluster.egress.gateways.flatMap(({ name, destinations }, gateway) =>
      destinations.flatMap((destination, index) =>
        overlaysOf(cluster)
          .filter(network => contains(network.range, destination))
          .map(network => ({
            path: ['egress', 'gateways', gateway, 'destinations', index],
            message: `\`${destination.text}\` lies inside ${network.path.at(-1)} \`${network.text}\`: gateway \`${name}\` never sees such traffic`,
            allowed: 'networks outside the cluster',
            repair: 'name the network to reach, or remove the destination',
          })),
      ),
    ),
  ),
  error('excluded-outside-destinations', ({ egress }) =>
    egress.gateways.flatMap(({ name, destinations, excluded }, gateway) =>
      excluded.flatMap((part, index) =>
        when(!destinations.some(destination => contains(destination, part)), {
          path: ['egress', 'gateways', gateway, 'excluded', index],
          message: `\`${part.text}\` excludes nothing: no destination of gateway \`${name}\` contains it`,
          allowed: `a part of ${destinations.map(destination => `\`${destination.text}\``).join(' or ')}`,
          repair: 'correct it, or remove it',
        }),
      ),
    ),
  ),
  error('conflicting-egress-gateways', ({ egress }) =>
    pairs(egress.gateways.map((gateway, index) => ({ ...gateway, index }))).flatMap(([first, second]) => {
      const namespace = second.namespaces.find(name => first.namespaces.includes(name));
      const destination = second.destinations.find(one => first.destinations.some(other => overlaps(other, one)));
      return when(namespace !== undefined && destination !== undefined, {
        path: ['egress', 'gateways', second.index],
        message: `gateways \`${first.name}\` and \`${second.name}\` both claim the way from \`${namespace}\` to \`${destination?.text}\`, and Cilium does not say which wins`,
        allowed: 'one gateway for a namespace and a destination',
        repair: 'divide the destinations or the namespaces between the two',
      });
    }),
  ),
];
