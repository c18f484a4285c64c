import { parseAddress } from '../../../model/cidr';
import { field, listOf, textOf } from '../../../model/fields';
import { refused, type Violation } from '../../../model/structure/violation';
import { addressViolations } from './services';
import { choice, dnsLabel, each, isGiven, missing, port, unique } from './shared';

export function endpointSliceViolations(object: unknown): Violation[] {
  const type = field(object, 'addressType');
  return [
    ...(isGiven(type) ? choice(type, ['addressType'], 'IPv4', 'IPv6', 'FQDN') : [missing([], 'addressType')]),
    ...each(object, [], 'endpoints', (entry, at) => [
      ...(listOf(entry, 'addresses').length === 0 ? [missing(at, 'addresses')] : []),
      ...listOf(entry, 'addresses').flatMap((address, index) =>
        type === 'FQDN' || isOfFamily(address, type)
          ? []
          : [refused(address, [...at, 'addresses', index], `an address of \`${type}\``)],
      ),
      ...dnsLabel(field(entry, 'hostname') || undefined, [...at, 'hostname']),
    ]),
    ...each(object, [], 'ports', (entry, at) => [
      ...dnsLabel(field(entry, 'name') || undefined, [...at, 'name']),
      ...choice(field(entry, 'protocol'), [...at, 'protocol'], 'TCP', 'UDP', 'SCTP'),
    ]),
    ...unique(object, [], 'ports', item => textOf(item, 'name') ?? '', 'name'),
  ];
}

const isOfFamily = (address: unknown, type: unknown) =>
  typeof address !== 'string' || type !== `IPv${parseAddress(address)?.family}` ? typeof type !== 'string' : true;

export function endpointsViolations(object: unknown): Violation[] {
  return each(object, [], 'subsets', (subset, at) => [
    ...(['addresses', 'notReadyAddresses'].every(key => listOf(subset, key).length === 0)
      ? [missing(at, 'addresses')]
      : []),
    ...['addresses', 'notReadyAddresses'].flatMap(key =>
      each(subset, at, key, (entry, place) => {
        const ip = field(entry, 'ip');
        return isGiven(ip) ? addressViolations(ip, [...place, 'ip']) : [missing(place, 'ip')];
      }),
    ),
    ...each(subset, at, 'ports', (entry, place) => [
      ...port(field(entry, 'port'), [...place, 'port']),
      ...dnsLabel(field(entry, 'name') || undefined, [...place, 'name']),
    ]),
  ]);
}
