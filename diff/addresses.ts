import { contains, parseRange } from '../model/cidr';
import { field, listOf, textOf } from '../model/fields';
import { callOf, type Found, isSame, type ObjectPair, type Pair } from './change';

/** Addresses and names that move, and who is told of them. */
export function addressChanges({ objects }: Pair): Found[] {
  return objects.flatMap(pair => (pair.before !== undefined && pair.after !== undefined ? ofObject(pair) : []));
}

function ofObject({ before, after }: ObjectPair): Found[] {
  const [old, now] = [before!.manifest.object, after!.manifest.object];
  const name = callOf(after!);
  const place = { topic: 'address', in: after!.manifest };
  const gone = missing(hostnamesOf(old), hostnamesOf(now));
  const hostnames: Found[] =
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
      const change: Found = {
        ...place,
        at: ['spec', 'blocks'],
        level: 'disruptive',
        message: `${name} loses ${lost.map(block => `\`${block}\``).join(', ')}: Services with addresses in it get others`,
        demand: 'look at `kubectl get svc -A`, and at the DNS records',
      };
      if (lost.length > 0) return [change];
      return isSame(field(old, 'spec'), field(now, 'spec'))
        ? []
        : [{ ...change, level: 'watch', message: `${name} hands out other addresses` }];
    }
    case 'Service': {
      const pinned = (object: typeof now) => [
        textOf(object, 'spec', 'loadBalancerIP'),
        textOf(object.metadata.annotations, 'lbipam.cilium.io/ips'),
        textOf(object, 'spec', 'type'),
      ];
      return isSame(pinned(old), pinned(now))
        ? []
        : [{ ...place, at: ['spec'], level: 'disruptive', message: `the address of ${name} changes` }];
    }
    case 'Gateway':
      return isSame(field(old, 'spec', 'addresses'), field(now, 'spec', 'addresses'))
        ? hostnames
        : [
            ...hostnames,
            { ...place, at: ['spec', 'addresses'], level: 'disruptive', message: `the address of ${name} changes` },
          ];
    case 'CiliumBGPClusterConfig':
    case 'CiliumBGPPeerConfig':
    case 'CiliumBGPAdvertisement':
    case 'CiliumL2AnnouncementPolicy':
      return isSame(field(old, 'spec'), field(now, 'spec'))
        ? []
        : [
            {
              ...place,
              at: ['spec'],
              level: 'disruptive',
              message: `${name} changes how addresses are announced: sessions may be made anew`,
            },
          ];
    case 'CiliumEgressGatewayPolicy':
      return isSame(field(old, 'spec'), field(now, 'spec'))
        ? []
        : [
            {
              ...place,
              at: ['spec'],
              level: 'disruptive',
              message: `${name} changes under which address pods leave the cluster`,
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

/** Blocks that no new block takes in as a whole. */
function lostBlocks(old: readonly string[], now: readonly string[]): string[] {
  const ranges = now.flatMap(text => parseRange(text) ?? []);
  return old.filter(text => {
    const range = parseRange(text);
    return range === undefined ? !now.includes(text) : !ranges.some(other => contains(other, range));
  });
}
