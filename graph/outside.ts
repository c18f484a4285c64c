import ipaddr from 'ipaddr.js';
import { compare } from '../model/finding';
import type { NamedPeer } from './workload';

/** Hosts outside the cluster as policies name them: DNS names together, addresses together, each once. */
export function outside(hosts: readonly string[]): NamedPeer[] {
  const sorted = [...new Set(hosts)].sort(compare);
  const names = sorted.filter(host => !isAddress(host));
  const cidrs = sorted.filter(isAddress).map(address => `${address}/32`);
  return [...(names.length > 0 ? [{ names }] : []), ...(cidrs.length > 0 ? [{ cidrs }] : [])];
}

const isAddress = (host: string) => ipaddr.IPv4.isValidFourPartDecimal(host);
