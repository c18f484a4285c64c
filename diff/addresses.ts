import { isDeepStrictEqual } from 'node:util';
import { contains, parseRange } from '../model/cidr';
import { field, listOf, textOf } from '../model/fields';
import type { PlacedObject } from '../repository/identity';
import { type ChangeDraft, type ClusterPair, quotedName } from './change';

/** Addresses and host names that change, and how addresses are announced. */
export function addressChanges({ objects }: ClusterPair): ChangeDraft[] {
  return objects.flatMap(pair =>
    pair.before !== undefined && pair.after !== undefined ? ofObject(pair.before, pair.after) : [],
  );
}

function ofObject(before: PlacedObject, after: PlacedObject): ChangeDraft[] {
  const [old, now] = [before.manifest.object, after.manifest.object];
  const name = quotedName(after);
  const place = { topic: 'address', in: after.manifest };
  const gone = missing(hostnamesOf(old), hostnamesOf(now));
  const hostnames: ChangeDraft[] =
    gone.length === 0
      ? []
      : [
          {
            ...place,
            level: 'disruptive',
            message: `${name} no longer answers for ${gone.map(host => `\`${host}\``).join(', ')}`,
            at: ['spec'],
          },
        ];
  switch (now.kind) {
    case 'CiliumLoadBalancerIPPool': {
      const lost = lostBlocks(blocksOf(old), blocksOf(now));
      const change: ChangeDraft = {
        ...place,
        at: ['spec', 'blocks'],
        level: 'disruptive',
        message: `${name} loses ${lost.map(block => `\`${block}\``).join(', ')}: Services with an address in it get another one`,
        action: 'check `kubectl get svc -A` and the DNS records',
      };
      if (lost.length > 0) return [change];
      return isDeepStrictEqual(field(old, 'spec'), field(now, 'spec'))
        ? []
        : [{ ...change, level: 'watch', message: `${name} hands out other addresses` }];
    }
    case 'Service': {
      const pinned = (object: typeof now) => [
        textOf(object, 'spec', 'loadBalancerIP'),
        textOf(object.metadata.annotations, 'lbipam.cilium.io/ips'),
        textOf(object, 'spec', 'type'),
      ];
      return isDeepStrictEqual(pinned(old), pinned(now))
        ? []
        : [{ ...place, at: ['spec'], level: 'disruptive', message: `the address of ${name} changes` }];
    }
    case 'Gateway':
      return isDeepStrictEqual(field(old, 'spec', 'addresses'), field(now, 'spec', 'addresses'))
        ? hostnames
        : [
            ...hostnames,
            { ...place, at: ['spec', 'addresses'], level: 'disruptive', message: `the address of ${name} changes` },
          ];
    case 'CiliumBGPClusterConfig':
    case 'CiliumBGPPeerConfig':
    case 'CiliumBGPAdvertisement':
    case 'CiliumL2AnnouncementPolicy':
      return isDeepStrictEqual(field(old, 'spec'), field(now, 'spec'))
        ? []
        : [
            {
              ...place,
              at: ['spec'],
              level: 'disruptive',
              message: `${name} changes how addresses are announced: sessions may be re-established`,
            },
          ];
    case 'CiliumEgressGatewayPolicy':
      return isDeepStrictEqual(field(old, 'spec'), field(now, 'spec'))
        ? []
        : [
            {
              ...place,
              at: ['spec'],
              level: 'disruptive',
              message: `${name} changes the address under which pods leave the cluster`,
            },
          ];
    default:
      return hostnames;
  }
}

const missing = (old: readonly string[], now: readonly string[]) => old.filter(item => !now.includes(item));

function hostnamesOf(object: unknown): string[] {
  const listeners = listOf(object, 'spec', 'listeners').flatMap(listener => textOf(listener, 'hostname') ?? []);
  const routes = listOf(object, 'spec', 'hostnames').filter(name => typeof name === 'string');
  return [...listeners, ...routes];
}

/** `10.0.40.0/24`, or `10.0.0.7-10.0.0.9`. */
function blocksOf(pool: unknown): string[] {
  return listOf(pool, 'spec', 'blocks').flatMap(block => {
    const [cidr, start, stop] = ['cidr', 'start', 'stop'].map(key => textOf(block, key));
    return cidr ?? (start === undefined ? [] : `${start}-${stop ?? start}`);
  });
}

/** Blocks that no new block contains as a whole. */
function lostBlocks(old: readonly string[], now: readonly string[]): string[] {
  const ranges = now.flatMap(text => parseRange(text) ?? []);
  return old.filter(text => {
    const range = parseRange(text);
    return range === undefined ? !now.includes(text) : !ranges.some(other => contains(other, range));
  });
}
