import { contains, parseCidr } from '../model/cidr';
import type { ListedEnd } from '../policy/listing';
import type { Outside } from '../policy/outside';

/** Networks that the Internet does not route to (IANA IPv4 and IPv6 special-purpose address registries). */
export const localNetworks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].flatMap(text => parseCidr(text) ?? []);

/**
 * Whether a part of the outside is the Internet at large: any address of it, and any name but those of a domain, which
 * patterns name by two labels at least.
 */
export function isExposing({ end: { peer }, part }: ListedEnd, { names }: Outside): boolean {
  const { address } = peer;
  if (address !== undefined) return !localNetworks.some(network => contains(network, address));
  return part !== undefined && !names.namesOf(part).some(name => /(^|\.)[^.*]+\.[^.*]+$/.test(name));
}
